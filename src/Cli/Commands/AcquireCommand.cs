using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool acquire</c>: takes any free lock of a pool.</summary>
internal static class AcquireCommand
{
    public static Command Create(Terminal terminal)
    {
        var pool = PoolArgument.One();
        return new Command("acquire", "Take any free lock of a pool, wait while there is none, and print its name") { pool }
            .Taking(terminal, parsed => new AcquireLock(parsed.GetRequiredValue(pool), Random.Shared) { Lease = LeaseOption.Of(parsed) })
            .WithExamples("pool acquire aws --reason \"the deploy hangs\"", "pool acquire aws --lease 4h", "lock=$(pool acquire aws --timeout 10m --dir held)");
    }
}
