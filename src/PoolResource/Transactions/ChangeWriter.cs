using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>Writes the commits by which changes are made.</summary>
/// <param name="branch">The branch.</param>
/// <param name="actor">Who makes them.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeWriter(PoolBranch branch, Actor actor, TimeProvider time)
{
    /// <summary>Writes a commit here, on top of a commit of the branch.</summary>
    /// <param name="change">What it does.</param>
    /// <param name="parent">What it stands on; null for the branch's first.</param>
    /// <param name="reason">Why it is done; null where nobody says.</param>
    /// <param name="waited">How long a lock was waited for.</param>
    /// <param name="timeout">Bounds the signing.</param>
    /// <param name="stop">Ends it, too.</param>
    /// <exception cref="PoolException">Something that is no lock stands in the way, or the commit was not signed in time.</exception>
    public Pushed Write(Changed change, CommitId? parent, string? reason, TimeSpan? waited, StepTimeout timeout, CancellationToken stop)
    {
        using var bound = timeout.ForPush(stop);
        try
        {
            var now = time.GetUtcNow();
            var until = change.Lease?.Until(now);
            var message = change.Reaped.Count > 0 ? Reaping(change.Reaped, change.Subject)
                : change.Renews is { } claim ? Renewal.Write(claim, until!.Value, actor, reason) : Message(change, ClaimId(change, now), reason, waited, until ?? change.Kept?.LeaseUntil);
            return new Pushed(branch.Write(parent, change.Moves, message, actor as Person, now, bound.Token), parent, change) { LeaseUntil = until };
        }
        catch (OperationCanceledException fault) when (bound.IsOver)
        {
            throw new PoolException($"source.signing_key: the commit was not signed within {Duration.Describe(bound.Limit!.Value)}; raise {timeout.Parameter}", fault);
        }
    }

    /// <summary>Writes the commit that takes a claim back, which is none of a claim itself.</summary>
    /// <param name="inverse">What it does.</param>
    /// <param name="parent">What it stands on; null for the branch's first.</param>
    /// <param name="stop">Ends the signing.</param>
    public CommitId WriteInverse(Changed inverse, CommitId? parent, CancellationToken stop) => branch.Write(
        parent, inverse.Moves, Message(inverse, claimId: null, CommitMessage.Aborted, waited: null, leaseUntil: null), actor as Person, time.GetUtcNow(), stop);

    private string Message(Changed change, string? claimId, string? reason, TimeSpan? waited, DateTimeOffset? leaseUntil) => CommitMessage.Write(
        change.Subject,
        change.Pool,
        claimId,
        actor,
        change.Alias ?? change.Kept?.Alias,
        change.Moves.Count == 0 ? change.Lock : null,
        change.Continues?.Id ?? (change.NamesItsClaim ? change.Kept?.Id : null),
        change.TakenIn,
        reason,
        change.Takes ? waited : null,
        leaseUntil,
        change.Kept is { } kept ? OtherHolder(kept) : null);

    // Whoever changes a lock under another's claim, which may have been handed to it, does not hold it by that.
    private string? OtherHolder(StandingClaim kept) =>
        actor is Build { Title: null, Id: null } ? null
        : kept.Message.HeldBy is { } told ? told == Renewal.Named(actor) && actor is not Person { Account: not null } ? null : told
        : Renewal.IsOf(actor, kept) ? null
        : kept.Message.Person?.ToString() ?? kept.Message.BuildTitle ?? kept.Message.BuildUrl ?? kept.Holder?.Who ?? "somebody";

    // As of commits that are squashed, so that every lock has a subject, a pool and a reason of its own; the first line is about none of them.
    private string Reaping(IReadOnlyList<ReapedLock> reaped, string subject)
    {
        var each = reaped.Select(one => CommitMessage.Write(one.Subject, one.Held.Pool, claimId: null, actor, reason: one.Fate.Why, reaped: one.Fate.Claim.Id));
        return string.Join('\n', reaped.Count == 1 ? each : each.Prepend(new MessageText(actor.Title, subject, page: null).ToString().TrimEnd('\n') + "\n"));
    }

    private static string? ClaimId(Changed change, DateTimeOffset now) =>
        change.Kept?.Message.ClaimId ?? (change.Claims || change.NamesItsClaim ? Guid.CreateVersion7(now).ToString() : null);
}
