using System.Globalization;

namespace PoolResource.Concourse;

/// <summary>The locks that wait at a tip of the branch, as seen from a version.</summary>
/// <param name="Tip">The tip.</param>
/// <param name="Given">The version; null when none is known.</param>
/// <param name="Earlier">What arrived up to the version, as far as it was asked.</param>
/// <param name="Later">What arrived after it, in its order.</param>
public sealed record WaitingLocks(CommitId Tip, Version? Given, IReadOnlyList<Arrival> Earlier, IReadOnlyList<Arrival> Later)
{
    public IEnumerable<Arrival> All => Earlier.Concat(Later);

    /// <summary>The same as seen from another version; null when only the branch can tell.</summary>
    public WaitingLocks? From(Version? version)
    {
        if (version is null || (version.Ref == Given?.Ref && version.Lock == Given?.Lock))
        {
            return version is null == Given is null ? this with { Given = version } : null;
        }

        var before = Later.TakeWhile(arrival => arrival.Commit.Value != version.Ref).Count();
        if (before == Later.Count)
        {
            return null;
        }

        var passed = before + Later.Skip(before).TakeWhile(arrival => !arrival.IsAfter(version, Later[before].Commit)).Count();
        return this with { Given = version, Earlier = [.. Earlier, .. Later.Take(passed)], Later = [.. Later.Skip(passed)] };
    }

    /// <summary>
    /// The versions to tell: the known one and every later one, then what has to be triggered again; the oldest alone
    /// when none is known.
    /// </summary>
    /// <param name="again">After how long a lock triggers again; null for never.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<Version> Versions(TimeSpan? again, DateTimeOffset now)
    {
        return Given is null
            ? [.. Later.Take(1).Select(Emitted)]
            : [Given, .. Later.Concat(Earlier.Where(arrival => AttemptOf(arrival) > 1).OrderBy(arrival => arrival.When))
                .Select(Emitted).Where(version => version != Given)];

        Version Emitted(Arrival arrival) => new(
            arrival.Commit.Value,
            arrival.Name.Value,
            AttemptOf(arrival) is > 1 and var attempt ? attempt.ToString(CultureInfo.InvariantCulture) : null);

        long AttemptOf(Arrival arrival) =>
            again is { } after && now > arrival.When ? 1 + ((now - arrival.When).Ticks / after.Ticks) : 1;
    }
}
