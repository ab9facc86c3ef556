using System.Globalization;
using System.Text.Json;

namespace PoolResource.Builds;

/// <summary>What Concourse says of a build.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Its status.</param>
/// <param name="Team">Its team.</param>
/// <param name="Pipeline">Its pipeline; null for a build of no job.</param>
/// <param name="Job">Its job.</param>
/// <param name="Name">Its number in the job.</param>
/// <param name="Vars">The vars of its pipeline, as <see cref="InstanceVars"/> spells them; null where nothing is said.</param>
/// <param name="EndedAt">When it ended.</param>
internal sealed record BuildAnswer(long Id, string Status, string Team, string? Pipeline, string? Job, string Name, string? Vars, DateTimeOffset? EndedAt)
{
    // What DateTimeOffset can tell.
    private const long LatestSecond = 253_402_300_799;

    public string IdText => Id.ToString(CultureInfo.InvariantCulture);

    public BuildNames? Names => Pipeline is null || Job is null ? null : new BuildNames(Team, Pipeline, Job, Name);

    /// <summary>What the status means; null for one that nobody knows.</summary>
    public Verdict? Verdict => Status switch
    {
        "pending" or "started" => new Alive(Status),
        "succeeded" => new Over(true, Status, EndedAt),
        "failed" or "errored" or "aborted" => new Over(false, Status, EndedAt),
        _ => null,
    };

    /// <summary>Reads a build; null for what is none.</summary>
    public static BuildAnswer? Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var id)
        && Text(json, "status") is { } status && Text(json, "team_name") is { } team && Text(json, "name") is { } name
            ? new BuildAnswer(id, status, team, Text(json, "pipeline_name"), Text(json, "job_name"), name, VarsOf(json), EndOf(json))
            : null;

    /// <summary>A text that is there and not empty.</summary>
    public static string? Text(JsonElement json, string key) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? VarsOf(JsonElement json) =>
        json.TryGetProperty("pipeline_instance_vars", out var vars) && vars.ValueKind == JsonValueKind.Object
            ? InstanceVars.Canonical(PipelineVars.Query(PipelineVars.Write(vars))) ?? "too long"
            : null;

    private static DateTimeOffset? EndOf(JsonElement json) =>
        json.TryGetProperty("end_time", out var end) && end.ValueKind == JsonValueKind.Number && end.TryGetInt64(out var seconds) && seconds is > 0 and <= LatestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
