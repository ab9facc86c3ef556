using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool move</c>: takes a lock to another pool.</summary>
internal static class MoveCommand
{
    public static Command Create(Terminal terminal)
    {
        var to = PoolArgument.One();
        var claimed = new Option<bool>("--claimed") { Description = "Have it claimed there, and not free" };
        return new Command("move", "Move a lock to another pool, which is made when it is missing") { to, claimed }
            .Changing(terminal, (parsed, one) =>
            {
                var pool = parsed.GetRequiredValue(to);
                if (pool == one.Pool)
                {
                    throw new MisuseException($"POOL: {pool} is the pool the lock is in; name another, or use release or claim");
                }

                if (pool.Above is { } above)
                {
                    throw new MisuseException($"POOL: {pool} is a directory of pool {above.Pool}; name that{(above.State == LockState.Claimed ? " with --claimed" : "")}");
                }

                var state = parsed.GetValue(claimed) ? LockState.Claimed : LockState.Unclaimed;
                return own => MoveLock.Move(one.Pool, one.Name, pool, state, own);
            })
            .WithExamples("pool move aws/env-1 retired");
    }
}
