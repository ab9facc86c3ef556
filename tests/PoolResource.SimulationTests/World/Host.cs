using PoolResource.Git;
using PoolResource.Queue;

namespace PoolResource.SimulationTests.World;

/// <summary>A git host as a register of refs, with compare-and-swap.</summary>
internal sealed class Host
{
    /// <summary>The branch of the locks.</summary>
    public const string Branch = "refs/heads/locks";

    private readonly SortedDictionary<string, string> refs = new(StringComparer.Ordinal);
    private readonly HashSet<string> planted = [];

    /// <summary>Whether it changes several refs at once, or none; null where it cannot promise it.</summary>
    public bool IsAtomic { get; init; } = true;

    /// <summary>Whether it takes tickets.</summary>
    public bool TakesTickets { get; init; } = true;

    /// <summary>Whether it lets them be taken away.</summary>
    public bool EndsTickets { get; init; } = true;

    /// <summary>Whether it shows them.</summary>
    public bool ShowsTickets { get; init; } = true;

    /// <summary>How often it was asked.</summary>
    public int Requests { get; set; }

    /// <summary>Pushes that were accepted and those that were not.</summary>
    public (int Accepted, int Rejected) Pushes { get; private set; }

    /// <summary>What the branch points to.</summary>
    public CommitId? Tip => refs.TryGetValue(Branch, out var tip) && CommitId.TryParse(tip, out var id) ? id : null;

    /// <summary>The tickets that are there, and were not planted.</summary>
    public IEnumerable<string> Tickets => refs.Keys.Where(name => name.StartsWith(Ticket.Refs, StringComparison.Ordinal) && !planted.Contains(name));

    /// <summary>Told of each commit that the branch gets.</summary>
    public Action<CommitId>? Moved { get; set; }

    /// <summary>Told of each ticket that is made.</summary>
    public Action<string>? Queued { get; set; }

    /// <summary>Sets a ref, whatever it was.</summary>
    public void Set(string name, string to) => refs[name] = to;

    /// <summary>Has a ref stand where tickets do that somebody has made to do harm.</summary>
    public void Plant(string name)
    {
        planted.Add(name);
        Set(name, refs[Branch]);
    }

    /// <summary>What it shows, with the refs that begin so.</summary>
    public HostRefs Show(string? prefix) => new(
        Tip,
        refs.Where(one => ShowsTickets && prefix is not null && one.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary());

    /// <summary>Does what a push asks for.</summary>
    /// <returns>Why it was not done, as git says it; null when it was. It is about the first change.</returns>
    public string? Apply(IReadOnlyList<RefChange> changes)
    {
        var faults = changes.Select(Fault).ToList();
        if (IsAtomic && changes.Count > 1 && faults.Find(fault => fault is not null) is { } first)
        {
            Pushes = Pushes with { Rejected = Pushes.Rejected + 1 };
            return faults[0] ?? (first.Contains("stale", StringComparison.Ordinal) ? "[rejected] (atomic push failed)" : "[remote rejected] (atomic transaction failed)");
        }

        // What is so already, since a push arrives a second time, is no news.
        foreach (var change in changes.Where((change, n) => faults[n] is null && refs.GetValueOrDefault(change.Ref) != change.To))
        {
            if (change.To is null)
            {
                refs.Remove(change.Ref);
                continue;
            }

            refs[change.Ref] = change.To;
            if (change.Ref == Branch)
            {
                Moved?.Invoke(Tip!);
            }
            else
            {
                Queued?.Invoke(change.Ref);
            }
        }

        Pushes = faults[0] is null ? Pushes with { Accepted = Pushes.Accepted + 1 } : Pushes with { Rejected = Pushes.Rejected + 1 };
        return faults[0];
    }

    private string? Fault(RefChange change) =>
        !EndsTickets && change.To is null ? "[remote rejected] (deletion prohibited)" :
        !TakesTickets && change.To is not null && change.Ref != Branch ? "[remote rejected] (deny updating a hidden ref)"
        : change.Expected is { } expected && refs.GetValueOrDefault(change.Ref, "") != expected && (change.To is null || refs.GetValueOrDefault(change.Ref) != change.To) ? "[rejected] (stale info)"
        : null;
}
