using PoolResource.FaultTests.History;

namespace PoolResource.FaultTests;

/// <summary>The bench can fail: what claims and releases without a thought breaks the promises, and is found out.</summary>
public sealed class CatchingANaiveClaimer
{
    // How processes are scheduled decides what a seed breaks: more are played where twelve do not show it all.
    private const int Seeds = 12;
    private const int MostSeeds = 60;

    private static readonly HashSet<string> Breaks = [Promise.ClaimsAreAnswered, Promise.NothingIsStolen, Promise.OneLockAName, Promise.StepsEndInOrder];

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "NaiveClaimer");

    private static readonly Lazy<Task<HashSet<string>>> Broken = new(PlayAsync);

    [Fact]
    public async Task FindsThePromisesItBreaks() => Assert.Superset(Breaks, await Broken.Value);

    // It never pushes by force and moves one file at a time, so these hold even for it: the bench does not cry wolf.
    [Theory]
    [InlineData(Promise.NothingIsOverwritten)]
    [InlineData(Promise.OneLockACommit)]
    [InlineData(Promise.OnePlace)]
    [InlineData(Promise.PoolsStayUsable)]
    public async Task FindsNoneThatItKeeps(string kept) => Assert.DoesNotContain(kept, await Broken.Value);

    private static async Task<HashSet<string>> PlayAsync()
    {
        var violations = new List<Violation>();
        var played = 0;
        foreach (var seeds in Enumerable.Range(1, MostSeeds).Chunk(Seeds).TakeWhile(_ => !Breaks.IsSubsetOf(violations.Select(violation => violation.Promise))))
        {
            await foreach (var report in SeededPlay.RunAllAsync(seeds, Scripts, CancellationToken.None))
            {
                violations.AddRange(report.Violations);
            }

            played += seeds.Length;
        }

        var counts = violations.CountBy(violation => violation.Promise).Select(promise => $"  {promise.Value} times: {promise.Key}");
        await Console.Out.WriteLineAsync($"promises that claiming the naive way breaks in {played} seeds\n{string.Join('\n', counts)}");
        return [.. violations.Select(violation => violation.Promise)];
    }
}
