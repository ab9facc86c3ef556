namespace PoolResource.Web.Pages.Use;

/// <summary>How many of some times are how long.</summary>
internal static class Buckets
{
    private static readonly (string Words, TimeSpan Most)[] All =
    [
        ("1m", TimeSpan.FromMinutes(1)), ("5m", TimeSpan.FromMinutes(5)), ("15m", TimeSpan.FromMinutes(15)), ("1h", TimeSpan.FromHours(1)),
        ("4h", TimeSpan.FromHours(4)), ("1d", TimeSpan.FromDays(1)), ("more", TimeSpan.MaxValue),
    ];

    /// <summary>Each bucket with how many are in it: those that exceed the one before, and not this one.</summary>
    public static IReadOnlyList<(string Words, int Count)> Of(IEnumerable<TimeSpan> times)
    {
        var counts = new int[All.Length];
        foreach (var time in times)
        {
            counts[Array.FindIndex(All, bucket => time <= bucket.Most)]++;
        }

        return [.. All.Select((bucket, n) => (bucket.Words, counts[n]))];
    }
}
