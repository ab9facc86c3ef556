using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>What becomes of claims that were pushed and may be in the branch.</summary>
public sealed class WithdrawingClaims : IDisposable
{
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b";
    private const string HasA = "aws/claimed/a aws/unclaimed/b";
    private const string HasB = "aws/claimed/b aws/unclaimed/a";

    private readonly Put put = new();
    private readonly StringWriter stderr = new();

    public void Dispose()
    {
        put.Dispose();
        stderr.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsACommitThatTheLogTells()
    {
        var claim = Claim("a", put.Branch.Then(Free), put.Branch.Then(HasA));
        put.Branch.Then($"{HasA} notes");

        Assert.Equal("a", (await WithdrawAsync(claim))!.Value);

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b notes", put.Branch.Files);
        Assert.Contains($"unclaiming: a ({put.Branch.Tip})", stderr.ToString(), StringComparison.Ordinal);
        Assert.Empty(put.Time.Pauses);
    }

    [Fact]
    public async Task IsDoneOnceAndToldAgainToWhoeverAsksTwice()
    {
        var claim = Claim("a", put.Branch.Then(Free), put.Branch.Then(HasA));
        await WithdrawAsync(claim);
        var tip = put.Branch.Tip;

        Assert.Equal("a", (await WithdrawAsync(claim))!.Value);
        Assert.Equal(tip, put.Branch.Tip);
    }

    [Fact]
    public async Task IsNotDoneWhereSomebodyElseHasGivenTheLockBack()
    {
        var claim = Claim("a", put.Branch.Then(Free), put.Branch.Then(HasA));
        var tip = put.Branch.Then(Free);

        Assert.Null(await WithdrawAsync(claim));
        Assert.Equal(tip, put.Branch.Tip);
    }

    [Theory]
    // Somebody else was faster, or the host does not answer.
    [InlineData("echo cannot lock ref >&2; exit 1", 0.1)]
    [InlineData("kill -9 $PPID", 1)]
    public async Task IsTriedAgainSoonWhereSomebodyWasFaster(string hook, double pause)
    {
        var claim = Claim("a", put.Branch.Then(Free), put.Branch.Then(HasA));
        put.Branch.Hook("update", $"test -e tried || {{ touch tried; {hook}; }}");

        Assert.Equal("a", (await WithdrawAsync(claim))!.Value);
        Assert.Equal(TimeSpan.FromSeconds(pause), Assert.Single(put.Time.Pauses));
    }

    [Fact]
    public async Task WaitsWhileOneOfSeveralMayStillGetIn()
    {
        var first = put.Branch.Then(Free);
        var never = put.Branch.Then(HasB);
        var second = put.Branch.On([first], $"{Free} notes");
        var late = put.Branch.Then($"{HasA} notes");
        put.Branch.Git("update-ref", "refs/heads/main", second.Value);
        AtPause(3, late);

        Assert.Equal("a", (await WithdrawAsync(Claim("b", first, never), Claim("a", second, late)))!.Value);
        Assert.Equal(3, put.Time.Pauses.Count);
        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b notes", put.Branch.Files);
    }

    [Fact]
    public async Task WaitsForTheFirstCommitOfABranchThatIsNotThere()
    {
        var late = put.Branch.On([], "aws/claimed/a");
        put.Branch.Git("update-ref", "-d", "refs/heads/main");
        AtPause(3, late);

        Assert.Equal("a", (await WithdrawAsync(Made("a", late), Claim("a", late, late)))!.Value);
        Assert.Equal(3, put.Time.Pauses.Count);
        Assert.DoesNotContain("aws/claimed/a", put.Branch.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsWhereTheBranchIsNotThereAnyMore()
    {
        var claim = Claim("a", put.Branch.Then(Free), put.Branch.Then(HasA));
        put.Branch.Git("update-ref", "-d", "refs/heads/main");

        Assert.Null(await WithdrawAsync(claim));
        Assert.Empty(put.Time.Pauses);
    }

    private async Task<LockName?> WithdrawAsync(params PushedClaim[] claims)
    {
        var log = new StepLog(stderr);
        using var session = await GitSession.OpenAsync(put.Branch.Source, log, put.Time, Stop);
        using var branch = session.OpenBranch(readAgain: false, afterPush: true);
        return await new ClaimRollback(branch, put.Build, log, put.Time).WithdrawAsync(claims, Stop);
    }

    private void AtPause(int pause, CommitId commit) => put.Time.Paused = _ =>
    {
        if (put.Time.Pauses.Count == pause)
        {
            put.Branch.Git("update-ref", "refs/heads/main", commit.Value);
        }
    };

    private static PushedClaim Claim(string name, CommitId parent, CommitId commit) =>
        new(commit, parent, In(LockState.Claimed, name), In(LockState.Unclaimed, name), $"unclaiming: {name}");

    private static PushedClaim Made(string name, CommitId commit) => new(commit, null, In(LockState.Claimed, name), null, $"removing: {name}");

    private static Lock In(LockState state, string name) => new(Answer.Aws, state, LockName.Parse(name, "lock"));
}
