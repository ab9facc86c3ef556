using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool remove</c>: takes a lock out of its pool.</summary>
internal static class RemoveCommand
{
    public static Command Create(Terminal terminal) =>
        new Command("remove", "Take a lock out of its pool")
            .Changing(terminal, (_, one) => _ => new RemoveLock(one.Pool, one.Name))
            .WithExamples("pool remove aws/env-1 --reason \"it is too old\"");
}
