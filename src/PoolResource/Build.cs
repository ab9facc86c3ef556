using System.Text.Json;

namespace PoolResource;

/// <summary>The build a put runs in, as Concourse tells it in the environment; each part may be absent.</summary>
/// <param name="Id">BUILD_ID, unique in the cluster.</param>
/// <param name="Name">BUILD_NAME, the number of the job's build.</param>
/// <param name="Job">BUILD_JOB_NAME.</param>
/// <param name="Pipeline">BUILD_PIPELINE_NAME.</param>
/// <param name="Team">BUILD_TEAM_NAME.</param>
/// <param name="Url">The build's page: BUILD_URL, or made of the rest where Concourse does not tell it (before 8).</param>
public sealed record Build(string? Id, string? Name, string? Job, string? Pipeline, string? Team, string? Url) : Actor
{
    /// <summary>BUILD_PIPELINE_INSTANCE_VARS: of an instanced pipeline its vars, as one line of JSON.</summary>
    public string? Vars { get; init; }

    /// <summary><c>TEAM/PIPELINE/JOB build N</c>; null for a build of no job, or when a part is missing.</summary>
    public override string? Title =>
        Team is not null && Pipeline is not null && Job is not null && Name is not null
            ? $"{Team}/{Pipeline}/{Job} build {Name}"
            : null;

    public override string Self => "this build";

    /// <summary>The cluster's url; null when the build does not tell it.</summary>
    public string? Cluster => BuildPage.ClusterOf(Url);

    /// <summary>Reads the BUILD_* variables that Concourse gives to put and get steps.</summary>
    public static Build From(Func<string, string?> environment)
    {
        string? Read(string name) => environment(name) is { Length: > 0 } value ? Quoted.Line(value) : null;

        var build = new Build(
            Read("BUILD_ID"),
            Read("BUILD_NAME"),
            Read("BUILD_JOB_NAME"),
            Read("BUILD_PIPELINE_NAME"),
            Read("BUILD_TEAM_NAME"),
            Read("BUILD_URL"))
        {
            Vars = Canonical(environment("BUILD_PIPELINE_INSTANCE_VARS")),
        };
        return build.Url is null ? build with { Url = BuildPage.Of(Read("ATC_EXTERNAL_URL"), build) } : build;
    }

    /// <summary>
    /// Whether a commit was made by this very build: the same id in the same cluster, of the same job. A commit that
    /// does not tell its cluster was not: ids repeat from cluster to cluster.
    /// </summary>
    public bool Made(CommitMessage message) =>
        Id is not null
        && message.BuildId == Id
        && Cluster is { } cluster
        && BuildPage.ClusterOf(message.BuildUrl) == cluster
        && message.BuildTitle == Title
        && (message.PipelineVars == Vars || (message.PipelineVars is null && TellsVars(message.BuildUrl)));

    // Before there was a trailer for them, the page may have told the vars.
    private bool TellsVars(string? page) => page is not null && BuildPage.AreSame(page, Url) && page.Contains("vars", StringComparison.Ordinal);

    private static string? Canonical(string? vars)
    {
        try
        {
            using var json = JsonDocument.Parse(vars ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.EnumerateObject().Any()
                ? PipelineVars.Write(json.RootElement)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
