using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>The id of a commit: 40 hexadecimal digits in lower case (SHA-1; libgit2 reads no other repositories).</summary>
public sealed record CommitId
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private CommitId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CommitId? id)
    {
        id = text is { Length: 40 } && !text.AsSpan().ContainsAnyExcept(Digits) ? new CommitId(text) : null;
        return id is not null;
    }

    /// <summary>The id that is these 20 bytes.</summary>
    internal static CommitId Of(ReadOnlySpan<byte> bytes) => bytes.Length == 20 ? new CommitId(Convert.ToHexStringLower(bytes)) : throw new FormatException("a commit's id has 20 bytes");

    public override string ToString() => Value;
}
