using System.Collections.Immutable;

namespace PoolResource.History;

/// <summary>What is known of one lock of a pool up to a commit.</summary>
internal sealed record LockTrail
{
    public static LockTrail Unknown { get; } = new();

    /// <summary>Whether it stands among the claimed.</summary>
    public bool IsClaimed { get; init; }

    /// <summary>Whether it stands among the unclaimed.</summary>
    public bool IsUnclaimed { get; init; }

    /// <summary>What happened to it, each with the place of the commit among all that were read.</summary>
    public Chain<(int Order, LockEvent Event)>? Events { get; init; }

    /// <summary>Its tenures that are over.</summary>
    public Chain<Tenure>? Over { get; init; }

    /// <summary>The tenure that goes on.</summary>
    public Tenure? Held { get; init; }

    /// <summary>What the claim that goes on was called so far: its ids, and its first commit.</summary>
    public ImmutableHashSet<string> Names { get; init; } = [];

    /// <summary>The state in which it stands; one that stands in both counts as held.</summary>
    public LockState? State => IsClaimed ? LockState.Claimed : IsUnclaimed ? LockState.Unclaimed : null;

    /// <summary>The same lock after a commit, as far as the tree tells.</summary>
    public LockTrail Standing(LockDifference one) => one.Place.State == LockState.Claimed ? this with { IsClaimed = one.IsThere } : this with { IsUnclaimed = one.IsThere };

    /// <summary>What two tell of a lock, each beyond what both of them tell.</summary>
    public static (News One, News Other) Parting(LockTrail one, LockTrail other)
    {
        var (events, others, news, more) = (one.Events, other.Events, News.None, News.None);
        while (events != others)
        {
            if ((events?.Count ?? 0) >= (others?.Count ?? 0))
            {
                (news, events) = (Greater(news, NewsOf(events!.Last.Event)), events.Before);
            }
            else
            {
                (more, others) = (Greater(more, NewsOf(others!.Last.Event)), others.Before);
            }
        }

        return (news, more);
    }

    public LockTrail Note(LockEvent what, int order) => this with { Events = Events.Then((order, what)) };

    /// <summary>Begins a tenure, and ends the one before it no later.</summary>
    public LockTrail Begin(Tenure tenure, ImmutableHashSet<string> names) => this with
    {
        Held = tenure,
        Names = names,
        Over = Over is { Last: { End: { } end } last } && end.When > tenure.From
            ? Over.Before.Then(last with { End = end with { When = tenure.From > last.From ? tenure.From : last.From } })
            : Over,
    };

    public LockTrail Close(TenureEnd end) => Held is not { } held ? this : this with
    {
        Held = null,
        Names = [],
        Over = Over.Then(held with { End = end with { When = end.When > held.From ? end.When : held.From } }),
    };

    /// <summary>Whether a message speaks of the claim that goes on, or of one that continues it.</summary>
    public bool IsOwn(CommitMessage named) => named.ClaimId is { } id && (Names.Contains(id) || (named.Continues is { } earlier && Names.Contains(earlier)));

    /// <summary>Whether a message renews the claim that goes on.</summary>
    public bool IsRenewedBy(CommitMessage renewal) => renewal.LeaseUntil is not null && Held is { } held && renewal.ClaimId == (held.ClaimId ?? held.Ref.Value);

    /// <summary>Has the claim that goes on leased until another time.</summary>
    public LockTrail Renew(DateTimeOffset until) => this with { Held = Held! with { Holder = Held.Holder with { LeaseUntil = until } } };

    /// <summary>Goes on with the claim by a commit that names it.</summary>
    public LockTrail GoOn(CommitId commit, CommitMessage named) => this with
    {
        Held = Held! with { Ref = commit, ClaimId = named.ClaimId, Holder = Held.Holder with { LeaseUntil = named.LeaseUntil } },
        Names = Names.Add(named.ClaimId!),
    };

    private static News NewsOf(LockEvent what) => what switch
    {
        { Kind: LockEventKind.Updated, ClaimId: null } => News.Edit,
        { Kind: LockEventKind.Renewed } => News.Lease,
        _ => News.Hands,
    };

    private static News Greater(News one, News other) => one > other ? one : other;
}

/// <summary>How much a line of history tells of a lock, the greater the more.</summary>
internal enum News
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That it has another content.</summary>
    Edit,

    /// <summary>That the claim that holds it is leased for longer.</summary>
    Lease,

    /// <summary>That it was taken, freed or moved, or went on under another name of its claim.</summary>
    Hands,
}
