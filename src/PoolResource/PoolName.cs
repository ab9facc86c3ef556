using System.Diagnostics.CodeAnalysis;

namespace PoolResource;

/// <summary>
/// The name of a pool, which is its directory in the branch: one or more segments joined by slashes. A path that means
/// the same directory (<c>./aws</c>, <c>aws/</c>, <c>a//b</c>) is the same name.
/// </summary>
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

    /// <summary>The pool and its state among whose locks this directory would stand; null when it would not.</summary>
    public (PoolName Pool, LockState State)? Above
    {
        get
        {
            var segments = Value.Split('/');
            var place = Array.FindIndex(segments, 1, segment => LockState.All.Any(state => state.Directory == segment));
            return place < 0 ? null : (new PoolName(string.Join('/', segments[..place])), LockState.All.Single(state => state.Directory == segments[place]));
        }
    }

    /// <summary>Reads a pool name the user gave.</summary>
    /// <param name="text">The name.</param>
    /// <param name="parameter">Where it came from, in the user's spelling.</param>
    /// <exception cref="PoolException">The name cannot be a pool's.</exception>
    public static PoolName Parse(string text, string parameter) =>
        Fault(Meant(text) is { Length: > 0 } meant ? meant : text) is { } fault
            ? throw new PoolException($"{parameter}: the pool name {Quoted.Text(text)} {fault}; name a directory of the branch")
            : new PoolName(Meant(text));

    /// <summary>The path without what names no directory of its own: empty segments and single dots.</summary>
    public static string Meant(string text) => string.Join('/', text.Split('/').Where(segment => segment is not ("" or ".")));

    /// <summary>Reads a directory found in the branch.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PoolName? name)
    {
        name = Fault(text) is null ? new PoolName(text) : null;
        return name is not null;
    }

    /// <summary>The directory of the locks in this state, relative to the branch's root.</summary>
    public string Directory(LockState state) => $"{Value}/{state.Directory}";

    public bool Equals(PoolName? other) => Value == other?.Value;

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    private static string? Fault(string text)
    {
        foreach (var segment in text.Split('/'))
        {
            if (segment.StartsWith('-'))
            {
                return "starts with a dash";
            }

            if (PathSegment.Fault(segment) is { } fault)
            {
                return fault == "is empty" && text.Length > 0 ? "has an empty segment" : fault;
            }
        }

        return null;
    }
}
