using FsCheck.Fluent;
using PoolResource.Git.Graph;

namespace PoolResource.Tests.History;

public sealed class OneWalkForManyLocks
{
    private const int Histories = 20;

    private static readonly PoolName[] Pools = [PoolName.Parse("aws", "pool"), PoolName.Parse("gcp", "pool")];

    [Fact]
    public void FindsTheArrivalsThatReadingEveryTreeFinds() => ForAnyHistory(async (history, _, watched) =>
    {
        await watched.Branch.FetchAsync(Stop, "--depth=1");

        AssertArrivals(history.Tip, await ArrivalsAsync(watched, history.Tip, null));
    });

    [Fact]
    public void FindsTheClaimsThatReadingEveryTreeFinds() => ForAnyHistory(async (history, _, watched) =>
    {
        await watched.Branch.FetchAsync(Stop, "--depth=1");

        AssertClaims(history.Tip, await ClaimsAsync(watched, history.Tip));
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

            AssertArrivals(history.Tip, await ArrivalsAsync(watched, history.Tip, arrived));
            AssertClaims(history.Tip, await ClaimsAsync(watched, history.Tip));
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

    private static void AssertArrivals(RandomHistory.Made tip, IReadOnlyDictionary<Lock, CommitId> found) =>
        AssertEach(FreeIn(tip), found, one => RandomHistory.Arrivals(tip, "aws/unclaimed", one.Name.Value));

    private static void AssertClaims(RandomHistory.Made tip, IReadOnlyDictionary<Lock, CommitId> found) =>
        AssertEach(HeldIn(tip), found, held => RandomHistory.Claims(tip, held.Pool.Value, held.Name.Value));

    private static void AssertEach(IEnumerable<Lock> locks, IReadOnlyDictionary<Lock, CommitId> found, Func<Lock, IReadOnlyList<CommitId>> expected)
    {
        Assert.Equal(locks.Select(one => one.Path).Order(StringComparer.Ordinal), found.Keys.Select(one => one.Path).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Contains(one.Value, expected(one.Key)));
    }

    private static IEnumerable<Lock> FreeIn(RandomHistory.Made tip) => tip.Standing("aws/unclaimed").Select(name => new Lock(Pools[0], LockState.Unclaimed, LockName.Parse(name, "name")));

    // Of two pools in one walk.
    private static IEnumerable<Lock> HeldIn(RandomHistory.Made tip) =>
        from pool in Pools
        from name in tip.Standing($"{pool}/claimed")
        select new Lock(pool, LockState.Claimed, LockName.Parse(name, "name"));

    private static Task<IReadOnlyDictionary<Lock, CommitId>> ArrivalsAsync(Watched watched, RandomHistory.Made tip, Answers? earlier) =>
        watched.Search.ArrivalsAsync(tip.Id!, FreeIn(tip), earlier, HistorySearch.AllSteps, Stop);

    private static async Task<Dictionary<Lock, CommitId>> ClaimsAsync(Watched watched, RandomHistory.Made tip)
    {
        var held = HeldIn(tip).ToList();
        await watched.Search.LearnClaimsAsync(tip.Id!, held, null, Stop);
        return held.ToDictionary(one => one, one => watched.History.Graph.ClaimingHere(tip.Id!, one)!);
    }
}
