using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Operations;

namespace PoolResource.Cli.People;

/// <summary>What <c>acquire</c> and <c>claim</c> have in common: the wait, and what they answer.</summary>
internal static class TakingALock
{
    private static readonly Option<string?> Directory = new("--dir")
    {
        Description = "Write name, metadata and claim.json into this directory, as a get step does",
        HelpName = "DIR",
    };

    /// <summary>Adds the options, and what is done.</summary>
    /// <param name="command">The command.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="operation">What is asked for.</param>
    public static Command Taking(this Command command, Terminal terminal, Func<ParseResult, Operation> operation)
    {
        foreach (var option in (Option[])[WaitOptions.Timeout, WaitOptions.NoWait, WaitOptions.Priority, LeaseOption.OfAClaim, Directory, PersonOptions.Reason, PersonOptions.As])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(Directory) is "")
            {
                throw new MisuseException("--dir names no directory; leave it out, or give one");
            }

            var wait = WaitOptions.Of(parsed);
            var change = await PersonsChange.OfAsync(parsed, terminal, stop);
            await change.RunAsync(operation(parsed), wait, finished => AnswerAsync(finished, change, parsed, terminal, stop), stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task AnswerAsync(
        Transactions.Finished finished, PersonsChange change, ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var (directory, asJson) = (parsed.GetValue(Directory), parsed.GetValue(CommonOptions.Json));
        var claimed = directory is null && !asJson ? null : await change.ReadAsync(finished, stop);
        var written = directory is null ? null : Path.Combine(terminal.Directory, directory);
        try
        {
            if (written is not null)
            {
                claimed!.WriteTo(written);
            }

            // From here on the person knows of the claim, and it stays.
            stop.ThrowIfCancellationRequested();
            if (asJson)
            {
                terminal.Deliver(claimed!.Document, ChangeJson.Default.ClaimDocument);
            }
            else
            {
                var name = $"{finished.Pool}/{finished.Lock}";
                terminal.Deliver($"{(terminal.Width is null ? name : SafeText.Of(name).Value)}\n");
            }
        }
        catch when (written is not null)
        {
            ClaimedLock.DeleteFrom(written);
            throw;
        }
    }
}
