namespace PoolResource.SchedulerTests;

/// <summary>What a simulation is made of; the seed decides the rest.</summary>
internal sealed record Scenario
{
    /// <summary>How many jobs have the trigger as their input.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether the inputs say <c>version: every</c>.</summary>
    public bool TakesEvery { get; init; } = true;

    /// <summary>Whether somebody claims, releases and removes locks without a trigger.</summary>
    public bool HasOtherClaimer { get; init; }

    /// <summary>Whether builds may die before they claim.</summary>
    public bool BuildsDie { get; init; }

    /// <summary>The source's <c>retrigger_after</c>.</summary>
    public TimeSpan? RetriggerAfter { get; init; }

    /// <summary>Whether a build may be left out as long as a later attempt makes up for it.</summary>
    public bool MayBeLate { get; init; }

    /// <summary>How many things happen before everything comes to rest.</summary>
    public int Events { get; init; } = 24;
}
