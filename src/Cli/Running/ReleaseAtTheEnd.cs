using System.Runtime.InteropServices;
using PoolResource.Cli.Display;
using PoolResource.Cli.People;
using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Cli.Running;

/// <summary>Gives back the lock that was held for a command, by its claim, and by no other.</summary>
/// <param name="change">Who holds it.</param>
/// <param name="claim">The claim.</param>
/// <param name="terminal">Told when it cannot be done.</param>
internal sealed class ReleaseAtTheEnd(PersonsChange change, Claim claim, Terminal terminal) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private int signals;

    private string Name => $"{claim.Pool}/{claim.Lock}";

    /// <summary>The first signal is said to come too late; the next one leaves the lock claimed.</summary>
    public void Take(PosixSignal signal)
    {
        if (Interlocked.Increment(ref signals) == 1)
        {
            terminal.Log().Say($"releasing {Name}; once more to leave it claimed");
        }
        else
        {
            stop.Cancel();
        }
    }

    /// <summary>Does it.</summary>
    /// <returns>Whether the claim is over.</returns>
    public async Task<bool> RunAsync()
    {
        var release = new HeldLockOperation(claim.Pool, $"release lock {claim.Lock} of pool {claim.Pool}", claim, (at, _) => new ReleaseLock(at, claim.Lock))
        {
            IsReturn = true,
            IsOfThisBranch = true,
            Self = change.Person.Self,
            Hint = "",
        };
        try
        {
            await change.RunAsync(release, wait: null, _ => Task.CompletedTask, stop.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps it from that, what stays has to be said.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var why = fault switch
            {
                PoolException refusal => refusal.Message,
                GitException failure => failure.Failure.Sentence,
                OperationCanceledException => "a signal came twice",
                _ => $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}",
            };
            terminal.Fail($"{Name} is not released: {why}; look at pool status, and release it if claim {claim.ClaimId} still holds it");
            return false;
        }
    }

    public void Dispose() => stop.Dispose();
}
