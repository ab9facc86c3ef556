using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>
/// The commits that a step has pushed and that the host has not accepted. Whatever it said, only the branch tells what
/// became of them: a host may refuse a commit and have it, at once or late, for as long as the branch stands where the
/// commit was made for.
/// </summary>
public sealed class Pushes(BranchHistory history)
{
    private readonly List<Pushed> made = [];
    private readonly HashSet<CommitId> sent = [];
    private CommitId? seen;

    /// <summary>Whether there are any.</summary>
    public bool Any => made.Count > 0;

    /// <summary>The commit that stands on the branch's tip: it may be pushed again, and no other may be pushed.</summary>
    public Pushed? Next { get; private set; }

    /// <summary>The commit that may get in yet, as far as the branch was looked at.</summary>
    public Pushed? Open => Next is { } next && sent.Contains(next.Commit) ? next : null;

    /// <summary>Notes a commit before it is pushed.</summary>
    /// <returns>Whether it has not been on its way to the host before.</returns>
    public bool Add(Pushed pushed)
    {
        Next = pushed;
        if (!made.Contains(pushed))
        {
            seen = made.Count == 0 ? pushed.Parent : seen;
            made.Add(pushed);
        }

        return sent.Add(pushed.Commit);
    }

    /// <summary>Notes that the host let nothing be sent to it, and so has not even seen the commit.</summary>
    public void Unsent(Pushed pushed) => sent.Remove(pushed.Commit);

    /// <summary>Notes that the host accepted one: none of the others can get in any more.</summary>
    public void Settle() => Next = null;

    /// <summary>Looks for any of them in what has come since the last look.</summary>
    /// <param name="tip">What the branch points to; null when there is no branch.</param>
    /// <returns>The one that is in the branch.</returns>
    public Pushed? FindIn(CommitId? tip)
    {
        Next = made.Find(pushed => pushed.Parent == tip);
        if (!Any || tip is null || tip == seen)
        {
            return null;
        }

        var news = history.Since(seen, tip).ToHashSet();
        seen = tip;
        return made.Find(pushed => news.Contains(pushed.Commit));
    }
}
