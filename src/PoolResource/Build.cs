namespace PoolResource;

/// <summary>The build a put runs in, as Concourse tells it in the environment; each part may be absent.</summary>
/// <param name="Id">BUILD_ID, unique in the cluster.</param>
/// <param name="Name">BUILD_NAME, the number of the job's build.</param>
/// <param name="Job">BUILD_JOB_NAME.</param>
/// <param name="Pipeline">BUILD_PIPELINE_NAME.</param>
/// <param name="Team">BUILD_TEAM_NAME.</param>
/// <param name="Url">BUILD_URL, the build's page.</param>
public sealed record Build(string? Id, string? Name, string? Job, string? Pipeline, string? Team, string? Url)
{
    /// <summary><c>TEAM/PIPELINE/JOB build N</c>; null for a build of no job, or when a part is missing.</summary>
    public string? Title =>
        Team is not null && Pipeline is not null && Job is not null && Name is not null
            ? $"{Team}/{Pipeline}/{Job} build {Name}"
            : null;

    /// <summary>Reads the BUILD_* variables that Concourse gives to put and get steps.</summary>
    public static Build From(Func<string, string?> environment)
    {
        string? Read(string name) => environment(name) is { Length: > 0 } value ? Quoted.Line(value) : null;

        return new Build(
            Read("BUILD_ID"),
            Read("BUILD_NAME"),
            Read("BUILD_JOB_NAME"),
            Read("BUILD_PIPELINE_NAME"),
            Read("BUILD_TEAM_NAME"),
            Read("BUILD_URL"));
    }
}
