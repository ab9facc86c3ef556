namespace PoolResource;

/// <summary>The immutable view of every pool of the branch at one commit: which locks stand where.</summary>
public abstract class Pools
{
    /// <summary>Every directory of the branch that holds <c>claimed/</c> or <c>unclaimed/</c>, in path order.</summary>
    public abstract IReadOnlyList<PoolName> Names { get; }

    /// <summary>The locks that stand in a state, in path order; none when the directory is missing.</summary>
    public abstract IReadOnlyCollection<LockName> Standing(PoolName pool, LockState state);

    /// <summary>Whether the lock stands exactly there.</summary>
    public abstract bool Contains(Lock standing);

    /// <summary>Whether the pool has a directory at all.</summary>
    public abstract bool Has(PoolName pool);

    /// <summary>The bytes of the lock's file; no operation asks for them, since files may have stayed on the host.</summary>
    public abstract byte[] Read(Lock standing);

    /// <summary>Whether these are the bytes of the lock's file.</summary>
    public abstract bool HasContent(Lock standing, ReadOnlyMemory<byte> content);

    /// <summary>The id that git gives to the lock's file as it stands; null where nobody knows it.</summary>
    public virtual string? ContentId(Lock standing) => null;

    /// <summary>What became of a claim; asked only by an operation that needs it (see Operation.Needs).</summary>
    public abstract ClaimStatus StatusOf(Claim claim);

    /// <summary>
    /// The claims by which the locks of a pool, or of every pool (null), are held; asked only by an operation that needs
    /// it (see Operation.Needs).
    /// </summary>
    public abstract IEnumerable<StandingClaim> ClaimsIn(PoolName? pool);

    /// <summary>The claim by which a lock is held, as <see cref="ClaimsIn"/>; null where no commit that is here tells.</summary>
    public virtual StandingClaim? ClaimOf(Lock held) => ClaimsIn(held.Pool).FirstOrDefault(claim => claim.Held == held);

    /// <summary>Where in the pool the lock stands; null when it stands nowhere.</summary>
    /// <exception cref="PoolException">It stands in both states, which only a commit made by hand can do.</exception>
    public Lock? Find(PoolName pool, LockName name)
    {
        var standing = LockState.All.Select(state => new Lock(pool, state, name)).Where(Contains).ToList();
        return standing.Count < 2
            ? standing.SingleOrDefault()
            : throw new PoolException(Conflict(standing[0], standing[1]));
    }

    /// <summary>The sentence for a lock that stands in both states.</summary>
    internal static string Conflict(Lock one, Lock other) => $"lock {one.Name} stands in both {one.Path} and {other.Path}; remove one of them from the branch";

    /// <summary>The held locks of a pool, or of every pool (null).</summary>
    public IEnumerable<Lock> HeldIn(PoolName? pool) =>
        (pool is null ? Names : [pool]).SelectMany(one => Standing(one, LockState.Claimed).Select(name => new Lock(one, LockState.Claimed, name)));

    /// <summary>The locks of a pool that whoever comes may take, in path order.</summary>
    public IReadOnlyList<LockName> FreeIn(PoolName pool) =>
        [.. Standing(pool, LockState.Unclaimed).Except(Standing(pool, LockState.Claimed)).Except(NamesTaken(pool, LockState.Claimed))];

    /// <summary>Whether something that is no lock stands where the lock would.</summary>
    public virtual bool IsTaken(Lock place) => NamesTaken(place.Pool, place.State).Contains(place.Name);

    /// <summary>The names under which something stands that is no lock.</summary>
    protected virtual IEnumerable<LockName> NamesTaken(PoolName pool, LockState state) => [];

    /// <summary>What stands where the pool's locks do and is none, each a sentence that says what it is.</summary>
    public virtual IEnumerable<string> NonLocks(PoolName pool) => [];

    /// <summary>The pool's locks, each where it stands, in path order.</summary>
    public IEnumerable<Lock> In(PoolName pool) =>
        LockState.All.SelectMany(state => Standing(pool, state).Select(name => new Lock(pool, state, name)));
}
