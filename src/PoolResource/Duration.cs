using System.Globalization;

namespace PoolResource;

/// <summary>A span of time as Go writes it: <c>10s</c>, <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>, <c>0</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, double Nanoseconds)[] Units =
        [("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9)];

    /// <summary>Reads a duration; the units are those of Go's <c>time.ParseDuration</c>.</summary>
    /// <param name="text">The duration.</param>
    /// <param name="parameter">Where it came from, in the user's spelling.</param>
    /// <exception cref="PoolException">It has no unit, an unknown one, is negative, or does not fit.</exception>
    public static TimeSpan Parse(string text, string parameter)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var nanoseconds = 0.0;
        var rest = text.StartsWith('+') ? text.AsSpan(1) : text.AsSpan();
        do
        {
            var number = rest[..LengthOf(rest, c => char.IsAsciiDigit(c) || c == '.')];
            rest = rest[number.Length..];
            var unit = rest[..LengthOf(rest, c => !char.IsAsciiDigit(c) && c != '.')];
            rest = rest[unit.Length..];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                || Scale(unit) is not { } scale)
            {
                throw Refused(text, parameter);
            }

            nanoseconds += amount * scale;
        }
        while (!rest.IsEmpty);

        return FromNanoseconds(nanoseconds, text, parameter);
    }

    /// <summary>Reads a whole number of nanoseconds, as Go encodes a duration in JSON.</summary>
    /// <exception cref="PoolException">It is negative, or so small that seconds were meant.</exception>
    public static TimeSpan FromNanoseconds(long nanoseconds, string parameter) =>
        nanoseconds is > 0 and < 1_000_000
            ? throw new PoolException($"{parameter}: {nanoseconds} would be nanoseconds; write {nanoseconds}s for seconds")
            : FromNanoseconds(nanoseconds, nanoseconds.ToString(CultureInfo.InvariantCulture), parameter);

    /// <summary>The shortest way to say it in whole seconds, minutes and hours, for people.</summary>
    public static string Describe(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return (hours, minutes, seconds % 60) switch
        {
            (0, 0, var s) => $"{s}s",
            (0, var m, 0) => $"{m}m",
            (0, var m, var s) => $"{m}m{s}s",
            (var h, 0, 0) => $"{h}h",
            (var h, var m, 0) => $"{h}h{m}m",
            (var h, var m, var s) => $"{h}h{m}m{s}s",
        };
    }

    /// <summary>How long ago something was, for people: the two largest units, as in <c>3 h 12 m</c>.</summary>
    public static string Age(TimeSpan span)
    {
        (long Amount, string Unit)[] parts =
            [((long)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s")];
        var first = Array.FindIndex(parts, part => part.Amount > 0);
        return first < 0
            ? "0 s"
            : string.Join(' ', parts.Skip(first).Take(2).Where(part => part.Amount > 0).Select(part => $"{part.Amount} {part.Unit}"));
    }

    private static TimeSpan FromNanoseconds(double nanoseconds, string text, string parameter) =>
        nanoseconds < 0 || nanoseconds / 100 > TimeSpan.MaxValue.Ticks / 2.0
            ? throw Refused(text, parameter)
            : TimeSpan.FromTicks((long)(nanoseconds / 100));

    private static PoolException Refused(string text, string parameter) =>
        new($"{parameter}: {Quoted.Text(text)} is not a duration; write 10s, 30m or 1h30m");

    private static double? Scale(ReadOnlySpan<char> unit)
    {
        foreach (var (name, nanoseconds) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return nanoseconds;
            }
        }

        return null;
    }

    private static int LengthOf(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }
}
