using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>The id of a commit: 40 hexadecimal digits in lower case (SHA-1; libgit2 reads no other repositories).</summary>
public sealed record CommitId
{
    private CommitId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CommitId? id)
    {
        id = text is { Length: 40 } && text.All(char.IsAsciiHexDigitLower) ? new CommitId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
