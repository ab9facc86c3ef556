using System.Globalization;

namespace PoolResource;

/// <summary>How far back a question goes: <c>30d</c>, <c>2w</c>, or a duration as in <c>source</c>.</summary>
public static class TimeBack
{
    private const int LongestDays = 100_000;

    /// <summary>Reads one.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="parameter">Where, in the user's spelling.</param>
    /// <exception cref="PoolException">It is none.</exception>
    public static TimeSpan Parse(string text, string parameter) =>
        text is [.. var number, 'd' or 'w'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= LongestDays
            ? TimeSpan.FromDays(text[^1] == 'w' ? 7L * count : count)
            : text.EndsWith('d') || text.EndsWith('w') || !char.IsAsciiDigit(text.FirstOrDefault())
                ? throw new PoolException($"{parameter}: {Quoted.Text(text)} is not a time; write 30d, 2w or 12h")
                : Duration.Parse(text, parameter);

    /// <summary>The moment that lies so far back, or the first there is.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, TimeSpan back) => now - DateTimeOffset.MinValue > back ? now - back : DateTimeOffset.MinValue;
}
