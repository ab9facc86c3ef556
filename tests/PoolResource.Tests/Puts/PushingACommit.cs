using PoolResource.Git;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class PushingACommit : IDisposable
{
    private const string TwoFree = "aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b";

    /// <summary>Less than the first look at a lock that is not free, and much less than any retry_delay.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Put put = new();

    public PushingACommit() => put.Branch.Then(TwoFree);

    public void Dispose() => put.Dispose();

    [Fact]
    public async Task AnswersWithItAndWithTheLock()
    {
        var response = await put.RunAsync("""{"claim": "a"}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal([("lock_name", "a"), ("pool_name", "aws")], response.Metadata.Select(field => (field.Name, field.Value)));
        Assert.Equal("aws/claimed/.gitkeep aws/claimed/a aws/unclaimed/b", put.Branch.Files);
        Assert.StartsWith(
            "main/deploy/test build 42 claiming: a\n\nBuild URL: https://ci/builds/1234\n\nPool: aws\nClaim-Id: ",
            put.Branch.Git("log", "-1", "--format=%B"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginsABranchThatIsNotThere()
    {
        put.Branch.Git("update-ref", "-d", "refs/heads/main");

        await put.RunAsync("""{"add": {"name": "a"}}""");

        Assert.Contains("aws/unclaimed/a", put.Branch.Files, StringComparison.Ordinal);
        Assert.Contains("warning: the repository has no branch main yet; this commit creates it", put.Lines);
    }

    [Fact]
    public async Task IsRetriedAtOnceWhenSomebodyWasFaster()
    {
        put.Time.Asked = () =>
        {
            put.Time.Asked = null;
            put.Branch.Then("aws/claimed/a aws/unclaimed/b");
        };

        await put.RunAsync("""{"claim": "b"}""");

        Assert.Equal("aws/claimed/a aws/claimed/b aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.InRange(Assert.Single(put.Time.Pauses), TimeSpan.Zero, Moment);
        Assert.DoesNotMatch("(?i)error|fail|fatal|rejected", put.Log);
    }

    [Fact]
    public async Task IsRetriedWithinTheBoundOfTheFirstLookWhenOneLookIsAskedFor()
    {
        put.Time.Asked = () =>
        {
            put.Time.Asked = null;
            put.Branch.Then("aws/claimed/a aws/unclaimed/b");
        };

        await put.RunAsync("""{"claim": "b", "timeout": "0s"}""");

        Assert.Equal("aws/claimed/a aws/claimed/b aws/unclaimed/.gitkeep", put.Branch.Files);
    }

    [Theory]
    [InlineData("[rejected] (stale info)", false)]
    [InlineData("[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)", false)]
    [InlineData("[remote rejected] (pre-receive hook declined)", true)]
    public void IsForbiddenByABannerOnlyWhereNobodyWasFaster(string words, bool isRefusal) => Assert.Equal(
        isRefusal,
        new PushFailed(words, Answered: true, 1, new GitException("push", 1, "remote: ERROR: Permission to org/repo denied to deploy key")).Refusal is not null);

    [Fact]
    public async Task IsRetriedForAsLongAsOthersAreFaster()
    {
        var races = 0;
        put.Time.Asked = () =>
        {
            if (++races <= 12)
            {
                put.Branch.Then($"{TwoFree} other={races}");
            }
        };

        await put.RunAsync("""{"claim": "b"}""");

        Assert.Equal(12, put.Time.Pauses.Count);
        Assert.All(put.Time.Pauses, pause => Assert.InRange(pause, TimeSpan.Zero, Moment));
    }

    [Fact]
    public async Task TurnsIntoWaitingWhenTheFasterOneTookTheLock()
    {
        put.Time.Asked = () =>
        {
            put.Time.Asked = null;
            put.Branch.Then("aws/claimed/a aws/unclaimed/b");
        };

        Sentence.Matches(
            "gave up waiting for lock a of pool aws after 5s: a is held by A Person since …",
            await put.RefusalAsync("""{"claim": "a", "timeout": "5s"}"""));
    }

    [Theory]
    [InlineData("pre-receive")]
    [InlineData("update")]
    public async Task EndsInTheHostsWordsWhenAHookRefusesEveryOne(string hook)
    {
        put.Branch.Hook(hook, "echo 'only robots of the second floor may push' >&2; exit 1");

        var refusal = await put.RefusalAsync("""{"claim": "a"}""");

        Sentence.Matches("the host does not accept the commit (…only robots of the second floor may push…); …branch main…", refusal);
        Assert.Equal(1, put.Branch.Commits);
    }

    [Fact]
    public async Task IsNotRepeatedWhenOnlyItsAnswerWasLost()
    {
        put.Branch.Hook("post-receive", "kill -9 $PPID");

        var response = await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(2, put.Branch.Commits);
        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
    }

    [Fact]
    public async Task IsNotDoneForAStepThatWasStopped()
    {
        using var stop = new CancellationTokenSource();
        put.Time.Asked = stop.Cancel;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.RunUntilAsync("""{"claim": "a"}""", stop.Token));

        Assert.Equal(1, put.Branch.Commits);
    }

    [Fact]
    public async Task IsNotNeededForWhatIsSoAlready()
    {
        // The step's inputs are the repository's directory.
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "name"), "a\n", TestContext.Current.CancellationToken);

        var response = await put.RunAsync("""{"check": "."}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal(1, put.Branch.Commits);
    }
}
