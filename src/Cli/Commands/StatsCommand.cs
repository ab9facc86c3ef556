using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Cli.Statistics;
using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool stats</c>: how much the locks were used, and waited for.</summary>
internal static class StatsCommand
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    public static Command Create(Terminal terminal)
    {
        var since = SinceOption.Create(Usual);
        var by = new Option<string>("--by") { Description = "What each line is of", HelpName = "pool|lock|pipeline|job", DefaultValueFactory = _ => "pool" };
        by.AcceptOnlyFromAmong("pool", "lock", "pipeline", "job");
        var command = new Command("stats", "Show how much the locks were held, and how long builds held and waited for them") { since, by };
        command.SetAction(async (parsed, stop) =>
        {
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var now = terminal.Time.GetUtcNow();
            var back = parsed.GetValue(since) ?? Usual;
            var period = new Period(TimeBack.Before(now, back), now);
            var report = await chosen.ReadAsync(view => StatsReport.Of(view.History, period, Enum.Parse<Grouping>(parsed.GetValue(by)!, ignoreCase: true)), stop);
            terminal.Answer(
                parsed,
                () => StatsDocument.Of(report, chosen.Source),
                StatsJson.Default.StatsDocument,
                () => StatsView.Of(report, terminal.Width));
            return ExitCode.Done;
        });
        return command.WithExamples("pool stats", "pool stats --since 2w --by job", "pool stats --by lock --json");
    }
}
