using System.CommandLine;
using PoolResource.Builds;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Cli.Reaping;
using PoolResource.Cli.Repositories;
using PoolResource.Transactions;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool reap</c>: takes the locks of stale claims, and leaves those of builds that run.</summary>
internal static class ReapCommand
{
    public static Command Create(Terminal terminal)
    {
        var pool = PoolArgument.One();
        var command = new Command("reap", "Take the locks of stale claims, and leave those of builds that run") { pool };
        foreach (var option in ReapOptions.All.Append(PersonOptions.As))
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, stop) =>
        {
            var look = ReapOptions.Of(parsed, parsed.GetRequiredValue(pool));
            var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
            var source = chosen.SourceFor(look.Pool);
            using var judge = new BuildJudge(ReapOptions.AccessOf(parsed, source.Concourse), terminal.Environment("ATC_EXTERNAL_URL"), terminal.Time);
            if (look.Policy.AsksConcourse && !judge.CanAsk)
            {
                throw new MisuseException($"{ReapOptions.EndedBuilds.Name}: nobody says where Concourse answers; give {ReapOptions.ConcourseUrl.Name}, or concourse: {{url: …}} in the file of --source");
            }

            var person = await Persons.OfAsync(parsed, terminal, stop);
            var reaping = new Transactions.Reaping(look, source, person, new StepTimeout(null, terminal.Time), chosen.Log, terminal.Time, Random.Shared) { Judge = judge.JudgeAsync };
            using var grace = new GracePeriod(terminal.Time, stop);
            try
            {
                var reaped = await reaping.RunAsync(grace);
                if (parsed.GetValue(CommonOptions.Json))
                {
                    terminal.Answer(ReapDocument.Of(reaped, look.Pool, look.IsRehearsal), ReapJson.Default.ReapDocument);
                }

                return ExitCode.Done;
            }
            catch (OperationCanceledException) when (reaping.Transaction is { Sent: { } commit })
            {
                chosen.Log.Warn($"commit {commit} may get into the branch yet, by which it was to {look.Purpose}");
                throw;
            }
        });
        return command.WithExamples(
            "pool reap aws --ended-builds --dry-run --concourse-url https://ci.example.com",
            "pool reap aws --ended-builds --stale-after 12h --to recycle --source locks.yml",
            "pool reap aws --lease --lock \"old-*\"");
    }
}
