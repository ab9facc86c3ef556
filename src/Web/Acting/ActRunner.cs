using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Reading;
using PoolResource.Reports;
using PoolResource.Transactions;
using PoolResource.Web.Branch;

namespace PoolResource.Web.Acting;

/// <summary>Brings what a person does into the branch; whoever closes the page meanwhile ends nothing.</summary>
/// <param name="branch">The branch.</param>
/// <param name="places">Where what locks hold is read.</param>
/// <param name="life">Tells when the server stops.</param>
/// <param name="time">The clock.</param>
public sealed class ActRunner(WatchedBranch branch, Places places, IHostApplicationLifetime life, TimeProvider time)
{
    /// <summary>So many locks' files are read at a time: each starts processes, and fills memory.</summary>
    public const int MostReads = 4;

    // With the grace that a push under way has, and the time to take a claim back, a minute.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ForTakingBack = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan WhileTheHostFails = TimeSpan.FromSeconds(20);

    /// <summary>Does it, once the host has accepted it.</summary>
    /// <param name="operation">What.</param>
    /// <param name="person">Who.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="RefusedException">It was not done, or nobody knows.</exception>
    public async Task<Finished> RunAsync(Operation operation, Person person, Reason reason)
    {
        var source = branch.SourceFor(operation.Pool);
        branch.Log.Asked(person, operation.Purpose, reason);
        using var over = new CancellationTokenSource(Longest, time);
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(over.Token, life.ApplicationStopping);
        using var grace = new GracePeriod(time, asked.Token);

        // Who waits for a lock is told at once that it is not to be had.
        var timeout = new StepTimeout(operation.Wish is null ? WhileTheHostFails : TimeSpan.Zero, time) { Parameter = Refusals.Limit };
        var change = new OneChange(operation, source, person, timeout, branch.Log, time, Random.Shared) { Reason = reason };
        try
        {
            return await change.RunAsync(grace) is { Pushed: not null } finished ? finished : throw new RefusedException("it is so already, by whatever came before this; nothing was changed");
        }
        catch (Exception fault) when (fault is not RefusedException)
        {
            throw await SettledAsync(change.Transaction, operation, person, source, fault);
        }
    }

    /// <summary>Takes a ticket out of a line.</summary>
    /// <param name="pool">Whose line.</param>
    /// <param name="entry">Who stands there.</param>
    /// <param name="person">Who does it.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="RefusedException">It was not done, or nobody knows.</exception>
    public async Task TakeOutAsync(PoolName pool, LineEntry entry, Person person, Reason reason)
    {
        branch.Log.Asked(person, $"take the ticket {entry.Ticket.Id} of {entry.Who} out of the line of pool {pool}", reason);
        using var over = new CancellationTokenSource(Longest, time);
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(over.Token, life.ApplicationStopping);
        try
        {
            using var session = await GitSession.OpenAsync(branch.Source, branch.Log, time, asked.Token);
            await TicketRemoval.RunAsync(session, branch.Source.Branch, pool, entry.Ticket.Id, asked.Token);
            branch.Log.Warn($"the ticket {entry.Ticket.Id} of {entry.Who} is out of the line of pool {pool}");
        }
        catch (Exception fault)
        {
            throw new RefusedException(Masked(fault is GitException { Command: "push", Failure.Sentence: var sentence }
                ? $"it is not known whether the ticket is out of the line, since the host has not answered ({sentence}); look at the line in a moment"
                : Refusals.Of(fault)), fault);
        }
    }

    /// <summary>Brings what a lock holds from the host.</summary>
    /// <exception cref="RefusedException">The host does not give it, or too many others are read.</exception>
    public async Task<LockFile?> ReadAsync(PoolName pool, LockName name, int longest, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(Longest, time);
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(over.Token, life.ApplicationStopping, stop);
        try
        {
            using var place = await places.EnterAsync(asked.Token);
            return await LockFile.ReadAsync(branch.SourceFor(pool), name, longest, branch.Log, time, asked.Token);
        }
        catch (Exception fault) when (fault is PoolException or GitException or OperationCanceledException)
        {
            throw new RefusedException(Masked(fault is GitException { Failure.Sentence: var sentence } ? sentence : Refusals.Of(fault)), fault);
        }
    }

    private string Masked(string text) => branch.Log.Masked(text);

    private async Task<RefusedException> SettledAsync(PoolTransaction? transaction, Operation operation, Person person, Source source, Exception fault)
    {
        if (fault is not (PoolException or GitException or OperationCanceledException))
        {
            branch.Log.Warn($"to {operation.Purpose} failed: {fault.GetType().Name}: {fault.Message}");
        }

        if (transaction is not { LastFailure: not { Answered: true }, Sent: { } commit })
        {
            return new RefusedException(Masked(Refusals.Of(fault)), fault);
        }

        var why = fault is GitException { Failure.Sentence: var sentence } ? $" ({sentence})" : "";
        return new RefusedException(Masked(
            transaction.Claims is not { Count: > 0 } claims ? $"it is not known whether commit {commit} got into the branch, by which it was to {operation.Purpose}, since the host has not answered{why}; look at the page in a moment"
            : await TakeBackAsync(claims, person, source) ? $"the host has not answered{why}; the claim was taken back, and nothing is held by it"
            : $"it is not known whether commit {commit} got into the branch, since the host has not answered{why}; if it did, lock {claims[^1].Claimed.Name} of pool {claims[^1].Claimed.Pool} is held by you: look at the page in a moment, and release it if you do not want it"), fault);
    }

    private async Task<bool> TakeBackAsync(IReadOnlyList<PushedClaim> claims, Person person, Source source)
    {
        using var limit = new CancellationTokenSource(ForTakingBack, time);
        try
        {
            await OneChange.TakeBackAsync(claims, [], source, person, branch.Log, time, limit.Token);
            return true;
        }
#pragma warning disable CA1031 // Whatever keeps it from that, what may stay has to be said.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
