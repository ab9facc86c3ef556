using System.Text.Json;
using PoolResource.Operations;
using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>
/// What is still to be done when a step ends otherwise than with its answer: a claim that may be in the branch is
/// taken back, and a lock that was to be given back is given back, by the step itself or by a process it leaves behind.
/// </summary>
internal sealed class StepEnd(
    OutRequest request, string inputs, Operation operation, Source source, UnfinishedWork unfinished, TimeProvider time, Action<UnfinishedWorkDocument> leave)
{
    /// <summary>So long a step takes a claim back that is in the branch, when nobody has asked it to end.</summary>
    private static readonly TimeSpan ForTakingBack = TimeSpan.FromSeconds(15);

    /// <summary>So long a step looks for what it is to free: a push that is begun by then ends within the grace.</summary>
    private static readonly TimeSpan ForFreeing = TimeSpan.FromSeconds(3);

    /// <summary>Settles what can be settled.</summary>
    /// <param name="transaction">What has been tried; null when nothing was.</param>
    /// <param name="grace">How long there is.</param>
    /// <returns>What is being done, as the end of a sentence; null when there is nothing to do.</returns>
    public async Task<string?> SettleAsync(PoolTransaction? transaction, GracePeriod grace)
    {
        var stopped = grace.IsAsked;
        if (transaction is not null && transaction.Claims is { Count: > 0 } pushed)
        {
            // A later run that fails leaves the claim to the build, which goes on; one that is stopped ends it.
            IReadOnlyList<PushedClaim> claims = stopped ? pushed : [.. pushed.Select(claim => claim with { EndsEarlier = false })];
            var tickets = transaction.Line?.Refs ?? [];
            if (!(stopped || transaction.HasLanded) || await TryTakingBackAsync(claims, tickets, grace) is not (true, var said))
            {
                return Leave(claims, tickets, transaction.HasLanded);
            }

            return said is null && stopped && operation.HeldAs is { } name ? await FreeAsync(Release(name), name, "freed", grace) : said;
        }

        return !stopped || transaction is { HasLanded: true } ? null
            : operation is LockUnderAName held ? await GiveBackAsync(held, transaction?.Found, grace)
            : operation is { GivesBack: true, FollowsClaim: true } ? LeaveToGiveBack()
            : operation.HeldAs is { } alias && transaction is not { IsWaiting: true } ? await FreeAsync(Release(alias), alias, "freed", grace)
            : transaction?.Sent is { } commit ? $"commit {commit} may get into the branch yet, by which it was to {operation.Purpose}"
            : operation.GivesBack ? $"it did not {operation.Purpose}"
            : null;
    }

    // By its name alone a process that is left behind could free what the same build has taken since: it is told which
    // claims there were, or the step does it before the build can go on.
    private async Task<string?> GiveBackAsync(LockUnderAName held, IReadOnlyList<CommitId>? found, GracePeriod grace) => found switch
    {
        // Whoever has asked for it says what stays.
        null when grace.IsPart => null,
        null => await FreeAsync(request with { Parameters = request.Parameters! with { Timeout = null } }, held.Alias, "given back", grace),
        [] => null,
        _ => LeaveToGiveBack(found),
    };

    private string LeaveToGiveBack(params IReadOnlyList<CommitId> found) =>
        Leave($"a process left behind goes on for up to 10 minutes to {operation.Purpose}", $"it could not {operation.Purpose}", Work with { Found = [.. found.Select(claim => claim.Value)] });

    private OutRequest Release(Alias alias) => request with
    {
        Parameters = new OutParams { Release = JsonSerializer.SerializeToElement(new HeldAsDocument(alias.Name), ProtocolJson.Default.HeldAsDocument) },
    };

    // What an earlier run of the same put has taken, or what this one was to give back, stands yet.
    private async Task<string?> FreeAsync(OutRequest put, Alias alias, string done, GracePeriod grace)
    {
        using var own = new Bound(ForFreeing, time, grace.Token);
        try
        {
            return await unfinished.GiveBackAsync(put, inputs, own.Token, around: grace) is { } given ? $"lock {given}, which this build held as {alias}, is {done}" : null;
        }
#pragma warning disable CA1031 // Whatever keeps the step from it, what stays has to be said.
        catch (Exception)
#pragma warning restore CA1031
        {
            return $"what this build holds as {alias} in pool {source.Pool}, if anything, stays claimed; release it by hand";
        }
    }

    private async Task<(bool IsSettled, string? Said)> TryTakingBackAsync(IReadOnlyList<PushedClaim> claims, IReadOnlyList<string> tickets, GracePeriod grace)
    {
        using var own = new Bound(grace.IsAsked ? null : ForTakingBack, time, grace.Token);
        try
        {
            var given = await unfinished.TakeBackAsync(source, claims, tickets, own.Token);
            return (true, given is null ? null : $"the claim of lock {given} is taken back");
        }
#pragma warning disable CA1031 // Whatever keeps the step from it, the process that is left behind may still do it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (false, null);
        }
    }

    private string Leave(IReadOnlyList<PushedClaim> claims, IReadOnlyList<string> tickets, bool hasLanded)
    {
        var (commit, claimed) = (claims[^1].Commit, claims[^1].Claimed);
        var what = $"lock {claimed.Name} of pool {claimed.Pool}";
        var work = Work with { Claims = [.. claims.Select(PushedClaimDocument.Of)], Tickets = tickets };
        return hasLanded || claims[^1].EndsEarlier
            ? Leave($"a process left behind takes {what} back ({commit})", $"{what} is still claimed by this build ({commit}), although the step failed; release it by hand", work)
            : Leave(
                $"a process left behind takes {what} back if commit {commit} gets into the branch within 10 minutes",
                $"if commit {commit} is in the branch, {what} is claimed by this build, although the step failed; release it by hand",
                work);
    }

    private UnfinishedWorkDocument Work => new(request, inputs, []);

    private string Leave(string done, string undone, UnfinishedWorkDocument work)
    {
        try
        {
            leave(work);
            return done;
        }
#pragma warning disable CA1031 // Whatever keeps the process from starting, what stays has to be said.
        catch (Exception)
#pragma warning restore CA1031
        {
            return undone;
        }
    }
}
