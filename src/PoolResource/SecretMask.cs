namespace PoolResource;

/// <summary>Keeps secrets out of what is shown.</summary>
public sealed class SecretMask
{
    /// <summary>To mask every letter <c>a</c> would tell it.</summary>
    public const int ShortestSecret = 4;

    private IReadOnlyList<string> secrets = [];

    /// <summary>From here on these never appear, not even when git says them.</summary>
    public void Hide(IEnumerable<string> hidden) =>
        secrets = [.. secrets.Concat(hidden.SelectMany(secret => secret.Split('\n')).Select(line => line.Trim()).SelectMany(line => new[] { line, Quoted.Line(line), Quoted.Shown(line) }))
            .Where(line => line.Length >= ShortestSecret).Distinct().OrderByDescending(line => line.Length)];

    /// <summary>The text with every secret and every password in a uri replaced by asterisks.</summary>
    public string Masked(string text) =>
        RepositoryUri.Masked(secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal)));
}
