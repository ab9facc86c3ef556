using PoolResource.FaultTests.History;

namespace PoolResource.FaultTests;

/// <summary>The bench can fail: what claims and releases without a thought breaks the promises, and is found out.</summary>
public sealed class CatchingANaiveClaimer
{
    private const int Seeds = 12;

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "NaiveClaimer");

    private static readonly Lazy<Task<HashSet<string>>> Broken = new(PlayAsync);

    [Fact]
    public async Task FindsThePromisesItBreaks() => Assert.Superset(
        new HashSet<string> { Promise.ClaimsAreAnswered, Promise.NothingIsStolen, Promise.OneLockAName, Promise.StepsEndInOrder },
        await Broken.Value);

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
        await foreach (var report in SeededPlay.RunAllAsync(Enumerable.Range(1, Seeds), Scripts, CancellationToken.None))
        {
            violations.AddRange(report.Violations);
        }

        var counts = violations.CountBy(violation => violation.Promise).Select(promise => $"  {promise.Value} times: {promise.Key}");
        await Console.Out.WriteLineAsync($"promises that claiming the naive way breaks in {Seeds} seeds\n{string.Join('\n', counts)}");
        return [.. violations.Select(violation => violation.Promise)];
    }
}
