using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Cli.Running;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool run</c>: holds a lock for as long as a command runs.</summary>
internal static class RunCommand
{
    /// <summary>The option that names a lock of the pool.</summary>
    public const string Lock = "--lock";

    public static Command Create(Terminal terminal, StopSignal signal)
    {
        var pool = PoolArgument.One();
        var name = new Option<string?>(Lock) { Description = "This lock of the pool, in place of any", HelpName = "NAME" };
        var words = new Argument<string[]>("COMMAND") { Description = "What to run, behind --", Arity = ArgumentArity.OneOrMore };
        var command = new Command("run", "Take a lock, run a command, and release the lock whatever becomes of it")
        {
            pool, words, name, WaitOptions.Timeout, WaitOptions.NoWait, WaitOptions.Priority, PersonOptions.Reason, PersonOptions.As,
        };
        command.SetAction(async (parsed, stop) =>
        {
            CommonOptions.RefuseJson(parsed, "stdout is the command's, which finds the claim in $POOL_LOCK_DIR/claim.json");
            var wait = WaitOptions.Of(parsed);
            var place = parsed.GetRequiredValue(pool);
            Operation take = parsed.GetValue(name) is { } one
                ? new ClaimLock(place, Given.As(LockName.Parse, one, name.Name))
                : new AcquireLock(place, Random.Shared);
            var change = await PersonsChange.OfAsync(parsed, terminal, stop);
            return await RunAsync(change, take, wait, new RunningCommand(parsed.GetRequiredValue(words), terminal), terminal, signal);
        });
        return command.WithExamples("pool run aws -- ./deploy.sh", "pool run aws --lock env-1 --timeout 10m -- sh -c 'echo \"$POOL_LOCK_METADATA\"'");
    }

    private static async Task<int> RunAsync(
        PersonsChange change, Operation take, TimeSpan? wait, RunningCommand command, Terminal terminal, StopSignal signal)
    {
        ClaimedLock? claimed = null;
        HeldForACommand? held = null;
        try
        {
            await change.RunAsync(take, wait, PrepareAsync, signal.Token);
            return await RunAsync();
        }
        finally
        {
            held?.Dispose();
        }

        // From here on a signal is the command's, and the claim is given back behind it.
        async Task PrepareAsync(Transactions.Finished finished)
        {
            claimed = await change.ReadAsync(finished, signal.Token);
            held = new HeldForACommand(claimed, terminal.Log());
            signal.Taker = taken => command.Take(Signals.NumberOf(taken));
            if (signal.Token.IsCancellationRequested)
            {
                // The claim is taken back now, which the next signal ends.
                signal.Taker = null;
                signal.Token.ThrowIfCancellationRequested();
            }
        }

        async Task<int> RunAsync()
        {
            using var release = new ReleaseAtTheEnd(change, claimed!.Claim, terminal);
            var exitCode = ExitCode.Failed;
            bool isReleased;
            try
            {
                exitCode = await command.RunAsync(held!.Variables);
            }
            finally
            {
                signal.Taker = release.Take;
                isReleased = await release.RunAsync();
            }

            return isReleased || exitCode != ExitCode.Done ? exitCode : ExitCode.Failed;
        }
    }
}
