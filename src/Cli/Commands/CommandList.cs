using System.CommandLine;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.Commands;

/// <summary>The commands, in the order in which the help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> For(Terminal terminal) =>
    [
        StatusCommand.Create(terminal),
    ];
}
