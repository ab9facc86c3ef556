using System.Text;
using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>What a step that must end hands to the process it leaves behind; the source's secrets are in it.</summary>
/// <param name="Put">What the pipeline asked.</param>
/// <param name="Inputs">The directory of the step's inputs.</param>
/// <param name="Claims">The claims that were pushed and are to be taken back; none for a put that is to be gone on with.</param>
public sealed record UnfinishedWorkDocument(OutRequest Put, string Inputs, IReadOnlyList<PushedClaimDocument> Claims)
{
    /// <summary>The claims that the put has found under the name it looks for, and that alone it may give back; empty where it has a claim.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>The refs of tickets with which the put has waited in a line, and which are left there.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>The same as <see cref="Found"/>, as commits.</summary>
    /// <exception cref="PoolException">One is no commit.</exception>
    public IReadOnlyList<CommitId> ToFound() => [.. Found.Select(PushedClaimDocument.Id)];

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Inputs = {Inputs}, Claims = {Claims.Count}");
        return true;
    }
}

/// <summary>A claim that was pushed, as text.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Parent">What it stands on.</param>
/// <param name="Pool">The pool in which it holds a lock.</param>
/// <param name="Lock">The lock.</param>
/// <param name="FreeIn">The pool in which the lock was free before; null when the commit made it.</param>
/// <param name="Subject">What the commit says that takes it back.</param>
public sealed record PushedClaimDocument(string Commit, string? Parent, string Pool, string Lock, string? FreeIn, string Subject)
{
    /// <inheritdoc cref="PushedClaim.EndsEarlier"/>
    public bool EndsEarlier { get; init; }

    public static PushedClaimDocument Of(PushedClaim claim) => new(
        claim.Commit.Value, claim.Parent?.Value, claim.Claimed.Pool.Value, claim.Claimed.Name.Value, claim.Free?.Pool.Value, claim.Subject)
    { EndsEarlier = claim.EndsEarlier };

    /// <exception cref="PoolException">A part of it cannot be used.</exception>
    public PushedClaim ToClaim()
    {
        var name = LockName.Parse(Lock, "lock");
        return new PushedClaim(
            Id(Commit),
            Parent is null ? null : Id(Parent),
            new Lock(PoolName.Parse(Pool, "pool"), LockState.Claimed, name),
            FreeIn is null ? null : new Lock(PoolName.Parse(FreeIn, "free_in"), LockState.Unclaimed, name),
            Subject)
        { EndsEarlier = EndsEarlier };
    }

    internal static CommitId Id(string text) =>
        CommitId.TryParse(text, out var id) ? id : throw new PoolException($"{Quoted.Text(text)} is no commit");
}

/// <summary>What a build holds under a name, as <c>release</c> takes it.</summary>
public sealed record HeldAsDocument(string As);
