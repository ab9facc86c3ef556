using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Tests.Puts;

// Somebody has merged a line of history into the branch, or the branch into that line, and pushed it.
public sealed class HoldingALockInAMergedBranch : IDisposable
{
    private const string Free = "aws/unclaimed/env-1=blue aws/unclaimed/env-2";
    private const string Held = "aws/claimed/env-1=blue aws/unclaimed/env-2";

    private readonly Put put = new();
    private readonly CommitId root;

    public HoldingALockInAMergedBranch() => root = put.Branch.Then(Free);

    public void Dispose() => put.Dispose();

    // What happened on a line that does not know the claim was not done to it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OutlivesWhatALineDidThatDoesNotKnowTheClaim(bool isClaimFirst)
    {
        var claimed = await ClaimAsync();
        var others = ClaimByAnother();
        var side = put.Branch.On([others], Free, "t/p/other build 9 unclaiming: env-1\n\nPool: aws\n");
        Merge(isClaimFirst, claimed, side, Held);

        AssertHeldBy(claimed);
        await AssertReleasesAsync();
    }

    // Held on both lines by different claims: the first parent's stands, and the other's build is told who has the lock.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsThatOfTheFirstParentWhereBothLinesHoldTheLock(bool isClaimFirst)
    {
        var claimed = await ClaimAsync();
        var others = ClaimByAnother();
        Merge(isClaimFirst, claimed, others, $"{Held} README");

        AssertHeldBy(isClaimFirst ? claimed : others);
        if (isClaimFirst)
        {
            await AssertReleasesAsync();
        }
        else
        {
            Sentence.Matches("lock env-1 of pool aws is no longer held by this claim: it was taken by t/p/other build 9 …", await put.RefusalAsync("""{"release": "env"}"""));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsOverWhereItsLineHasReleasedTheLockAndAnotherFellBehind(bool isBehindFirst)
    {
        var claimed = await ClaimAsync();
        var behind = put.Branch.On([claimed], $"{Held} README", "about something else");
        var freed = put.Branch.On([claimed], Free, "t/p/janitor build 3 unclaiming: env-1\n\nPool: aws\n");
        Merge(isBehindFirst, behind, freed, $"{Free} README");

        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains(put.Lines, line => line.Contains("was already released by t/p/janitor build 3", StringComparison.Ordinal));
    }

    // The merge has the file as it was edited on a line that knows an earlier claim alone.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsNotThatOfAnEarlierClaimWhoseFileSomebodyHasEdited(bool isEditFirst)
    {
        var earlier = put.Branch.Then(Held, "t/p/other build 9 claiming: env-1\n\nPool: aws\nClaim-Id: B\n");
        put.Branch.Then(Free, "t/p/other build 9 unclaiming: env-1\n\nPool: aws\n");
        var claimed = await ClaimAsync();
        var edited = put.Branch.On([earlier], Held.Replace("blue", "green", StringComparison.Ordinal), "another colour");
        Merge(isEditFirst, edited, claimed, Held.Replace("blue", "green", StringComparison.Ordinal));

        AssertHeldBy(claimed);
        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal("green", put.Branch.Git("show", "main:aws/unclaimed/env-1"));
    }

    // A merge has settled whose the lock is; a line that has done nothing since to the lock tells nothing else.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StaysWithWhomeverAnEarlierMergeHasGivenItTo(bool isSideFirst)
    {
        var claimed = await ClaimAsync();
        var others = ClaimByAnother();
        Merge(isFirst: true, claimed, others, $"{Held} README");
        var first = put.Branch.Tip;
        var side = put.Branch.On([others], $"{Held} LICENSE");
        Merge(isSideFirst, side, first, $"{Held} README LICENSE");

        AssertHeldBy(claimed);
        await AssertReleasesAsync();
    }

    // By what puts say of the lock, and by what history tells of it.
    private void AssertHeldBy(CommitId claim)
    {
        using var objects = new GitObjects(put.Branch.Repository);
        var held = new Lock(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse("env-1", "name"));
        var tip = put.Branch.Tip;
        var history = new HistoryReader(objects).Read(LockHistory.Empty, tip, TestContext.Current.CancellationToken);

        Assert.Equal(claim, new CommitGraph(objects).ClaimingHere(tip, held));
        Assert.Equal(claim, history.Held(PooledLock.At(held))!.Ref);
    }

    private async Task AssertReleasesAsync()
    {
        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    // On a line of its own.
    private CommitId ClaimByAnother() => put.Branch.On([root], Held, "t/p/other build 9 claiming: env-1\n\nPool: aws\nClaim-Id: B\n");

    private void Merge(bool isFirst, CommitId one, CommitId other, string files) => put.Branch.On(isFirst ? [one, other] : [other, one], files, "Merge branch 'main'");

    private async Task<CommitId> ClaimAsync()
    {
        await put.GetAsync((await put.RunAsync("""{"claim": "env-1"}""")).Version);
        return put.Branch.Tip;
    }
}
