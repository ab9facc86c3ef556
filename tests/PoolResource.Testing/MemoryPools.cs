using System.Collections.Immutable;
using System.Text;
using PoolResource.Operations;

namespace PoolResource.Testing;

/// <summary>The pools of a branch whose files are in memory: what git would hold, without git.</summary>
/// <param name="files">Every file of the branch by its path.</param>
public sealed class MemoryPools(ImmutableSortedDictionary<string, ImmutableArray<byte>> files) : Pools
{
    /// <summary>Every file of the branch by its path, in the order of git's trees.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<byte>> Files { get; } = files;

    public override IReadOnlyList<PoolName> Names =>
    [
        .. Files.Keys.Select(PoolOf).OfType<string>().Distinct().OrderBy(pool => $"{pool}/", StringComparer.Ordinal)
            .Select(pool => PoolName.Parse(pool, "branch")),
    ];

    /// <summary>What became of every claim that is asked about; it stands unless it is said otherwise.</summary>
    public ClaimStatus? ClaimStatus { get; init; }

    /// <summary>The claims that stand.</summary>
    public IReadOnlyList<StandingClaim> Claims { get; init; } = [];

    /// <summary>Places where something stands that is no lock.</summary>
    public IReadOnlyList<Lock> Taken { get; init; } = [];

    /// <summary>A branch of files at these paths, each with its own path as content.</summary>
    /// <param name="paths">The paths, separated by spaces.</param>
    public static MemoryPools Of(string paths) => new(paths
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToImmutableSortedDictionary(path => path, path => Encoding.UTF8.GetBytes(path).ToImmutableArray(), StringComparer.Ordinal));

    public override IReadOnlyCollection<LockName> Standing(PoolName pool, LockState state) =>
        [.. Below(pool.Directory(state)).Select(path => path[(pool.Directory(state).Length + 1)..]).SelectMany(Parsed)];

    public override bool Contains(Lock standing) => Files.ContainsKey(standing.Path);

    protected override IEnumerable<LockName> NamesTaken(PoolName pool, LockState state) => Taken.Where(place => (place.Pool, place.State) == (pool, state)).Select(place => place.Name);

    public override bool Has(PoolName pool) => LockState.All.Any(state => Below(pool.Directory(state)).Any());

    public override byte[] Read(Lock standing) => [.. Files[standing.Path]];

    public override bool HasContent(Lock standing, ReadOnlyMemory<byte> content) => content.Span.SequenceEqual(Read(standing));

    public override string? ContentId(Lock standing) => Encoding.UTF8.GetString(Read(standing));

    public override ClaimStatus StatusOf(Claim claim) => ClaimStatus ?? new ClaimStatus(new StandingClaim(
        new Lock(claim.Pool, LockState.Claimed, claim.Lock), claim.Ref, CommitMessage.Parse("") with { ClaimId = claim.ClaimId }));

    public override IEnumerable<StandingClaim> ClaimsIn(PoolName? pool) =>
        Claims.Where(claim => pool is null || claim.Held.Pool == pool);

    /// <summary>The branch after a change, by the rules a commit follows: no directory of the pool vanishes.</summary>
    public MemoryPools Apply(Changed change)
    {
        var after = Files.ToBuilder();
        foreach (var (from, to, content) in change.Moves)
        {
            var bytes = content is { } written ? [.. written.Span] : Files[from!.Path];
            if (from is not null)
            {
                after.Remove(from.Path);
            }

            if (to is not null)
            {
                after.Add(to.Path, bytes);
            }
        }

        var moved = new MemoryPools(after.ToImmutable());
        var pools = change.Moves.SelectMany(move => new[] { move.From, move.To }).OfType<Lock>().Select(one => one.Pool).Distinct();
        foreach (var directory in pools.SelectMany(pool => LockState.All.Select(pool.Directory)))
        {
            if (!Below(directory).Any() || !moved.Below(directory).Any())
            {
                after[$"{directory}/.gitkeep"] = [];
            }
        }

        return new MemoryPools(after.ToImmutable());
    }

    private IEnumerable<string> Below(string directory) =>
        Files.Keys.Where(path => path.StartsWith($"{directory}/", StringComparison.Ordinal));

    private static IEnumerable<LockName> Parsed(string name) => LockName.TryParse(name, out var parsed) ? [parsed] : [];

    private static string? PoolOf(string path)
    {
        var segments = path.Split('/');
        var state = Array.FindIndex(segments, segment => LockState.All.Any(one => one.Directory == segment));
        return state > 0 && state < segments.Length - 1 ? string.Join('/', segments.Take(state)) : null;
    }
}
