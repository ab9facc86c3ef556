namespace PoolResource;

/// <summary>A lock's name, or many: <c>*</c> stands for any letters, or none.</summary>
/// <param name="Text">As it is written.</param>
public sealed record LockPattern(string Text)
{
    /// <summary>Whether a lock is meant, letter by letter.</summary>
    public bool Matches(LockName name) => NamePattern.Matches(Text, name.Value);
}
