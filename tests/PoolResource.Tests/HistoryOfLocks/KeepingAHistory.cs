using FsCheck.Fluent;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class KeepingAHistory
{
    private readonly MadeCommits made = new();

    [Fact]
    public void LosesNothingOfWhatItTellsOrWillTell() => Property.Holds(Gen.Choose(0, 1_000_000_000), 40, Keep);

    // A merge stands on the branch's first commit, and clocks were so wrong that git lists that for new.
    [Fact]
    public void ReadsNothingTwiceThatItHasForgotten() => Keep(731002384);

    private static void Keep(int seed)
    {
        using var host = new HostedBranch();
        var branch = new RandomBranch(seed, host);
        using var objects = new GitObjects(host.Repository);
        var (reader, kept, random) = (new HistoryReader(objects), LockHistory.Empty, new Random(seed));
        foreach (var tip in branch.Tips.Where(_ => random.Next(4) > 0).Append(branch.Tips.Last()))
        {
            kept = Again(reader.Read(kept, tip, TestContext.Current.CancellationToken));
            IsSame(reader.Read(LockHistory.Empty, tip, TestContext.Current.CancellationToken), kept);
        }
    }

    [Fact]
    public void KeepsEveryFieldOfAClaim()
    {
        var gone = made.Then("aws/unclaimed/a");
        made.Then("aws/claimed/a", "main/deploy/test build 7 claiming: a\n\nBuild URL: https://ci/teams/main/pipelines/deploy/jobs/test/builds/7\n\nPool: aws\nClaim-Id: x\nReason: why not\nWaited: 127s\nLease-Until: 2026-01-02T07:04:05Z\n");
        made.Then("aws/claimed/a", "main/deploy/test build 7 renewing: a\n\nPool: aws\nLock: a\nClaim-Id: x\nLease-Until: 1969-01-02T09:04:05Z\nRenewed-By: Anna <anna@example.com>\n");
        made.Then("aws/claimed/a aws/unclaimed/ключ");
        made.Then("aws/unclaimed/a aws/claimed/ключ", "claiming: ключ\n\nPool: aws\nClaim-Id: y\nPerson: Anna <anna@example.com>\nAccount: github:583231\n");

        Assert.Equal("github:583231", Again(made.History).Held(MadeCommits.Of("aws/ключ"))!.Holder.Person!.Account);
        IsSame(LockHistory.Anew(gone).Add(made.All), Again(LockHistory.Anew(gone).Add(made.All)));
    }

    [Fact]
    public void KeepsOnceWhatManyCommitsTell()
    {
        const string Url = "Build URL: https://ci/teams/main/pipelines/deploy/jobs/test/builds/7";
        made.Then("aws/unclaimed/a");
        made.Then("aws/claimed/a", $"main/deploy/test build 7 claiming: a\n\n{Url}\n\nPool: aws\nClaim-Id: x\n");
        made.Then("aws/unclaimed/a", $"main/deploy/test build 7 unclaiming: a\n\n{Url}\n\nPool: aws\n");

        var events = made.History.Events;
        var (claimed, released) = (events[^2], events[^1]);
        Assert.Same(claimed.By.Who, released.By.Who);
        Assert.Same(claimed.By.BuildUrl, released.By.BuildUrl);
        Assert.Same(claimed.Job, released.Job);
    }

    [Fact]
    public void KeepsNothingAtAllAsThat() => IsSame(LockHistory.Empty, Again(LockHistory.Empty));

    [Fact]
    public void ReadsNothingThatIsNotAsItWasWritten()
    {
        made.Then("aws/claimed/a");
        var bytes = StoredHistory.Write(made.History);

        Assert.NotNull(StoredHistory.Read(bytes));
        Assert.Null(StoredHistory.Read([]));
        Assert.Null(StoredHistory.Read("pool-resource history 1\n and more of another kind"u8.ToArray()));
        for (var n = 0; n < bytes.Length; n++)
        {
            Assert.Null(StoredHistory.Read(bytes[..n]));
            byte[] changed = [.. bytes];
            changed[n] ^= 1;
            Assert.Null(StoredHistory.Read(changed));
        }
    }

    private static LockHistory Again(LockHistory history) => StoredHistory.Read(StoredHistory.Write(history))!;

    private static void IsSame(LockHistory whole, LockHistory kept)
    {
        Assert.Equal((whole.Tip, whole.Commits, whole.Rewritten), (kept.Tip, kept.Commits, kept.Rewritten));
        Assert.Equal(whole.Locks.OrderBy(one => $"{one}", StringComparer.Ordinal), kept.Locks.OrderBy(one => $"{one}", StringComparer.Ordinal));
        Assert.Equal(whole.Events, kept.Events);
        Assert.All(whole.Locks, one =>
        {
            Assert.Equal(whole.Standing(one), kept.Standing(one));
            Assert.Equal(whole.EventsOf(one), kept.EventsOf(one));
            Assert.Equal(whole.TenuresOf(one), kept.TenuresOf(one));
        });
    }
}
