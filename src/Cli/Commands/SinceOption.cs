using System.CommandLine;
using System.Globalization;
using PoolResource.Cli.People;

namespace PoolResource.Cli.Commands;

/// <summary><c>--since 30d</c>: how far back a question goes.</summary>
internal static class SinceOption
{
    private const int LongestDays = 100_000;

    /// <param name="usual">How far where nothing is said; null for all of history.</param>
    public static Option<TimeSpan?> Create(TimeSpan? usual) => new("--since")
    {
        Description = $"How far back, such as 30d, 2w or 12h; {(usual is { } days ? $"{days.TotalDays}d" : "all of history")} by default",
        HelpName = "TIME",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Given.OrRefused<TimeSpan?>(() => Parse(result.Tokens[0].Value), result.AddError),
    };

    /// <summary>The moment that lies so far back, or the first there is.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, TimeSpan back) => now - DateTimeOffset.MinValue > back ? now - back : DateTimeOffset.MinValue;

    /// <summary>Reads a time back: days, weeks, or a duration as in <c>source</c>.</summary>
    /// <exception cref="PoolException">It is none.</exception>
    public static TimeSpan Parse(string text) =>
        text is [.. var number, 'd' or 'w'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= LongestDays
            ? TimeSpan.FromDays(text[^1] == 'w' ? 7L * count : count)
            : text.EndsWith('d') || text.EndsWith('w') || !char.IsAsciiDigit(text.FirstOrDefault())
                ? throw new PoolException($"--since: {Quoted.Text(text)} is not a time; write 30d, 2w or 12h")
                : Duration.Parse(text, "--since");
}
