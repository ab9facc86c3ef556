using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheJanitor() : ExampleTest("janitor.yml", ("pool", "aws"))
{
    private const string Cluster = "https://ci.example.com";

    private static readonly long LongAgo = LockRepository.FirstCommit.AddHours(1).ToUnixTimeSeconds();

    private readonly ConcourseServer concourse = new() { ExternalUrl = Cluster };

    [Fact]
    public async Task HasLocksOfDeadBuildsCleanedAndGivenBack()
    {
        Pipeline.Environment["ATC_EXTERNAL_URL"] = concourse.Origin;
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        Claim(77, "env-1");
        Claim(78, "env-2");
        concourse.Add(new ConcourseBuild(77, "77", "started"), new ConcourseBuild(78, "78", "started"));

        Assert.True(await Pipeline.RunAsync("reap"));
        Assert.Equal(["aws/claimed/env-1", "aws/claimed/env-2"], Standing);

        concourse.Add(new ConcourseBuild(77, "77", "aborted") { EndTime = LongAgo });
        Assert.True(await Pipeline.RunAsync("reap"));
        Assert.Equal(["aws-lifecycle/unclaimed/env-1", "aws/claimed/env-2"], Standing);

        // The third build, which dies as it cleans.
        Assert.False(await Pipeline.RunAsync("clean", failing: "clean-environment"));
        Assert.Equal(["aws-lifecycle/claimed/env-1", "aws/claimed/env-2"], Standing);
        concourse.Add(new ConcourseBuild(3, "42", "errored") { EndTime = LongAgo });
        Assert.True(await Pipeline.RunAsync("reap"));
        Assert.Equal(["aws-lifecycle/unclaimed/env-1", "aws/claimed/env-2"], Standing);

        Assert.True(await Pipeline.RunAsync("clean"));
        Assert.Equal(["aws/claimed/env-2", "aws/unclaimed/env-1"], Standing);
    }

    protected override void Dispose(bool disposing)
    {
        concourse.Dispose();
        base.Dispose(disposing);
    }

    private void Claim(int build, string name) => Repository.Commit(
        string.Create(CultureInfo.InvariantCulture, $"main/deploy/test build {build} claiming: {name}\n\nBuild URL: {Cluster}/builds/{build}\n\nPool: aws\nClaim-Id: id-{build}\nBuild-Id: {build}\n"),
        Change.Delete($"aws/unclaimed/{name}"),
        Change.Put($"aws/claimed/{name}", "content"));
}
