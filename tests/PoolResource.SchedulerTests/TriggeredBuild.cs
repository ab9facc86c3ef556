namespace PoolResource.SchedulerTests;

/// <summary>A build that a version has triggered.</summary>
internal sealed class TriggeredBuild(Version version)
{
    public Version Version { get; } = version;

    /// <summary>Whether it has a place among the job's builds in flight.</summary>
    public bool Runs { get; private set; } = true;

    /// <summary>The lock it has claimed.</summary>
    public string? Holds { get; set; }

    public void End() => Runs = false;
}
