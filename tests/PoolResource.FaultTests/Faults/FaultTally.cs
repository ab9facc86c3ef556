using System.Globalization;

namespace PoolResource.FaultTests.Faults;

/// <summary>How many faults of each kind took place, and how many of them nothing came of.</summary>
internal sealed class FaultTally
{
    private readonly SortedDictionary<string, (int Injected, int Survived)> counts = new(StringComparer.Ordinal);

    /// <param name="faults">Each fault's kind, and whether the build it happened to did nothing wrong.</param>
    public void Add(IEnumerable<(string Kind, bool Survived)> faults)
    {
        foreach (var (kind, survived) in faults)
        {
            var count = counts.GetValueOrDefault(kind);
            counts[kind] = (count.Injected + 1, count.Survived + (survived ? 1 : 0));
        }
    }

    /// <summary>A table, one line for a kind.</summary>
    public override string ToString() => string.Join('\n',
    [
        Row("fault", "injected", "survived"),
        .. counts.Select(one => Row(one.Key, Number(one.Value.Injected), Number(one.Value.Survived))),
        Row("all", Number(counts.Values.Sum(one => one.Injected)), Number(counts.Values.Sum(one => one.Survived))),
    ]);

    private static string Row(string kind, string injected, string survived) => $"{kind,-34} {injected,9} {survived,9}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
