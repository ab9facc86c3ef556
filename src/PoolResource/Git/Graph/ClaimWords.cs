using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>What a walk backwards hears of claims: the commits that name the claim by which a lock is held, and those that renew it.</summary>
/// <param name="objects">What is here of the branch.</param>
internal sealed class ClaimWords(GitObjects objects)
{
    private readonly Dictionary<Lock, List<CommitId>> renewals = [];

    /// <summary>For locks whose claims were renewed, the commits that did, newest first; which of them are of the claim, their messages tell.</summary>
    public IReadOnlyDictionary<Lock, IReadOnlyList<CommitId>> Renewals => renewals.ToDictionary(one => one.Key, one => (IReadOnlyList<CommitId>)one.Value);

    /// <summary>Begins anew.</summary>
    public void Forget() => renewals.Clear();

    /// <summary>Goes on with what an earlier walk has heard of a lock.</summary>
    public void GoOn(Lock held, Answers known)
    {
        if (known.Renewals.TryGetValue(held, out var earlier))
        {
            Of(held).AddRange(earlier);
        }
    }

    /// <summary>
    /// The locks of which a commit tells by whose claim they are held: what it says counts where it touches a lock,
    /// although that stood there before, or speaks of it.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="locks">The locks that are asked for.</param>
    /// <param name="changes">What it changes against each of its parents.</param>
    public List<Lock> Deciding(CommitId commit, HashSet<Lock> locks, List<Dictionary<Lock, bool>> changes)
    {
        var touched = changes[0].Keys.Where(one => changes.TrueForAll(among => among.ContainsKey(one)));
        var spoken = objects.SpokenOf(commit) is { } held && locks.Contains(held) ? [held] : Array.Empty<Lock>();
        foreach (var one in spoken.Where(one => objects.Describe(commit).Renewing(one) is not null))
        {
            Of(one).Add(commit);
        }

        return [.. touched.Concat(spoken).Where(one => locks.Contains(one) && objects.Describe(commit).About(one) is not null)];
    }

    private List<CommitId> Of(Lock held) => renewals.TryGetValue(held, out var known) ? known : renewals[held] = [];
}
