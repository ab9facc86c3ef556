namespace PoolResource;

/// <summary>The branch that holds the pools: a valid branch name by the rules of git-check-ref-format.</summary>
public sealed record BranchName
{
    private BranchName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as git's protocol spells it.</summary>
    public string Ref => $"refs/heads/{Value}";

    /// <exception cref="PoolException">Git would not accept the name for a branch.</exception>
    public static BranchName Parse(string text, string parameter) =>
        IsValid(text)
            ? new BranchName(text)
            : throw new PoolException($"{parameter}: {Quoted.Text(text)} is not a branch name git accepts; name the branch that holds the pools");

    public override string ToString() => Value;

    private static bool IsValid(string text) =>
        text.Length is > 0 and <= 250
        && text[0] != '-'
        && text is not ("@" or "HEAD")
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Contains("@{", StringComparison.Ordinal)
        && !text.EndsWith('.')
        && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\' or '\uFFFD')
        && text.Split('/').All(segment =>
            segment.Length > 0 && segment[0] != '.' && !segment.EndsWith(".lock", StringComparison.Ordinal));
}
