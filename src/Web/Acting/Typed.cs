using System.Text;

namespace PoolResource.Web.Acting;

/// <summary>What was typed into the form of an act, and what stood in it unseen.</summary>
/// <param name="form">The form; null where none was posted.</param>
public sealed class Typed(IFormCollection? form)
{
    /// <summary>So many bytes a lock's content has at most that is typed.</summary>
    public const int LongestContent = 256 << 10;

    /// <summary>Nothing, as in a form that is shown for the first time.</summary>
    public static Typed Nothing { get; } = new(null);

    /// <summary>A value; empty where there is none.</summary>
    public string this[string name] => form is not null && form.TryGetValue(name, out var values) && values is [{ } value, ..] ? value : "";

    /// <summary>Whether a form was posted.</summary>
    public bool IsPosted => form is not null;

    /// <summary>The claim that the form showed; null for a free lock.</summary>
    public string? Claim => this["claim"] is { Length: > 0 } claim ? claim : null;

    /// <summary>Why it is done.</summary>
    /// <exception cref="PoolException">It is missing, too long, or no line of text.</exception>
    public Reason ToReason() => string.IsNullOrWhiteSpace(this["reason"])
        ? throw new PoolException("reason is empty; write why in a few words: the commit says it, and whoever waits is told")
        : Reason.Parse(this["reason"], "reason");

    /// <summary>The content. A browser ends each line with CR LF; the file ends them as it did.</summary>
    /// <exception cref="PoolException">It is too long.</exception>
    public ReadOnlyMemory<byte> ToContent()
    {
        var text = this["content"].Replace("\r\n", "\n", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(this["line_ends"] == "crlf" ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);
        return bytes.Length <= LongestContent ? bytes
            : throw new PoolException($"content has {bytes.Length} bytes, and {LongestContent} at most fit; write it shorter, or use pool update");
    }
}
