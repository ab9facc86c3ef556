using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.History;
using PoolResource.Testing;

namespace PoolResource.FaultTests;

/// <summary>The checker knows a janitor that does wrong: histories made by hand.</summary>
public sealed class FindingAWrongReap : IDisposable
{
    private static readonly BuildIdentity Holder = new(1);
    private static readonly BuildIdentity Other = new(4);
    private static readonly BuildIdentity Janitor = new(13);

    private readonly TestFolder folder = new(nameof(FindingAWrongReap));
    private readonly Cluster cluster = new();
    private readonly LockRepository repository;
    private readonly string start;
    private readonly DateTimeOffset begun = TimeProvider.System.GetUtcNow();

    public FindingAWrongReap()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.Git("config", "core.logAllRefUpdates", "true");
        start = repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        cluster.Begin(Holder);
        cluster.Begin(Other);
        Take(Holder, "env-1");
        Take(Other, "env-2");
    }

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void NothingIsSaidOfASoundOne()
    {
        cluster.End(Holder, "failed");
        cluster.End(Other, "gone");

        Assert.Empty(Broken(Reap("env-1", "env-2")));
    }

    [Fact]
    public void TheClaimOfABuildThatRunsIsMissed()
    {
        cluster.End(Holder, "failed");

        Assert.Equal([Promise.TheLivingKeepTheirs], Broken(Reap("env-1", "env-2")));
    }

    [Fact]
    public void TheClaimOfABuildThatSucceededIsMissedUnlessAllWereAskedFor()
    {
        cluster.End(Holder, "succeeded");
        cluster.End(Other, "succeeded");

        Assert.Equal([Promise.TheLivingKeepTheirs, Promise.TheLivingKeepTheirs], Broken(Reap(plan => plan with { All = false }, "env-1", "env-2")));
    }

    [Fact]
    public void TheClaimOfABuildThatNobodyCouldTellOfIsMissed()
    {
        cluster.End(Holder, "failed");

        Assert.Equal([Promise.TheLivingKeepTheirs], Broken(Reap(plan => plan with { IsAway = true }, "env-1")));
    }

    [Fact]
    public void AStaleClaimThatIsLeftIsFound()
    {
        cluster.End(Holder, "failed");
        cluster.End(Other, "aborted");

        Assert.Equal([Promise.NothingLeaks], Broken(Reap("env-1")));
    }

    [Fact]
    public void AnAnswerThatIsNotSoIsFound()
    {
        cluster.End(Holder, "failed");

        Assert.Equal([Promise.AnswersAreTrue], Broken(Reap("env-1") with { Result = Answer("env-1", "env-2") }));
    }

    [Fact]
    public void ALeaseThatRunsOnIsMissed()
    {
        Renew(Holder, "env-1", TimeSpan.FromHours(1));
        Renew(Other, "env-2", TimeSpan.FromMinutes(-1));

        Assert.Equal([Promise.TheLivingKeepTheirs], Broken(Reap(plan => plan with { EndedBuilds = false, ByLease = true }, "env-1", "env-2")));
    }

    private static string IdOf(string name) => $"01932f0c-5c2e-7a11-8000-00000000000{name[^1]}";

    private void Take(BuildIdentity build, string name) => repository.Commit(
        $"{Text(build, $"claiming: {name}")}Claim-Id: {IdOf(name)}\nBuild-Id: {build.Id}\n", Change.Move($"aws/unclaimed/{name}", $"aws/claimed/{name}"));

    private void Renew(BuildIdentity build, string name, TimeSpan from) => repository.Commit(
        $"{Text(build, $"renewing: {name}")}Lock: {name}\nClaim-Id: {IdOf(name)}\nBuild-Id: {build.Id}\nLease-Until: {begun + from:yyyy-MM-ddTHH:mm:ssZ}\n");

    private static string Text(BuildIdentity build, string subject) => $"{build.Title} {subject}\n\nBuild URL: {build.Url}\n\nPool: aws\n";

    private StepRun Reap(params string[] names) => Reap(plan => plan, names);

    // As if what ended had ended long before.
    private StepRun Reap(Func<ReapPlan, ReapPlan> so, params string[] names)
    {
        var before = repository.Tip;
        var each = names.Select(name => $"{Text(Janitor, $"unclaiming: {name}")}Build-Id: {Janitor.Id}\nReason: its build failed 3 h ago\n");
        repository.Commit(
            string.Join('\n', names.Length == 1 ? each : each.Prepend($"{Janitor.Title} reaping: {names.Length} locks\n")),
            [.. names.Select(name => Change.Move($"aws/claimed/{name}", $"aws/unclaimed/{name}"))]);
        var plan = so(new ReapPlan { EndedBuilds = true, All = true, To = "release", Concourse = "https://ci.example.com" });
        return new StepRun(Janitor.Url, Put.Reaping("aws", plan), Answer(names), before, repository.Tip, null) { Time = (begun + TimeSpan.FromMinutes(5), begun + TimeSpan.FromMinutes(6)) };
    }

    private ScriptResult Answer(params string[] names) => new(
        0,
        $$$"""{"version":{"ref":"{{{repository.Tip}}}"},"metadata":[{"name":"pool_name","value":"aws"}{{{string.Concat(names.Select(name => $$$""",{"name":"reaped","value":"{{{name}}}: its build failed 3 h ago"}"""))}}}]}""",
        "");

    private List<string> Broken(StepRun run)
    {
        var story = new Story(BranchRecord.Read(repository, start));
        Assert.Empty(story.Violations);
        return [.. new ReapRules(story, [run], cluster).Check().Select(violation => violation.Promise)];
    }
}
