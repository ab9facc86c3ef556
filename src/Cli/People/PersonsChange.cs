using System.CommandLine;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.History;
using PoolResource.Operations;
using PoolResource.Transactions;

namespace PoolResource.Cli.People;

/// <summary>Brings what a person asks for into the branch, and takes back a claim that the person has not been told of.</summary>
/// <param name="chosen">The branch.</param>
/// <param name="person">Who acts.</param>
/// <param name="reason">Why.</param>
/// <param name="terminal">Where the person is.</param>
internal sealed class PersonsChange(ChosenBranch chosen, Person person, Reason? reason, Terminal terminal)
{
    /// <summary>So long a claim is taken back that nobody is to hold; a second signal ends it sooner.</summary>
    private static readonly TimeSpan ForTakingBack = TimeSpan.FromMinutes(1);

    // What a status or a history has read before: nobody waits longer to be told how long it may take.
    private readonly Lazy<IReadOnlyDictionary<PoolName, TimeSpan>> usualHolds = new(() => UsualHolds.Of(chosen.Shelf.Recall(chosen.Source)));

    /// <summary>Who acts.</summary>
    public Person Person => person;

    /// <summary>How much earlier than others the person is served.</summary>
    public int Priority { get; init; }

    /// <summary>Finds out which branch is meant, and who acts.</summary>
    /// <exception cref="PoolException">Nobody is named, or something given cannot be used.</exception>
    public static async Task<PersonsChange> OfAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var (reason, priority) = (Persons.ReasonOf(parsed), WaitOptions.PriorityOf(parsed));
        var chosen = await ChosenBranch.OfAsync(parsed, terminal, stop);
        return new PersonsChange(chosen, await Persons.OfAsync(parsed, terminal, stop), reason, terminal) { Priority = priority };
    }

    /// <summary>Does it.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="wait">How long to wait; null for as long as it takes.</param>
    /// <param name="answer">Takes what was done; a claim stays only when this ends well.</param>
    /// <param name="stop">Ends it in order.</param>
    /// <exception cref="PoolException">It cannot be done, or not in time.</exception>
    public async Task RunAsync(Operation operation, TimeSpan? wait, Func<Finished, Task> answer, CancellationToken stop)
    {
        var source = chosen.SourceFor(operation.Pool);
        if (Priority != 0 && !source.Queue)
        {
            chosen.Log.Warn($"{WaitOptions.Priority.Name} means nothing with queue: false in the source; leave one of them out");
        }

        var timeout = new StepTimeout(wait, terminal.Time) { Parameter = WaitOptions.Timeout.Name };
        var change = new OneChange(operation, source, person, timeout, chosen.Log, terminal.Time, Random.Shared)
        {
            Reason = reason,
            Priority = Priority,
            UsualHold = pool => usualHolds.Value.TryGetValue(pool, out var hold) ? hold : null,
        };
        using var grace = new GracePeriod(terminal.Time, stop);
        try
        {
            var finished = await change.RunAsync(grace);
            if (finished.Pushed is { Change.Claims: true })
            {
                stop.ThrowIfCancellationRequested();
            }

            await answer(finished);
        }
        catch (Exception fault)
        {
            await SettleAsync(change.Transaction, operation, source, fault is OperationCanceledException);
            throw;
        }
    }

    /// <summary>Reads what a claim holds.</summary>
    public Task<ClaimedLock> ReadAsync(Finished finished, CancellationToken stop) =>
        ClaimedLock.ReadAsync(chosen.SourceFor(finished.Pool!), chosen.Log, terminal.Time, finished, stop);

    private async Task SettleAsync(PoolTransaction? transaction, Operation operation, Source source, bool stopped)
    {
        if (transaction?.Claims is { Count: > 0 } claims)
        {
            var claimed = claims[^1].Claimed;
            chosen.Log.TakingBack(claimed);
            if (!await TryTakingBackAsync(claims, transaction.Line?.Refs ?? [], source))
            {
                chosen.Log.Warn($"if commit {claims[^1].Commit} is in the branch, lock {claimed.Name} of pool {claimed.Pool} is held by you, although this came to nothing; run pool release {claimed.Pool}/{claimed.Name}");
            }
        }
        else if (stopped && transaction is { Sent: { } commit })
        {
            chosen.Log.Warn($"commit {commit} may get into the branch yet, by which it was to {operation.Purpose}");
        }
    }

    private async Task<bool> TryTakingBackAsync(IReadOnlyList<PushedClaim> claims, IReadOnlyList<string> tickets, Source source)
    {
        using var limit = new CancellationTokenSource(ForTakingBack, terminal.Time);
        try
        {
            await OneChange.TakeBackAsync(claims, tickets, source, person, chosen.Log, terminal.Time, limit.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps it from that, what stays has to be said.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
