using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool restore</c>: a lock that was claimed in the lifecycle pool comes back, free.</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal) =>
        new Command("restore", "Move a lock that is claimed in its lifecycle pool back, free; named by either pool")
            .Changing(terminal, (_, one) => _ => MoveLock.Restore(one.Pool.OfLifecycle is null ? one.Pool.Lifecycle : one.Pool, one.Name))
            .WithExamples("pool restore aws/env-1");
}
