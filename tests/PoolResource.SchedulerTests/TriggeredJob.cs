namespace PoolResource.SchedulerTests;

/// <summary>
/// A job with one input that triggers it, by the rules of Concourse's scheduler. A pending build is made for a version
/// the job has not used; which version a build gets is decided when it starts, not when it is made.
/// </summary>
/// <param name="name">The job's name.</param>
/// <param name="takesEvery">Whether the input says <c>version: every</c>; otherwise it takes the latest.</param>
/// <param name="mostInFlight">How many builds may run at a time.</param>
internal sealed class TriggeredJob(string name, bool takesEvery = true, int mostInFlight = int.MaxValue)
{
    private readonly List<TriggeredBuild> builds = [];
    private bool pending;

    public string Name { get; } = name;

    public bool IsPaused { get; set; }

    public IReadOnlyList<TriggeredBuild> Builds => builds;

    public IEnumerable<TriggeredBuild> Running => builds.Where(build => build.Runs);

    /// <summary>One round of the scheduler: starts one build at most, and returns it.</summary>
    public TriggeredBuild? Schedule(VersionHistory versions)
    {
        if (IsPaused || Next(versions) is not { } next)
        {
            return null;
        }

        pending |= !HasUsed(next);
        if (!pending || Running.Count() >= mostInFlight)
        {
            return null;
        }

        pending = false;
        var build = new TriggeredBuild(next);
        builds.Add(build);
        return build;
    }

    /// <summary>
    /// Every: the one after the last in order that the job has used, whatever it has left out before; the newest when
    /// it has used none, and the last used when nothing comes after it.
    /// </summary>
    private Version? Next(VersionHistory versions)
    {
        var used = versions.Ordered.ToList().FindLastIndex(HasUsed);
        return takesEvery && used >= 0
            ? versions.Ordered[Math.Min(used + 1, versions.Ordered.Count - 1)]
            : versions.Newest;
    }

    private bool HasUsed(Version version) => builds.Exists(build => build.Version == version);
}
