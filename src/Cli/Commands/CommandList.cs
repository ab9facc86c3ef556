using System.CommandLine;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.Commands;

/// <summary>The commands, in the order in which the help lists them.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> For(Terminal terminal, StopSignal signal) =>
    [
        StatusCommand.Create(terminal),
        QueueCommand.Create(terminal),
        AcquireCommand.Create(terminal),
        ClaimCommand.Create(terminal),
        RenewCommand.Create(terminal),
        ReleaseCommand.Create(terminal),
        RecycleCommand.Create(terminal),
        RestoreCommand.Create(terminal),
        MoveCommand.Create(terminal),
        AddCommand.Create(terminal),
        UpdateCommand.Create(terminal),
        RemoveCommand.Create(terminal),
        RunCommand.Create(terminal, signal),
        ReapCommand.Create(terminal),
        HistoryCommand.Create(terminal),
        StatsCommand.Create(terminal),
        MetricsCommand.Create(terminal),
        VerifyCommand.Create(terminal),
        CompletionCommand.Create(terminal),
    ];
}
