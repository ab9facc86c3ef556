using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>The id of a commit: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits in lower case.</summary>
public sealed record CommitId
{
    private CommitId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CommitId? id)
    {
        id = text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower) ? new CommitId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
