namespace PoolResource.Testing;

/// <summary>A build that <see cref="ConcourseServer"/> knows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its number in its job.</param>
/// <param name="Status">Its status, in Concourse's word.</param>
public sealed record ConcourseBuild(long Id, string Name, string Status)
{
    public string Team { get; init; } = "main";

    /// <summary>Its pipeline; null for a build of no job.</summary>
    public string? Pipeline { get; init; } = "deploy";

    public string? Job { get; init; } = "test";

    /// <summary>The vars of its pipeline, as JSON; null where it has none.</summary>
    public string? Vars { get; init; }

    /// <summary>Whether everybody may see its pipeline.</summary>
    public bool IsExposed { get; init; } = true;

    /// <summary>When it ended, in seconds since 1970; null while it has not.</summary>
    public long? EndTime { get; init; }
}
