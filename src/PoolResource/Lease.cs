using System.Globalization;

namespace PoolResource;

/// <summary>
/// How long a claim is to run: from the commit that says so, which names the time at which it is over. A lease that is over
/// frees nothing by itself.
/// </summary>
public sealed record Lease
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // Whoever reckons with a later time would come to the end of all times.
    private const int LastYear = 9998;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private Lease(TimeSpan length) => Length = length;

    /// <summary>The length: over zero, and ten years at most.</summary>
    public TimeSpan Length { get; }

    /// <summary>Reads a duration, such as <c>4h</c>.</summary>
    /// <exception cref="PoolException">It is none, or cannot be a lease.</exception>
    public static Lease Parse(string text, string parameter) => Of(Duration.Parse(text, parameter), parameter);

    /// <exception cref="PoolException">It is zero, or too long.</exception>
    public static Lease Of(TimeSpan length, string parameter) =>
        length <= TimeSpan.Zero ? throw new PoolException($"{parameter}: a lease of no time is over at once; write how long the claim is to run, such as 4h, or leave it out")
        : length > Longest ? throw new PoolException($"{parameter}: a lease of more than ten years is as good as none; write a shorter one, or leave it out")
        : new Lease(length);

    /// <summary>When it is over, if it begins now: at a full second, and no earlier than asked.</summary>
    public DateTimeOffset Until(DateTimeOffset now) =>
        (now.ToUniversalTime() + Length).AddTicks(TimeSpan.TicksPerSecond - 1) is var until ? until.AddTicks(-(until.Ticks % TimeSpan.TicksPerSecond)) : default;

    /// <summary>A time as commits have it: UTC, <c>2026-01-02T03:04:05Z</c>.</summary>
    public static string Write(DateTimeOffset until) => until.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>Reads a time that is written exactly so; null for everything else, and for the last year that there is.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until.Year <= LastYear
            ? until
            : null;

    /// <summary>Until when a claim is leased, for a sentence: <c>leased until …</c>, or <c>lease over since …</c>.</summary>
    public static string Describe(DateTimeOffset until, DateTimeOffset now) =>
        $"{(now < until ? "leased until" : "lease over since")} {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
}
