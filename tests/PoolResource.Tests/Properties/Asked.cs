using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PoolResource.Operations;

namespace PoolResource.Tests.Properties;

/// <summary>What one put asks of the branch.</summary>
/// <param name="Kind">Which operation, from 0 to 18.</param>
/// <param name="Pool">Of which pool.</param>
/// <param name="Name">Of which lock.</param>
/// <param name="Content">With what content.</param>
/// <param name="To">To which pool, of a move.</param>
/// <param name="State">In which state there.</param>
/// <param name="Nth">By which of the claims that were made so far.</param>
internal sealed record Asked(int Kind, string Pool, string Name, string Content, string To, LockState State, int Nth)
{
    private const int ByName = 10;
    private const int ByClaim = 18;

    /// <summary>The build that asks.</summary>
    public static Build Build { get; } = new("1234", "42", "test", "deploy", "main", "https://ci.example.com/builds/1234");

    /// <summary>The name under which it holds a lock.</summary>
    public static Alias Mine { get; } = new("mine", Build);

    /// <summary>Asked of a lock by its name alone: who holds it is not looked at.</summary>
    public static Gen<Asked> OfNames => Of(ByName);

    /// <summary>Asked of a lock by its name, by the name under which it is held, or by a claim.</summary>
    public static Gen<Asked> OfAnything => Of(ByClaim);

    /// <param name="seed">Chooses among free locks.</param>
    /// <param name="made">The claims that were made so far.</param>
    public Operation Operation(int seed, IReadOnlyList<Claim> made)
    {
        var pool = PoolName.Parse(Pool, "source.pool");
        var name = LockName.Parse(Name, "params");
        var content = Encoding.UTF8.GetBytes(Content);
        var to = PoolName.Parse(To, "params.move.to");
        return Kind switch
        {
            0 => new AcquireLock(pool, new Random(seed)),
            1 => new ClaimLock(pool, name),
            2 => new ReleaseLock(pool, name),
            3 => new RemoveLock(pool, name),
            4 => new AddLock(pool, name, LockState.Unclaimed, content),
            5 => new AddLock(pool, name, LockState.Claimed, content),
            6 => new UpdateLock(pool, name, content),
            7 => new AwaitState(pool, name, LockState.Claimed),
            8 => MoveLock.Recycle(pool, name),
            9 => MoveLock.Restore(pool.Lifecycle, name),
            ByName => MoveLock.Move(pool, name, to, State, null),
            11 => new ClaimLock(pool, name, Mine),
            12 => new LockUnderAName(pool, Mine, "release", claim => new ReleaseLock(claim.Held.Pool, claim.Held.Name)),
            _ when made.Count == 0 || Kind == 13 => new AcquireLock(pool, new Random(seed), Mine),
            14 => Held((at, held, _) => new ReleaseLock(at, held)),
            15 => Held((at, held, _) => new RemoveLock(at, held)),
            16 => Held((at, held, own) => new UpdateLock(at, held, content, own)),
            17 => Held((at, held, _) => MoveLock.Recycle(at, held)),
            _ => Held((at, held, own) => MoveLock.Move(at, held, to, State, own)),
        };

        HeldLockOperation Held(Func<PoolName, LockName, StandingClaim?, NamedLockOperation> inner)
        {
            var claim = made[Nth % made.Count];
            return new HeldLockOperation(pool, "act on a claim", claim, (at, own) => inner(at, claim.Lock, own));
        }
    }

    private static Gen<Asked> Of(int lastKind) =>
        from kind in Gen.Choose(0, lastKind)
        from pool in Gen.Elements("aws", "aws", "cf/fresh", "new")
        from name in Gen.Elements("a", "b", "c", "two words", "日", "new")
        from content in Gen.Elements("", "one", "two\n", "\0\n")
        from to in Gen.Elements("aws", "cf/fresh", "moved")
        from state in Gen.Elements(LockState.Claimed, LockState.Unclaimed)
        from nth in Gen.Choose(0, 20)
        select new Asked(kind, pool, name, content, to, state, nth);
}
