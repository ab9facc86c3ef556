using System.Text;

namespace PoolResource.Web.Acting;

/// <summary>Content that comes back from a form as it was, where nobody changes it.</summary>
/// <param name="Text">The text, its lines ended with LF.</param>
/// <param name="IsCrLf">Whether each line of the file ends with CR LF.</param>
internal sealed record EditableText(string Text, bool IsCrLf)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it; null for what a form cannot hold: what is no text, or ends its lines in several ways.</summary>
    public static EditableText? Of(ReadOnlyMemory<byte> bytes)
    {
        if (TextOf(bytes) is not { } text)
        {
            return null;
        }

        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return lines.Contains('\r', StringComparison.Ordinal) ? null
            : text == lines ? new EditableText(text, IsCrLf: false)
            : text == lines.Replace("\n", "\r\n", StringComparison.Ordinal) ? new EditableText(lines, IsCrLf: true)
            : null;
    }

    /// <summary>The text of bytes; null where they are none, or hold control characters besides tabs and line ends.</summary>
    public static string? TextOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes.Span);
            return text.Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
