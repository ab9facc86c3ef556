using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>The name of a pool, which is its directory in the branch: one or more segments joined by slashes.</summary>
public sealed record PoolName
{
    private const string LifecycleSuffix = "-lifecycle";

    private PoolName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The pool in which this pool's locks wait to be cleaned and are being cleaned.</summary>
    public PoolName Lifecycle => new(Value + LifecycleSuffix);

    /// <summary>The pool whose lifecycle pool this is; null when it is none.</summary>
    public PoolName? OfLifecycle =>
        Value.EndsWith(LifecycleSuffix, StringComparison.Ordinal) && TryParse(Value[..^LifecycleSuffix.Length], out var pool)
            ? pool
            : null;

    /// <summary>Reads a pool name the user gave.</summary>
    /// <param name="text">The name.</param>
    /// <param name="parameter">Where it came from, in the user's spelling.</param>
    /// <exception cref="PoolException">The name cannot be a pool's.</exception>
    public static PoolName Parse(string text, string parameter) =>
        Fault(text) is { } fault
            ? throw new PoolException($"{parameter}: the pool name {Quoted.Text(text)} {fault}; name a directory of the branch")
            : new PoolName(text);

    /// <summary>Reads a directory found in the branch.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PoolName? name)
    {
        name = Fault(text) is null ? new PoolName(text) : null;
        return name is not null;
    }

    /// <summary>The directory of the locks in this state, relative to the branch's root.</summary>
    public string Directory(LockState state) => $"{Value}/{state.Directory}";

    public override string ToString() => Value;

    private static string? Fault(string text)
    {
        foreach (var segment in text.Split('/'))
        {
            if (PathSegment.Fault(segment) is { } fault)
            {
                return fault == "is empty" && text.Length > 0 ? "has an empty segment" : fault;
            }
        }

        return null;
    }
}
