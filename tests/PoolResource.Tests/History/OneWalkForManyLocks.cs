using FsCheck.Fluent;
using PoolResource.Git;

namespace PoolResource.Tests.History;

public sealed class OneWalkForManyLocks
{
    private const int Histories = 20;

    private static readonly PoolName[] Pools = [PoolName.Parse("aws", "pool"), PoolName.Parse("gcp", "pool")];
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
            var arrived = new Answers(earlier.Id!, (await ArrivalsAsync(watched, earlier, null)).ToDictionary(found => Free(found.Key), found => found.Value));
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

    private static Dictionary<Lock, CommitId> SlowClaims(RandomHistory.Made tip) =>
        HeldIn(tip).ToDictionary(held => held, held => RandomHistory.Claiming(tip, held.Pool.Value, held.Name.Value));

    // Of two pools in one walk.
    private static IEnumerable<Lock> HeldIn(RandomHistory.Made tip) =>
        from pool in Pools
        from name in tip.Standing($"{pool}/claimed")
        select new Lock(pool, LockState.Claimed, LockName.Parse(name, "name"));

    private static async Task<SortedDictionary<LockName, CommitId>> ArrivalsAsync(Watched watched, RandomHistory.Made tip, Answers? earlier) =>
        new((await watched.History.ArrivalsAsync(
            tip.Id!, tip.Standing("aws/unclaimed").Select(name => Free(LockName.Parse(name, "name"))), earlier, BranchHistory.AllSteps, Stop))
            .ToDictionary(found => found.Key.Name, found => found.Value));

    private static Lock Free(LockName name) => new(Unclaimed.Pool, Unclaimed.State, name);

    private static async Task<Dictionary<Lock, CommitId>> ClaimsAsync(Watched watched, RandomHistory.Made tip)
    {
        var held = HeldIn(tip).ToList();
        await watched.History.LearnClaimsAsync(tip.Id!, held, Stop);
        return held.ToDictionary(one => one, one => watched.History.ClaimingHere(tip.Id!, one)!);
    }
}
