using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool recycle</c>: a claimed lock goes to its lifecycle pool.</summary>
internal static class RecycleCommand
{
    public static Command Create(Terminal terminal) =>
        new Command("recycle", "Move a claimed lock to its lifecycle pool, to be cleaned")
            .Changing(terminal, (_, one) => _ => MoveLock.Recycle(one.Pool, one.Name))
            .WithExamples("pool recycle aws/env-1");
}
