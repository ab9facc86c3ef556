using PoolResource.Git;
using PoolResource.Queue;

namespace PoolResource.Transactions;

/// <summary>The tickets of a line as refs of the git host.</summary>
/// <param name="branch">The branch, whose host it is.</param>
/// <param name="prefix">What their names begin with (see <see cref="Ticket.LineOf"/>).</param>
internal sealed class LineOnHost(PoolBranch branch, string prefix)
{
    /// <summary>So many tickets go one after the other behind a claim whose step waits for that; later claims take the rest.</summary>
    private const int MostOneByOne = 20;

    private bool isAtomic = true;
    private CommitId? refused;
    private IReadOnlyDictionary<string, string> refs = new Dictionary<string, string>();

    /// <summary>The tickets that the last look has shown, in order.</summary>
    public WaitingLine Line { get; private set; } = WaitingLine.Empty;

    /// <summary>Why the host does not let tickets be taken away that it has taken; null as far as is known.</summary>
    public string? EndsAreRefused { get; private set; }

    /// <summary>Asks the host for the branch's tip and the tickets.</summary>
    /// <param name="options">Options of git-fetch, where the branch is to be brought as well; null where it is not.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<CommitId?> LookAsync(string[]? options, CancellationToken stop)
    {
        var seen = options is null ? await branch.LookAsync(prefix, stop) : await branch.FetchAndLookAsync(prefix, stop, options);
        refs = seen.Others;
        Line = WaitingLine.Of(Ticket.Among(refs.Keys, prefix, Line.Tickets));
        return seen.Tip;
    }

    /// <summary>The name of a ticket's ref.</summary>
    public string RefOf(Ticket ticket) => ticket.RefIn(prefix);

    /// <summary>Whether the last look has shown just this ticket.</summary>
    public bool Shows(Ticket ticket) => Shows(RefOf(ticket));

    /// <summary>The same, by the name of its ref.</summary>
    public bool Shows(string name) => refs.ContainsKey(name);

    /// <summary>All tickets that the last look has shown at a place: of several runs, and of a run several where a push arrived late.</summary>
    /// <param name="id">The place.</param>
    public IEnumerable<Ticket> At(Guid id) => Ticket.Among(refs.Keys.Where(name => name.StartsWith($"{prefix}{id}/", StringComparison.Ordinal)), prefix);

    /// <summary>The making of a ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="owner">The id of a file here that says whose it is.</param>
    public RefChange Make(Ticket ticket, string owner) => new(RefOf(ticket), owner);

    /// <summary>The end of a ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="owner">What it has to point to; null where it does not matter whether it is still there.</param>
    public RefChange End(Ticket ticket, string? owner = null) => new(RefOf(ticket), null) { Expected = owner };

    /// <summary>The end of a ticket that was seen, only if it is there.</summary>
    public RefChange EndSeen(Ticket ticket) => End(ticket, refs.GetValueOrDefault(RefOf(ticket), ""));

    /// <summary>Makes and ends tickets: all at once or, where the host cannot, one after the other.</summary>
    /// <returns>The answer about the first.</returns>
    public async Task<PushResult> ChangeAsync(IReadOnlyList<RefChange> changes, CancellationToken stop)
    {
        if (isAtomic || changes.Count == 1)
        {
            var result = await branch.PushRefsAsync(changes, stop);
            if (result is not Unknown { IsNotAtomic: true })
            {
                return result;
            }

            isAtomic = false;
        }

        var first = await branch.PushRefsAsync([changes[0]], stop);
        foreach (var change in first is Accepted ? changes.Skip(1) : [])
        {
            if (await branch.PushRefsAsync([change], stop) is Unknown)
            {
                break;
            }
        }

        return first;
    }

    /// <summary>Swaps the branch to a commit, and ends tickets with it; where the host cannot do both at once, the tickets go once the commit is in the branch.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="expected">What the branch has to point to.</param>
    /// <param name="ends">The ends of tickets.</param>
    /// <param name="stop">Kills git; the answer is then unknown.</param>
    public async Task<PushResult> SwapAsync(CommitId commit, CommitId? expected, IReadOnlyList<RefChange> ends, CancellationToken stop)
    {
        // A commit is pushed a second time where the branch stands still: then it is the end of a ticket that the host refuses.
        isAtomic = isAtomic && refused != commit;
        if (isAtomic || ends.Count == 0)
        {
            var result = await branch.PushAsync(commit, expected, ends, stop);
            refused = result is Rejected && ends.Count > 0 ? commit : null;
            if (result is not (Unknown { IsNotAtomic: true } or Rejected { IsAboutOthers: true }) || ends.Count == 0)
            {
                return result;
            }

            isAtomic = false;
        }

        var swapped = await branch.PushAsync(commit, expected, [], stop);
        if (swapped is Accepted)
        {
            EndsAreRefused = await ChangeAsync([.. ends.Take(MostOneByOne)], stop) is Rejected { IsLostRace: false, Words: var words } ? words : null;
        }

        return swapped;
    }
}
