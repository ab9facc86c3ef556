using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>Writes the commits by which changes are made.</summary>
/// <param name="branch">The branch.</param>
/// <param name="build">The build that makes them.</param>
/// <param name="time">The clock.</param>
internal sealed class ChangeWriter(PoolBranch branch, Build build, TimeProvider time)
{
    /// <summary>Writes a commit here, on top of a commit of the branch.</summary>
    /// <param name="change">What it does.</param>
    /// <param name="parent">What it stands on; null for the branch's first.</param>
    /// <param name="reason">Why it takes back what was done; null for all that goes forward.</param>
    /// <param name="waited">How long a lock was waited for.</param>
    /// <param name="stop">Ends the signing.</param>
    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public Pushed Write(Changed change, CommitId? parent, string? reason, TimeSpan? waited, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return new Pushed(branch.Write(parent, change.Moves, Message(change, reason, waited, now), now, stop), parent, change);
    }

    private string Message(Changed change, string? reason, TimeSpan? waited, DateTimeOffset now) => CommitMessage.Write(
        change.Subject,
        change.Pool,
        reason is null ? ClaimId(change, now) : null,
        build,
        change.Alias ?? change.Kept?.Alias,
        change.Moves.Count == 0 ? change.Lock : null,
        change.Continues?.Id ?? (change.NamesItsClaim ? change.Kept?.Id : null),
        change.TakenIn,
        reason,
        change.Takes ? waited : null);

    private static string? ClaimId(Changed change, DateTimeOffset now) =>
        change.Kept?.Message.ClaimId ?? (change.Claims || change.NamesItsClaim ? Guid.CreateVersion7(now).ToString() : null);
}
