using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>The branch that holds the pools: what <c>git check-ref-format refs/heads/NAME</c> takes, and nothing else.</summary>
public sealed record BranchName
{
    private const string Heads = "refs/heads/";

    private BranchName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as git's protocol spells it.</summary>
    public string Ref => $"{Heads}{Value}";

    /// <summary>The branch that is meant where somebody writes its ref, which is a legal name of another branch.</summary>
    public BranchName? Meant => Value.StartsWith(Heads, StringComparison.Ordinal) ? new BranchName(Value[Heads.Length..]) : null;

    /// <summary>What to do where there is no such branch.</summary>
    public string Advice => Meant is { } meant ? $"write {meant}" : "correct it, or add a lock to begin it";

    /// <exception cref="PoolException">Git would not accept the name for a branch.</exception>
    public static BranchName Parse(string text, string parameter) =>
        IsValid(text)
            ? new BranchName(text)
            : throw new PoolException($"{parameter}: {Quoted.Text(text)} is not a branch name git accepts; name the branch that holds the pools");

    /// <summary>Reads a name that may be refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BranchName? name) => (name = IsValid(text) ? new BranchName(text) : null) is not null;

    public override string ToString() => Value;

    // Git looks at bytes: what lies beyond ASCII is any other letter to it, C1 controls and emoji among it.
    private static bool IsValid(string text) =>
        PathSegment.LengthInBytes(text) is > 0
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Contains("@{", StringComparison.Ordinal)
        && !text.EndsWith('.')
        && !text.Any(c => c is < ' ' or '\u007f' or ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && text.Split('/').All(segment =>
            segment.Length > 0 && segment[0] != '.' && !segment.EndsWith(".lock", StringComparison.Ordinal));
}
