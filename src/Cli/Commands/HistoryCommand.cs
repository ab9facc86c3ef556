using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Histories;
using PoolResource.Cli.Repositories;
using PoolResource.Reports;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool history</c>: what happened to the locks, or who held one of them.</summary>
internal static class HistoryCommand
{
    private const int UsualLimit = 50;

    public static Command Create(Terminal terminal)
    {
        var one = LockArgument.One();
        one.Arity = ArgumentArity.ZeroOrOne;
        one.Description = "This lock alone, such as aws/env-1: each of its holds";
        var since = SinceOption.Create(usual: null);
        var limit = new Option<int>("--limit") { Description = "How much to show, the newest of it; 0 for all", HelpName = "NUMBER", DefaultValueFactory = _ => UsualLimit };
        limit.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--limit is not a number of lines; write 50, or 0 for all");
            }
        });
        var command = new Command("history", "Show what happened to the locks, or who held one of them") { one, since, limit };
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var now = terminal.Time.GetUtcNow();
            var from = parsed.GetValue(since) is { } back ? TimeBack.Before(now, back) : DateTimeOffset.MinValue;
            var report = await chosen.ReadAsync(view => HistoryReport.Of(view.History, parsed.GetValue(one), from, parsed.GetValue(limit)), stop);
            terminal.Answer(
                parsed,
                () => HistoryDocument.Of(report, chosen.Source, now),
                HistoryJson.Default.HistoryDocument,
                () => HistoryView.Of(report, now, terminal.Width));
            return ExitCode.Done;
        });
        return command.WithExamples("pool history", "pool history aws/env-1 --since 2w", "pool history --limit 0 --json");
    }
}
