using System.Text;

namespace PoolResource;

/// <summary>The rule for every name that becomes one segment of a path in the branch.</summary>
internal static class PathSegment
{
    /// <summary>Linux's NAME_MAX, and so the longest name any checkout of the branch can hold.</summary>
    private const int LongestInBytes = 255;

    /// <summary>UTF-8 that throws at what is none.</summary>
    public static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with the name, as the end of a sentence; null when nothing is.</summary>
    public static string? Fault(string name) => name switch
    {
        "" => "is empty",
        _ when name.Any(char.IsControl) => "contains a control character",
        _ when name.Contains('/', StringComparison.Ordinal) => "contains a slash",
        ['.', ..] => "starts with a dot",
        // A tree entry that is not UTF-8 arrives with replacement characters: its real bytes are lost.
        _ when name.Contains('\uFFFD', StringComparison.Ordinal) => "is not valid Unicode",
        _ => LengthInBytes(name) switch
        {
            null => "is not valid Unicode",
            > LongestInBytes => $"is longer than {LongestInBytes} bytes",
            _ => null,
        },
    };

    /// <summary>The bytes of a name in UTF-8; null when half a character is among them.</summary>
    public static int? LengthInBytes(string name)
    {
        try
        {
            return StrictUtf8.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
