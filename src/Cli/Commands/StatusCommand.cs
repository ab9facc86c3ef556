using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Cli.Status;
using PoolResource.Reports;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool status</c>: how the pools are, and who holds what.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var pools = PoolArgument.Some();
        var watch = new Option<bool>("--watch") { Description = "Go on, and show what changes until Ctrl-C" };
        var command = new Command("status", "Show every pool: what is free, what is claimed, by whom and since when") { pools, watch };
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var source = chosen.Source;
            if (parsed.GetValue(watch))
            {
                await StatusWatch.RunAsync(chosen, parsed.GetValue(pools) ?? [], terminal, parsed.GetValue(CommonOptions.Json), stop);
                return ExitCode.Done;
            }

            using var session = await chosen.OpenAsync(stop);
            var status = await chosen.StatusAsync(session, parsed.GetValue(pools) ?? [], stop);
            terminal.Answer(
                parsed,
                () => StatusDocument.Of(status, source),
                StatusJson.Default.StatusDocument,
                () => StatusView.Of(status, terminal.Time.GetUtcNow(), terminal.Width));

            return ExitCode.Done;
        });
        return command.WithExamples("pool status", "pool status aws --watch", "pool status aws --json --source locks.yml");
    }
}
