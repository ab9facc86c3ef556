namespace PoolResource;

/// <summary>A pool's name, or many: <c>*</c> stands for any letters, slashes among them, or none.</summary>
/// <param name="Text">As it is written.</param>
public sealed record PoolPattern(string Text)
{
    /// <summary>Whether a pool is meant, letter by letter.</summary>
    public bool Matches(PoolName name) => NamePattern.Matches(Text, name.Value);
}
