using System.CommandLine;
using PoolResource.Cli.Commands;
using PoolResource.Cli.Display;
using PoolResource.History;
using PoolResource.Operations;

namespace PoolResource.Cli.People;

/// <summary>What commands have in common that change a lock that is there: whose it may be, and what they answer.</summary>
internal static class ChangingALock
{
    /// <summary>Adds the lock, the options, and what is done.</summary>
    /// <param name="command">The command.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="rule">What is asked for: what it does to a lock by the claim that holds it, of none to a free one.</param>
    public static Command Changing(this Command command, Terminal terminal, Func<ParseResult, PooledLock, Func<StandingClaim?, NamedLockOperation>> rule) =>
        command.Changing(terminal, (parsed, one, _) => Task.FromResult(rule(parsed, one)));

    /// <summary>The same, where something has to be read first.</summary>
    public static Command Changing(
        this Command command, Terminal terminal, Func<ParseResult, PooledLock, CancellationToken, Task<Func<StandingClaim?, NamedLockOperation>>> rule)
    {
        var named = LockArgument.One();
        command.Arguments.Insert(0, named);
        var waits = command.Options.Contains(WaitOptions.Timeout);
        foreach (var option in (Option[])[PersonOptions.Claim, PersonOptions.Reason, PersonOptions.As])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, stop) =>
        {
            var wait = waits ? WaitOptions.Of(parsed) : null;
            var inner = await rule(parsed, parsed.GetRequiredValue(named), stop);
            var place = inner(null);
            var change = await PersonsChange.OfAsync(parsed, terminal, stop);
            await Consent.RunAsync(
                claim => change.RunAsync(
                    new LockOfAnybody(place.Pool, place.Name, change.Person, claim, inner), wait, finished => AnswerAsync(finished, parsed, terminal), stop),
                parsed.GetValue(PersonOptions.Claim),
                terminal,
                stop);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Answers programs; people are told by the log.</summary>
    internal static Task AnswerAsync(Transactions.Finished finished, ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            terminal.Answer(ChangeDocument.Of(finished), ChangeJson.Default.ChangeDocument);
        }

        return Task.CompletedTask;
    }
}
