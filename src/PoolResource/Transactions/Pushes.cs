using PoolResource.Git.Graph;

namespace PoolResource.Transactions;

/// <summary>
/// The commits that a step has pushed and that the host has not accepted. Whatever it said, only the branch tells what
/// became of them: a host may refuse a commit and have it, at once or late, for as long as the branch stands where the
/// commit was made for.
/// </summary>
public sealed class Pushes(HistoryFetcher history)
{
    private readonly List<Pushed> made = [];
    private readonly HashSet<CommitId> sent = [];
    private readonly HashSet<CommitId> unseen = [];
    private CommitId? seen;
    private bool isNew;

    /// <summary>Whether there are any.</summary>
    public bool Any => made.Count > 0;

    /// <summary>The commit that stands on the branch's tip: it may be pushed again, and no other may be pushed.</summary>
    public Pushed? Next { get; private set; }

    /// <summary>How many times in a row the last one was pushed.</summary>
    public int Tries { get; private set; }

    /// <summary>The commit that is in the branch.</summary>
    public Pushed? Landed { get; private set; }

    /// <summary>What is in the branch or may get there yet, as far as the branch was looked at.</summary>
    public IReadOnlyList<Pushed> Unsettled =>
        Landed is not null ? [Landed]
        : Next is { } next && sent.Contains(next.Commit) ? [.. made.Where(pushed => sent.Contains(pushed.Commit))]
        : [];

    /// <summary>Notes a commit before it is pushed.</summary>
    public void Add(Pushed pushed)
    {
        Tries = pushed == made.LastOrDefault() ? Tries + 1 : 1;
        Next = pushed;
        if (!made.Contains(pushed))
        {
            seen = made.Count == 0 ? pushed.Parent : seen;
            made.Add(pushed);
        }

        isNew = sent.Add(pushed.Commit);
    }

    /// <summary>
    /// Notes that the host let nothing be sent to it: a commit that was not sent before either, it has not seen, and the
    /// next look is believed that does not find it.
    /// </summary>
    public void Refuse(Pushed pushed)
    {
        if (isNew)
        {
            unseen.Add(pushed.Commit);
        }
    }

    /// <summary>Notes that the host accepted one: none of the others can get in any more.</summary>
    public void Land(Pushed pushed) => (Landed, Next) = (pushed, null);

    /// <summary>Forgets them all: one got in, and what it did is over.</summary>
    public void Forget()
    {
        made.Clear();
        sent.Clear();
        (Landed, Next) = (null, null);
    }

    /// <summary>Looks for any of them in what has come since the last look.</summary>
    /// <param name="tip">What the branch points to; null when there is no branch.</param>
    /// <returns>The one that is in the branch.</returns>
    public Pushed? FindIn(CommitId? tip)
    {
        Next = made.Find(pushed => pushed.Parent == tip);
        sent.ExceptWith(unseen);
        unseen.Clear();
        if (!Any || tip is null || tip == seen)
        {
            return null;
        }

        var news = history.Graph.Since(seen, tip).ToHashSet();
        seen = tip;
        if (made.Find(pushed => news.Contains(pushed.Commit)) is { } landed)
        {
            Land(landed);
        }

        return Landed;
    }
}
