using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Commands;

/// <summary><c>pool add</c>: puts a new lock into a pool.</summary>
internal static class AddCommand
{
    public static Command Create(Terminal terminal)
    {
        var named = LockArgument.One();
        var metadata = MetadataOption.Create("The lock's content is that of this file (- for stdin); without it, the lock is empty");
        var claimed = new Option<bool>("--claimed") { Description = "Hold it from the start" };
        var command = new Command("add", "Put a new lock into a pool, which is made when it is missing") { named, metadata, claimed, LeaseOption.OfAClaim, PersonOptions.Reason, PersonOptions.As };
        command.SetAction(async (parsed, stop) =>
        {
            var one = parsed.GetRequiredValue(named);
            var (state, lease) = (parsed.GetValue(claimed) ? LockState.Claimed : LockState.Unclaimed, LeaseOption.Of(parsed));
            if (lease is not null && state == LockState.Unclaimed)
            {
                throw new MisuseException($"{LeaseOption.OfAClaim.Name} is of a claim, and a lock that is added free has none; add {claimed.Name}, or leave it out");
            }

            var content = await MetadataOption.ReadAsync(parsed, metadata, terminal, stop) ?? ReadOnlyMemory<byte>.Empty;
            var change = await PersonsChange.OfAsync(parsed, terminal, stop);
            await change.RunAsync(
                new AddLock(one.Pool, one.Name, state, content) { Lease = lease },
                wait: null,
                finished => ChangingALock.AnswerAsync(finished, parsed, terminal),
                stop);
            return ExitCode.Done;
        });
        return command.WithExamples("pool add aws/env-3 --metadata env-3.yml");
    }
}
