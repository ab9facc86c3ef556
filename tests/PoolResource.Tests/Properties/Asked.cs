using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PoolResource.Operations;

namespace PoolResource.Tests.Properties;

/// <summary>What one put asks of the branch.</summary>
/// <param name="Kind">Which operation, from 0 to 7.</param>
/// <param name="Pool">Of which pool.</param>
/// <param name="Name">Of which lock.</param>
/// <param name="Content">With what content.</param>
internal sealed record Asked(int Kind, string Pool, string Name, string Content)
{
    public static Gen<Asked> Any =>
        from kind in Gen.Choose(0, 7)
        from pool in Gen.Elements("aws", "aws", "cf/fresh", "new")
        from name in Gen.Elements("a", "b", "c", "two words", "日", "new")
        from content in Gen.Elements("", "one", "two\n", "\0\n")
        select new Asked(kind, pool, name, content);

    public Operation Operation(int seed)
    {
        var pool = PoolName.Parse(Pool, "source.pool");
        var name = LockName.Parse(Name, "params");
        var content = Encoding.UTF8.GetBytes(Content);
        return Kind switch
        {
            0 => new AcquireLock(pool, new Random(seed)),
            1 => new ClaimLock(pool, name),
            2 => new ReleaseLock(pool, name),
            3 => new RemoveLock(pool, name),
            4 => new AddLock(pool, name, LockState.Unclaimed, content),
            5 => new AddLock(pool, name, LockState.Claimed, content),
            6 => new UpdateLock(pool, name, content),
            _ => new AwaitState(pool, name, LockState.Claimed),
        };
    }
}
