using System.Globalization;

namespace PoolResource;

/// <summary>How much earlier than others somebody in a line is served: from −100 to 100 steps, 0 where nobody says.</summary>
public static class Priority
{
    /// <summary>The highest; the lowest is its negative.</summary>
    public const int Highest = 100;

    /// <summary>Reads it as people write it.</summary>
    /// <exception cref="PoolException">It is no whole number, or out of range.</exception>
    public static int Parse(string text, string parameter) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Of(number, parameter) : throw Refused(Quoted.Text(text), parameter);

    /// <summary>Checks a number.</summary>
    /// <exception cref="PoolException">It is out of range.</exception>
    public static int Of(long number, string parameter) =>
        number is >= -Highest and <= Highest ? (int)number : throw Refused(number.ToString(CultureInfo.InvariantCulture), parameter);

    private static PoolException Refused(string given, string parameter) =>
        new($"{parameter}: {given} is no whole number from {-Highest} to {Highest}; write one, such as 10, or leave it out for 0");
}
