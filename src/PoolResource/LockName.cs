using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>
/// The name of a lock, which is the name of its file: 1 to 255 bytes of UTF-8, no slash, no control character,
/// no dot in front.
/// </summary>
public sealed record LockName : IComparable<LockName>
{
    private LockName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as it stands in a sentence: white space at its ends would not be seen without quotation marks.</summary>
    public string Shown => Value.Trim() == Value ? Value : Quoted.Text(Value);

    /// <summary>Reads a name the user gave.</summary>
    /// <param name="text">The name.</param>
    /// <param name="parameter">Where it came from, in the user's spelling.</param>
    /// <exception cref="PoolException">The name cannot be a lock's.</exception>
    public static LockName Parse(string text, string parameter) =>
        Fault(text) is { } fault
            ? throw new PoolException($"{parameter}: the lock name {Quoted.Text(text)} {fault}; give it another name")
            : new LockName(text);

    /// <summary>Why a text cannot be a lock's name, as the end of a sentence; null when it can.</summary>
    public static string? Fault(string text) => PathSegment.Fault(text);

    /// <summary>Reads a file name found in the branch: whatever cannot be a lock's name is no lock.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LockName? name)
    {
        name = PathSegment.Fault(text) is null ? new LockName(text) : null;
        return name is not null;
    }

    public int CompareTo(LockName? other) => string.CompareOrdinal(Value, other?.Value);

    public bool Equals(LockName? other) => Value == other?.Value;

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    public static bool operator <(LockName left, LockName right) => left.CompareTo(right) < 0;

    public static bool operator <=(LockName left, LockName right) => left.CompareTo(right) <= 0;

    public static bool operator >(LockName left, LockName right) => left.CompareTo(right) > 0;

    public static bool operator >=(LockName left, LockName right) => left.CompareTo(right) >= 0;
}
