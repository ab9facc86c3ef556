namespace PoolResource.SchedulerTests.Examples;

/// <summary>How a step has ended, the worse behind the better.</summary>
internal enum Outcome
{
    Succeeded,

    Failed,

    Errored,
}

/// <summary>Where a build loses its worker.</summary>
/// <param name="Step">At this put or task.</param>
/// <param name="IsBehind">Whether the put has done its work, and only the get behind it is lost.</param>
internal sealed record Death(string Step, bool IsBehind)
{
    public override string ToString() => $"{(IsBehind ? "behind" : "at")} {Step}";
}
