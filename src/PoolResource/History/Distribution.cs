namespace PoolResource.History;

/// <summary>How long many things took; all zero for none.</summary>
/// <param name="Count">How many.</param>
/// <param name="P50">The shortest time that half of them did not exceed.</param>
/// <param name="P90">The shortest time that nine of ten did not exceed.</param>
/// <param name="P95">The shortest time that nineteen of twenty did not exceed.</param>
/// <param name="Longest">The longest.</param>
public sealed record Distribution(int Count, TimeSpan P50, TimeSpan P90, TimeSpan P95, TimeSpan Longest)
{
    public static Distribution Of(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted.Length == 0
            ? new Distribution(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)
            : new Distribution(sorted.Length, At(50), At(90), At(95), sorted[^1]);

        TimeSpan At(long percent) => sorted[(int)(((percent * sorted.Length) + 99) / 100) - 1];
    }
}
