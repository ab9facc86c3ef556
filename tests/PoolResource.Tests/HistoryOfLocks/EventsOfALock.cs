namespace PoolResource.Tests.HistoryOfLocks;

public sealed class EventsOfALock
{
    private const string Free = "aws/unclaimed/a";
    private const string Held = "aws/claimed/a";
    private const string Build = "main/deploy/test build 42";

    [Theory]
    [InlineData(Free, Held, "claiming: a\n\nPool: aws\nClaim-Id: x", $"Claimed {Free} > {Held} by {Build}")]
    [InlineData(Held, Free, "unclaiming: a\n\nPool: aws", $"Released {Held} > {Free} by {Build}")]
    [InlineData("", Free, "adding unclaimed: a\n\nPool: aws", $"Added nowhere > {Free} by {Build}")]
    [InlineData("", Held, "adding claimed: a\n\nPool: aws\nClaim-Id: x", $"Added nowhere > {Held} by {Build}")]
    [InlineData(Free, "", "removing: a\n\nPool: aws", $"Removed {Free} > nowhere by {Build}")]
    [InlineData(Held, "", "removing: a\n\nPool: aws", $"Removed {Held} > nowhere by {Build}")]
    [InlineData(Free, $"{Free}=2", "updating: a\n\nPool: aws", $"Updated {Free} > {Free} by {Build}")]
    [InlineData(Held, "aws-lifecycle/unclaimed/a", "recycling: a\n\nPool: aws", $"Recycled {Held} > aws-lifecycle/unclaimed/a by {Build}")]
    [InlineData("aws-lifecycle/claimed/a", Free, "restoring: a\n\nPool: aws-lifecycle", $"Restored aws-lifecycle/claimed/a > {Free} by {Build}")]
    [InlineData(Free, "gcp/claimed/a", "moving: a to gcp/claimed\n\nPool: aws\nClaim-Id: x", $"Moved {Free} > gcp/claimed/a by {Build}")]
    [InlineData(Held, Held, "continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: 0000000000000000000000000000000000000001", $"Continued {Held} > {Held} by {Build}")]
    public void AreToldByABuild(string before, string after, string message, string expected) => Assert.Equal([expected], Events(before, after, $"{Build} {message}"));

    [Theory]
    [InlineData("claiming: a\n\nBuild URL: https://ci/builds/7", "Jane")]
    [InlineData("one-off build 12 claiming: a", "one-off build 12")]
    [InlineData("a/my build job/x build 7 claiming: a\n\nPool: aws", "a/my build job/x build 7")]
    [InlineData("main/deploy/test build 42 claiming: a\n\nPool: aws\nPipeline-Vars: {\"branch\":\"dev\"}", "main/deploy/branch:dev/test build 42")]
    [InlineData("tom: Move aws/unclaimed/a to aws/claimed/a", "tom by hand")]
    [InlineData("tom: Move aws/unclaimed/b to aws/claimed/b", "Jane by hand")]
    [InlineData("tom: Move aws/unclaimed/a to gcp/claimed/a", "Jane by hand")]
    [InlineData("I need this one", "Jane by hand")]
    [InlineData("Revert \"main/deploy/test build 42 unclaiming: a\"", "Jane by hand")]
    [InlineData("main/deploy/test build 42 claiming: b\n\nPool: aws", "Jane by hand")]
    [InlineData("main/deploy/test build 42 claiming: a\n\nPool: gcp", "Jane by hand")]
    [InlineData("two at once\n\n* main/deploy/test build 1 claiming: a\n\nPool: aws\nClaim-Id: x\n\n* main/deploy/test build 2 claiming: b\n\nPool: aws\nClaim-Id: y\n", "main/deploy/test build 1")]
    [InlineData("", "Jane by hand")]
    public void TellWhoDidItInAnyDialect(string message, string who) => Assert.Equal([$"Claimed {Free} > {Held} by {who}"], Events(Free, Held, message));

    [Theory]
    [InlineData($"{Free} aws/unclaimed/b", $"{Held} aws/claimed/b", $"Claimed {Free} > {Held};Claimed aws/unclaimed/b > aws/claimed/b")]
    [InlineData($"{Free} gcp/unclaimed/a", $"{Held}", $"Claimed {Free} > {Held};Removed gcp/unclaimed/a > nowhere")]
    [InlineData($"{Free} gcp/claimed/a", "blue/unclaimed/a cf/claimed/a", $"Moved {Free} > cf/claimed/a;Moved gcp/claimed/a > blue/unclaimed/a")]
    [InlineData($"{Free}", "gcp/unclaimed/a gcp/unclaimed/b", $"Moved {Free} > gcp/unclaimed/a;Added nowhere > gcp/unclaimed/b")]
    [InlineData($"{Free} {Held}", Held, $"Updated {Held} > {Held}")]
    [InlineData($"{Free} {Held}", Free, $"Released {Held} > {Free}")]
    [InlineData(Free, $"{Free} {Held}", $"Claimed {Free} > {Held}")]
    [InlineData(Free, $"{Free} README.md aws/notes", "")]
    [InlineData(Free, Free, "")]
    [InlineData("cf/fresh/unclaimed/a", "cf/fresh/claimed/a", "Claimed cf/fresh/unclaimed/a > cf/fresh/claimed/a")]
    public void AreThoseOfEveryLockThatACommitTouches(string before, string after, string expected) => Assert.Equal(
        expected.Split(';', StringSplitOptions.RemoveEmptyEntries), Events(before, after, "by hand").Select(line => line.Replace(" by Jane by hand", "", StringComparison.Ordinal)));

    [Fact]
    public void TellWhyAndWhoseJobAndHowLongItWaited()
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, $"{Build} claiming: a\n\nPool: aws\nClaim-Id: x\nReason: nightly\nWaited: 127s");

        var claim = made.History.Events[^1];

        Assert.Equal(("x", "nightly", (TimeSpan?)TimeSpan.FromSeconds(127), "main/deploy/test"), (claim.ClaimId, claim.Reason, claim.Waited, $"{claim.Job}"));
    }

    [Theory]
    [InlineData("claiming: a\n\nBuild URL: https://ci/teams/main/pipelines/de%20ploy/jobs/test/builds/7", "main/de ploy/test")]
    [InlineData("claiming: a\n\nBuild URL: https://ci/builds/7", "")]
    [InlineData("main/deploy/test build 42 claiming: a\n\nBuild URL: https://ci/teams/x/pipelines/y/jobs/z/builds/7", "main/deploy/test")]
    [InlineData("main/deploy/a build 1/b build 42 claiming: a", "main/deploy/a build 1/b")]
    [InlineData("one-off build 7 claiming: a", "")]
    [InlineData("by hand", "")]
    public void TellWhoseJobByTheSubjectOrThePage(string message, string job)
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, message);

        Assert.Equal(job, $"{made.History.Events[^1].Job}");
    }

    [Fact]
    public void StandInBothPoolsOfALockThatMoves()
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then("gcp/unclaimed/a");

        var history = made.History;

        Assert.Equal(2, history.Events.Count);
        Assert.Equal(history.EventsOf(MadeCommits.Of("aws/a"))[^1], Assert.Single(history.EventsOf(MadeCommits.Of("gcp/a"))));
        Assert.Null(history.Standing(MadeCommits.Of("aws/a")));
        Assert.Equal("gcp/unclaimed/a", $"{history.Standing(MadeCommits.Of("gcp/a"))}");
    }

    private static IEnumerable<string> Events(string before, string after, string message)
    {
        var made = new MadeCommits();
        made.Then(before);
        var first = made.History.Events.Count;
        made.Then(after, message);
        return made.History.Events.Skip(first).Select(MadeCommits.Said);
    }
}
