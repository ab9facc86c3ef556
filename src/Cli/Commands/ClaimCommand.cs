using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.History;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool claim</c>: takes this lock.</summary>
internal static class ClaimCommand
{
    public static Command Create(Terminal terminal)
    {
        var named = LockArgument.One();
        return new Command("claim", "Take this lock, wait while it is held, and print its name") { named }
            .Taking(terminal, parsed => Claim(parsed.GetRequiredValue(named), LeaseOption.Of(parsed)))
            .WithExamples("pool claim aws/env-1 --reason \"the database is moved\"", "pool claim aws/env-1 --no-wait");
    }

    private static ClaimLock Claim(PooledLock one, Lease? lease) => new(one.Pool, one.Name) { Lease = lease };
}
