using FsCheck.Fluent;
using PoolResource.Git;

namespace PoolResource.Tests.History;

public sealed class OneWalkForManyLocks
{
    private const int Histories = 20;

    private static readonly StateDirectory Unclaimed = new(PoolName.Parse("aws", "pool"), LockState.Unclaimed);

    [Fact]
    public void FindsTheArrivalsThatReadingEveryTreeFinds() => ForAnyHistory(async (history, _, watched) =>
    {
        await watched.Branch.FetchAsync(Stop, "--depth=1");

        Assert.Equal(SlowArrivals(history.Tip), await ArrivalsAsync(watched, history.Tip, null));
    });

    [Fact]
    public void FindsTheClaimsThatReadingEveryTreeFinds() => ForAnyHistory(async (history, _, watched) =>
    {
        await watched.Branch.FetchAsync(Stop, "--depth=1");

        Assert.Equal(SlowClaims(history.Tip), await ClaimsAsync(watched, history.Tip));
    });

    [Fact]
    public void FindsTheSameFromWhatItFoundAtAnEarlierTip() => ForAnyHistory(async (history, host, watched) =>
    {
        foreach (var earlier in history.Ancestry.Where((_, place) => place % 4 == 1))
        {
            host.Git("update-ref", "refs/heads/main", $"{earlier.Id}");
            await watched.Branch.FetchAsync(Stop);
            var arrived = new Answers(earlier.Id!, await ArrivalsAsync(watched, earlier, null));
            await ClaimsAsync(watched, earlier);
            host.Git("update-ref", "refs/heads/main", $"{history.Tip.Id}");
            await watched.Branch.FetchAsync(Stop);

            Assert.Equal(SlowArrivals(history.Tip), await ArrivalsAsync(watched, history.Tip, arrived));
            Assert.Equal(SlowClaims(history.Tip), await ClaimsAsync(watched, history.Tip));
        }
    });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static void ForAnyHistory(Func<RandomHistory, HostedBranch, Watched, Task> claim) =>
        Property.Holds(Gen.Choose(0, int.MaxValue), Histories, seed => Task.Run(async () =>
        {
            using var host = new HostedBranch();
            var history = new RandomHistory(seed, host);
            using var watched = await Watched.OpenAsync(host);
            await claim(history, host, watched);
        }).GetAwaiter().GetResult());

    private static SortedDictionary<LockName, CommitId> SlowArrivals(RandomHistory.Made tip) =>
        new(tip.Standing("aws/unclaimed").ToDictionary(
            name => LockName.Parse(name, "name"), name => RandomHistory.Arrival(tip, "aws/unclaimed", name)));

    private static SortedDictionary<LockName, CommitId> SlowClaims(RandomHistory.Made tip) =>
        new(tip.Standing("aws/claimed").ToDictionary(
            name => LockName.Parse(name, "name"), name => RandomHistory.Claiming(tip, name)));

    private static async Task<SortedDictionary<LockName, CommitId>> ArrivalsAsync(Watched watched, RandomHistory.Made tip, Answers? earlier) =>
        new(new Dictionary<LockName, CommitId>(await watched.History.ArrivalsAsync(
            tip.Id!, Unclaimed, tip.Standing("aws/unclaimed").Select(name => LockName.Parse(name, "name")), earlier, BranchHistory.AllSteps, Stop)));

    private static async Task<SortedDictionary<LockName, CommitId>> ClaimsAsync(Watched watched, RandomHistory.Made tip)
    {
        var held = tip.Standing("aws/claimed").Select(name => new Lock(Unclaimed.Pool, LockState.Claimed, LockName.Parse(name, "name"))).ToList();
        await watched.History.LearnClaimsAsync(tip.Id!, held, Stop);
        return new(held.ToDictionary(one => one.Name, one => watched.History.ClaimingHere(tip.Id!, one)!));
    }
}
