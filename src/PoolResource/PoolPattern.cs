namespace PoolResource;

/// <summary>A pool's name, or many: <c>*</c> stands for any letters, slashes among them, or none.</summary>
/// <param name="Text">As it is written.</param>
public sealed record PoolPattern(string Text)
{
    /// <summary>Whether a pool is meant, letter by letter.</summary>
    public bool Matches(PoolName name) => NamePattern.Matches(Text, name.Value);

    /// <summary>Whether a pool is meant, or is the lifecycle pool of one that is.</summary>
    public bool Covers(PoolName name) => Matches(name) || (name.OfLifecycle is { } cleaned && Matches(cleaned));
}
