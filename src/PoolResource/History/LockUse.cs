namespace PoolResource.History;

/// <summary>What of a lock's history falls into a period.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Present">When it was in its pool.</param>
/// <param name="Tenures">When it was held.</param>
/// <param name="Telling">The claims that tell whether they had to wait.</param>
internal sealed record LockUse(PooledLock Lock, IReadOnlyList<Period> Present, IReadOnlyList<Tenure> Tenures, IReadOnlyList<LockEvent> Telling)
{
    /// <summary>The job whose builds alone are asked about.</summary>
    public BuildJob? Job { get; private init; }

    public bool IsAny => Present.Count + Tenures.Count > 0;

    /// <summary>The same for each job by itself.</summary>
    public IEnumerable<LockUse> ByJob =>
        from job in Tenures.Select(tenure => tenure.Job).OfType<BuildJob>().Distinct()
        select new LockUse(Lock, [], [.. Tenures.Where(tenure => tenure.Job == job)], [.. Telling.Where(claim => claim.Job == job)]) { Job = job };

    public static LockUse Of(LockHistory history, PooledLock one, Period period)
    {
        var events = history.EventsOf(one);
        return new LockUse(
            one,
            [.. Presence(events, one.Pool, period.Until).Where(stretch => stretch.Within(period).Length > TimeSpan.Zero)],
            [.. history.TenuresOf(one).Where(tenure => IsIn(tenure, period))],
            [.. events.Where(what => history.Tells(what) && period.Contains(what.When))]);
    }

    public static Figures Sum(IReadOnlyList<LockUse> uses, Period period)
    {
        var over = uses.SelectMany(use => use.Tenures).Where(tenure => tenure.End is { GoesOn: false } end && period.Contains(end.When)).ToList();
        var telling = uses.SelectMany(use => use.Telling).Where(claim => period.Contains(claim.When)).ToList();
        return new Figures
        {
            Held = Total(uses, use => period.Covered(use.Held(period))),

            // A lock that was held was there, whatever the clocks say.
            Present = Total(uses, use => use.Job is null ? period.Covered([.. use.Present, .. use.Held(period)]) : TimeSpan.Zero),
            Claims = uses.Sum(use => use.Tenures.Count(tenure => !tenure.CameAlong && period.Contains(tenure.From))),
            ClaimsThatTell = telling.Count,
            Waits = Distribution.Of(telling.Select(claim => claim.Waited).OfType<TimeSpan>()),
            Holds = Distribution.Of(over.Select(tenure => tenure.Length(period.Until))),
            EndedByOthers = over.Count(tenure => tenure.End!.IsByAnother),
        };
    }

    private IEnumerable<Period> Held(Period period) => Tenures.Select(tenure => new Period(tenure.From, tenure.End?.When ?? period.Until));

    private static TimeSpan Total(IReadOnlyList<LockUse> uses, Func<LockUse, TimeSpan> time) => uses.Aggregate(TimeSpan.Zero, (sum, use) => sum + time(use));

    private static bool IsIn(Tenure tenure, Period period) =>
        tenure.From < period.Until && (tenure.End is not { } end || end.When >= period.From);

    private static IEnumerable<Period> Presence(IReadOnlyList<LockEvent> events, PoolName pool, DateTimeOffset now)
    {
        DateTimeOffset? since = null;
        foreach (var what in events)
        {
            var isHere = what.To?.Pool == pool;
            if (since is { } from && !isHere)
            {
                yield return new Period(from, what.When);
                since = null;
            }
            else if (since is null && isHere)
            {
                since = what.When;
            }
        }

        if (since is { } still)
        {
            yield return new Period(still, now);
        }
    }
}
