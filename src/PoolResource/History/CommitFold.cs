using System.Collections.Immutable;

namespace PoolResource.History;

/// <summary>What one commit adds to what its parents know.</summary>
internal sealed class CommitFold
{
    private readonly HistoryCommit commit;
    private readonly DateTimeOffset when;
    private readonly int order;
    private readonly IReadOnlyList<LockDifference> changed;
    private readonly IReadOnlyCollection<PooledLock> apart;
    private readonly Footprint[] parents;
    private readonly Shared shared;
    private readonly ImmutableDictionary<PooledLock, LockTrail> before;

    // Of what the commit touches.
    private readonly Dictionary<PooledLock, LockTrail> after = [];

    private CommitFold(HistoryCommit commit, IReadOnlyList<BranchState> parents, int order, Shared shared)
    {
        (this.commit, this.order, this.shared) = (commit, order, shared);
        when = parents.Select(parent => parent.Date).Append(commit.Facts.When).Max();
        this.parents = [.. parents.Select(parent => parent.Footprint).OfType<Footprint>()];
        (var known, changed, apart) = parents.Count == 1 ? (parents[0], commit.Parents[0].Locks, []) : MergedLines.Of(commit, parents);
        before = known.Trails;
    }

    /// <summary>What is known with a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="parents">What is known up to each of its parents.</param>
    /// <param name="order">Its place among all that were read.</param>
    /// <param name="shared">What others have told.</param>
    public static BranchState Apply(HistoryCommit commit, IReadOnlyList<BranchState> parents, int order, Shared shared) => new CommitFold(commit, parents, order, shared).Apply();

    private BranchState Apply()
    {
        foreach (var (from, to) in LockMoves.Of(Places()))
        {
            Tell(from, to);
        }

        if (commit.ChangesNoFile
            && commit.Facts.Message.SpokenOf is { } held
            && TrailOf(PooledLock.At(held)) is { IsClaimed: true } trail)
        {
            if (commit.Facts.Renewing(held) is { } renewal)
            {
                Renew(held, trail, renewal);
            }
            else if (commit.Facts.About(held) is not null)
            {
                Tell(held, held);
            }
        }

        return new BranchState(commit.Facts.When, before.SetItems(after)) { Footprint = new Footprint(order, [.. after.Keys, .. apart.Where(one => !after.ContainsKey(one))], parents) };
    }

    // Where the locks stood that the commit touches, and where they stand.
    private List<(Lock? From, Lock? To)> Places()
    {
        var stood = new List<(PooledLock One, LockState? State)>(changed.Count);
        foreach (var difference in changed)
        {
            var one = PooledLock.At(difference.Place);
            var trail = TrailOf(one);
            if (!after.ContainsKey(one))
            {
                stood.Add((one, trail.State));
            }

            Set(one, trail.Standing(difference));
        }

        return stood.ConvertAll(was => (Place(was.One, was.State), Place(was.One, TrailOf(was.One).State)));
    }

    private static Lock? Place(PooledLock one, LockState? state) => state is null ? null : new Lock(one.Pool, state, one.Name);

    private void Renew(Lock held, LockTrail trail, CommitMessage renewal)
    {
        if (trail.IsRenewedBy(renewal))
        {
            var renewer = renewal.OfTheRenewer;
            var what = Event(LockEventKind.Renewed, new Deed(commit.Facts.HolderBy(renewer), renewer), held, held);
            Set(held, trail.Note(what, order).Renew(renewal.LeaseUntil!.Value));
        }
    }

    private void Tell(Lock? from, Lock? to)
    {
        var was = from is null ? LockTrail.Unknown : TrailOf(PooledLock.At(from));
        var claim = was.Held is null || to?.State != LockState.Claimed ? null : commit.Facts.About(from!);
        var isOwn = claim is not null && was.IsOwn(claim);
        var deed = Deed.Of(commit.Facts, from, to);
        deed = deed with { By = shared.Holder(deed.By) };
        if (from == to && (claim is null || isOwn))
        {
            var stays = was.Note(Event(commit.ChangesNoFile ? LockEventKind.Continued : LockEventKind.Updated, deed, from, to), order);
            Set(to!, isOwn ? stays.GoOn(commit.Id, claim!) : stays);
            return;
        }

        var what = Event(KindOf(from, to), deed, from, to);
        if (from is not null)
        {
            var left = was.Close(new TenureEnd(what.Kind, commit.Id, when, deed.By) { IsByAnother = IsAnother(was.Held, deed), IsReaped = what.IsReaped, GoesOn = isOwn });
            Set(from, from.Pool == to?.Pool ? left : left.Note(what, order));
        }

        if (to is not null)
        {
            var come = TrailOf(PooledLock.At(to)).Note(what, order);
            Set(to, to.State == LockState.Unclaimed ? come
                : isOwn ? come.Begin(was.Held! with { Held = to, From = when, CameAlong = true }, was.Names).GoOn(commit.Id, claim!)
                : come.Begin(Begun(to, what), Names(deed.Message)));
        }
    }

    private LockEvent Event(LockEventKind kind, Deed deed, Lock? from, Lock? to) => new(kind, commit.Id, when, from, to, deed.By)
    {
        IsByHand = deed.IsByHand,
        Job = deed.Message is null ? null : shared.Job(BuildJob.Of(deed.Message)),
        ClaimId = deed.Message?.ClaimId,
        Reason = shared.Text(deed.Message?.Reason),
        Waited = kind == LockEventKind.Claimed ? deed.Message?.Waited : null,
        IsReaped = deed.Message?.Reaped is not null,
    };

    private Tenure Begun(Lock held, LockEvent by) => new(held, commit.Id, by.By, when)
    {
        ClaimId = by.ClaimId,
        Reason = by.Reason,
        IsByHand = by.IsByHand,
        Job = by.Job,
    };

    private ImmutableHashSet<string> Names(CommitMessage? claim) => claim?.ClaimId is { } id ? [commit.Id.Value, id] : [commit.Id.Value];

    private void Set(Lock place, LockTrail trail) => Set(PooledLock.At(place), trail);

    private void Set(PooledLock one, LockTrail trail) => after[one] = trail;

    private LockTrail TrailOf(PooledLock one) => after.TryGetValue(one, out var trail) ? trail : before.GetValueOrDefault(one, LockTrail.Unknown);

    private static LockEventKind KindOf(Lock? from, Lock? to) =>
        from is null ? LockEventKind.Added
        : to is null ? LockEventKind.Removed
        : to.Pool == from.Pool ? to.State == LockState.Claimed ? LockEventKind.Claimed : LockEventKind.Released
        : to.Pool == from.Pool.Lifecycle ? LockEventKind.Recycled
        : to.Pool.Lifecycle == from.Pool ? LockEventKind.Restored
        : LockEventKind.Moved;

    // Builds that do not tell their names commit under one name for all of them; their pages tell them apart.
    private static bool IsAnother(Tenure? held, Deed deed) =>
        held?.IsByHand != deed.IsByHand
        || (held is { Holder.Person: { } person } && deed.By.Person is { } mover ? !person.Is(mover)
            : held is { Holder.BuildUrl: { } page } && deed.By.BuildUrl is { } other
            ? page != other && !BuildPage.AreSame(page, other)
            : held?.Holder.Who != deed.By.Who);
}
