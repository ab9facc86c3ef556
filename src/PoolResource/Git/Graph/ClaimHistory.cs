using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>What the branch's history, as far as it is here, tells of claims.</summary>
internal sealed class ClaimHistory(CommitGraph graph)
{
    private readonly GitObjects objects = graph.Objects;

    /// <summary>
    /// What became of a claim by the time of a tip, as the commits tell that contain it: what another line did before it
    /// was merged was done to an older claim, or to none. All that came after the claim has to be here, and where its
    /// commit is not in the branch, all of graph.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="tip">The tip.</param>
    /// <param name="pools">The pools at the tip.</param>
    public ClaimStatus StatusOf(Claim claim, CommitId tip, Pools pools)
    {
        if (!objects.Has(claim.Ref) || !graph.Contains(tip, claim.Ref))
        {
            return OfRewritten(claim, tip, pools);
        }

        var course = new ClaimCourse(claim, objects.Describe(claim.Ref));
        var (later, meetsOthers) = (new HashSet<CommitId> { claim.Ref }, false);
        foreach (var commit in graph.Since(claim.Ref, tip))
        {
            var parents = objects.Parents(commit);
            if (!parents.Any(later.Contains))
            {
                continue;
            }

            later.Add(commit);
            meetsOthers |= !parents.All(later.Contains);
            if (graph.Touches(commit, course.Place.Path) || graph.Renews(commit, course.Place))
            {
                course.Follow(ChangeOf(course.Place, commit, isFollowed: course.ClaimStatus.Ending is null));
            }
        }

        return course.ClaimStatus is { Standing: null } ? course.ClaimStatus
            : !pools.Contains(course.Place) ? new ClaimStatus(null, EndedBy(course.Place, pools.Find(course.Place.Pool, claim.Lock), claim.Ref))
            : meetsOthers && graph.ClaimingHere(tip, course.Place) is { } other && !later.Contains(other) && !graph.Contains(claim.Ref, other)
                ? new ClaimStatus(null, EndedBy(course.Place, course.Place, other))
            : course.ClaimStatus;
    }

    /// <summary>The claim by which a lock is held.</summary>
    public StandingClaim? ClaimOf(Lock held, CommitId tip) =>
        graph.ClaimHere(tip, held) is var here && here.Found.TryGetValue(held, out var commit) ? ClaimBy(held, commit, here.RenewalsOf(held)) : null;

    /// <summary>The claim by which a lock is held, of which a commit tells, with the lease by the newest commit that renews it.</summary>
    public StandingClaim ClaimBy(Lock held, CommitId commit, IReadOnlyList<CommitId> renewals)
    {
        var claim = ClaimBy(held, commit);
        return renewals.Select(one => objects.Describe(one).Renewing(held)).FirstOrDefault(one => one is { LeaseUntil: not null } && one.ClaimId == claim.Id) is { LeaseUntil: { } until }
            ? claim.With(until)
            : claim;
    }

    private StandingClaim ClaimBy(Lock held, CommitId commit)
    {
        var facts = objects.Describe(commit);
        var (told, isAboutOthers) = (facts.About(held), facts.IsAboutOthers(held));
        var parents = objects.Parents(commit);
        var isUntold = told is null && parents.Count == 0;
        var since = parents.Select(parent => objects.Describe(parent).When).Append(facts.When).Max();
        return new StandingClaim(held, commit, told ?? (isAboutOthers ? CommitMessage.Parse("") : facts.Doing(held)))
        {
            IsUntold = isUntold,
            Since = since > DateTimeOffset.UnixEpoch ? since : null,
            Holder = isUntold ? null : facts.HolderOf(held),
        };
    }

    /// <summary>
    /// What became of a claim whose commit is no longer in the branch: the commits by which the lock is held now decide,
    /// wherever it is; where none of them names a claim of it, nobody but the holder knows.
    /// </summary>
    private ClaimStatus OfRewritten(Claim claim, CommitId tip, Pools pools)
    {
        var home = new Lock(claim.Pool, LockState.Claimed, claim.Lock);
        var places = pools.Names.Where(pool => pool != claim.Pool).Prepend(claim.Pool).Select(pool => home with { Pool = pool }).Where(pools.Contains).ToList();
        foreach (var place in places)
        {
            if (Named(place, tip).ToList() is [var newest, ..] named && named.Any(one => IsOf(claim, one)))
            {
                return new ClaimStatus(newest);
            }
        }

        if (places.Contains(home))
        {
            return Named(home, tip).FirstOrDefault() is { } other && !(other.Message.ClaimId is null && claim.ClaimId is null)
                ? new ClaimStatus(null, EndedBy(home, home, other.Ref))
                : new ClaimStatus(new StandingClaim(home, claim.Ref, CommitMessage.Parse("") with { ClaimId = claim.ClaimId })) { IsByWord = true };
        }

        var free = home with { State = LockState.Unclaimed };
        return pools.Contains(free) && graph.NewestTouching(tip, free.Path).Found is { } commit
            ? new ClaimStatus(null, EndedBy(home, free, commit))
            : ClaimStatus.Unfound;
    }

    /// <summary>The claims by which a lock is held, newest first, as far as each goes on with the one before it.</summary>
    private IEnumerable<StandingClaim> Named(Lock place, CommitId tip)
    {
        var ids = new HashSet<string>();
        CommitId? from = tip;
        while (from is not null && graph.NewestTouching(from, place.Path).Found is { } commit)
        {
            var facts = objects.Describe(commit);
            if (facts.About(place) is { } message)
            {
                if (ids.Count > 0 && (message.ClaimId is null || !ids.Contains(message.ClaimId)))
                {
                    yield break;
                }

                ids.UnionWith(new[] { message.ClaimId, message.Continues }.OfType<string>());
                yield return new StandingClaim(place, commit, message);
            }

            from = objects.Parents(commit).FirstOrDefault(parent => objects.Entry(parent, place.Path) is not null);
        }
    }

    private static bool IsOf(Claim claim, StandingClaim standing) =>
        claim.ClaimId is { } id
            ? standing.Message.ClaimId == id || standing.Message.Continues == id
            : standing.Message.Continues == claim.Ref.Value;

    private LockChange ChangeOf(Lock place, CommitId commit, bool isFollowed)
    {
        var isHeld = objects.Entry(commit, place.Path) is not null;
        var parents = objects.Parents(commit);
        return new LockChange(
            commit,
            objects.Describe(commit),
            parents.Any(parent => objects.Entry(parent, place.Path) is not null),
            isHeld,
            isHeld || !isFollowed ? null : Arrived(place.Name, commit, parents));
    }

    // Of several places that are new to the commit, one in which the lock is held goes before.
    private Lock? Arrived(LockName name, CommitId commit, IReadOnlyList<CommitId> parents) =>
        LockState.All
            .SelectMany(state => graph.Pools(commit).Names.Select(pool => new Lock(pool, state, name)))
            .FirstOrDefault(place => objects.Entry(commit, place.Path) is not null && parents.All(parent => objects.Entry(parent, place.Path) is null));

    private Ending EndedBy(Lock from, Lock? to, CommitId commit) => Ending.Of(objects.Describe(commit), from, to);
}
