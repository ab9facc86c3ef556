using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Queues;
using PoolResource.Cli.Repositories;
using PoolResource.Reports;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool queue</c>: who waits for the locks of a pool.</summary>
internal static class QueueCommand
{
    public static Command Create(Terminal terminal)
    {
        var pools = PoolArgument.Some();
        var remove = new Option<string?>("--remove") { Description = "Take this ticket out of its line: that of somebody who is gone", HelpName = "ID" };
        var yes = new Option<bool>("--yes") { Description = "With --remove: do not ask" };
        var command = new Command("queue", "Show who waits for the locks of every pool, first come first") { pools, remove, yes };
        command.SetAction(async (parsed, stop) =>
        {
            var (id, isSure) = (Id(parsed.GetValue(remove)), parsed.GetValue(yes));
            if (isSure && id is null)
            {
                throw new MisuseException("--yes has no meaning without --remove; leave it out");
            }

            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            using var session = await chosen.OpenAsync(stop);
            var wanted = parsed.GetValue(pools) ?? [];
            if (id is { } ticket)
            {
                var pool = await new ConfirmedRemoval(chosen, session, terminal).RunAsync(ticket, wanted, isSure, stop);
                if (parsed.GetValue(CommonOptions.Json))
                {
                    terminal.Answer(new RemovedDocument(pool.Value, $"{ticket}"), QueueJson.Default.RemovedDocument);
                }

                return ExitCode.Done;
            }

            var report = await chosen.LinesAsync(session, wanted, stop);
            terminal.Answer(
                parsed,
                () => QueueDocument.Of(report, chosen.Source),
                QueueJson.Default.QueueDocument,
                () => QueueView.Of(report, terminal.Time.GetUtcNow(), terminal.Width));
            return ExitCode.Done;
        });
        return command.WithExamples("pool queue", "pool queue aws --json", "pool queue --remove 019aef12-6a3c-7b4d-8e5f-0a1b2c3d4e5f");
    }

    private static Guid? Id(string? text) => text is null ? null
        : Guid.TryParseExact(text, "D", out var id) ? id
        : throw new MisuseException($"--remove: {Quoted.Text(text)} is no id of a ticket; give it as pool queue shows it");
}
