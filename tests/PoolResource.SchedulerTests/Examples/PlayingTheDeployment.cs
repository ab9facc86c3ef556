using System.Text;

namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheDeployment : ExampleTest
{
    private const string Order = "order";

    public PlayingTheDeployment()
        : base("deploy-on-tag.yml", ("pool", "targets"))
    {
        Repository.CommitPool("targets", unclaimed: ["production", "staging"]);
        Pipeline.Fetched[".git/ref"] = "release-7\n";
        Pipeline.Fetched["deploy.yml"] = "targets: [staging, production]\nscript: ci/deploy.sh\n";
        DeployBy("true");
    }

    [Fact]
    public async Task TakesOneTargetAfterTheOther()
    {
        Assert.True(await Pipeline.RunAsync("deploy"));

        Assert.Equal(["staging", "production"], await File.ReadAllLinesAsync(OrderFile, TestContext.Current.CancellationToken));
        Assert.Equal(["targets/unclaimed/production", "targets/unclaimed/staging"], Standing);
    }

    [Fact]
    public async Task SaysInTheLockWhatIsDeployed()
    {
        Assert.True(await Pipeline.RunAsync("deploy"));

        Assert.All(Standing, target =>
            Assert.StartsWith("tag: release-7\ndeployed: 20", Encoding.UTF8.GetString(Repository.Read(target)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeavesTheOtherTargetsAloneWhereOneFails()
    {
        DeployBy("[ \"$1\" != staging ]");

        Assert.False(await Pipeline.RunAsync("deploy"));

        Assert.Equal(["staging"], await File.ReadAllLinesAsync(OrderFile, TestContext.Current.CancellationToken));
        Assert.Equal(["targets/unclaimed/production", "targets/unclaimed/staging"], Standing);
        Assert.Empty(Pipeline.FailedHooks);
        Assert.Equal("content of staging\n"u8, Repository.Read("targets/unclaimed/staging"));
    }

    private string OrderFile => Path.Combine(Path.GetDirectoryName(Repository.Path)!, Order);

    // The target is held meanwhile.
    private void DeployBy(string command) => Pipeline.Fetched["ci/deploy.sh"] =
        $"git -C {Repository.Path} cat-file -e {Repository.Branch}:targets/claimed/$1\necho $1 >>{OrderFile}\n{command}\n";
}
