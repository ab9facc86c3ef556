namespace PoolResource.SchedulerTests;

/// <summary>
/// The versions of a resource as Concourse keeps them: when a check returns at least one new version, all it returned
/// go to the end in the order given; when it returns none, nothing changes. The newest one is what the next check gets.
/// </summary>
internal sealed class VersionHistory
{
    private readonly List<Version> ordered = [];

    public IReadOnlyList<Version> Ordered => ordered;

    public Version? Newest => ordered.LastOrDefault();

    public void Save(IReadOnlyList<Version> returned)
    {
        if (returned.All(ordered.Contains))
        {
            return;
        }

        foreach (var version in returned)
        {
            ordered.Remove(version);
            ordered.Add(version);
        }
    }
}
