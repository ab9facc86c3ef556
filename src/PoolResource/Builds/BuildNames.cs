using System.Text.RegularExpressions;

namespace PoolResource.Builds;

/// <summary>What tells a build from the others of its cluster, besides its id.</summary>
internal sealed partial record BuildNames(string Team, string Pipeline, string Job, string Name)
{
    private const int Longest = 255;

    /// <summary>As commits begin: <c>TEAM/PIPELINE/JOB build N</c>.</summary>
    public string Title => $"{Team}/{Pipeline}/{Job} build {Name}";

    /// <summary>Whether each can be part of an address: a dot would lead out of it.</summary>
    public bool AreSound => new[] { Team, Pipeline, Job, Name }.All(part => part is { Length: > 0 and <= Longest } and not ("." or "..") && !part.Any(char.IsControl));

    /// <summary>Where the API tells the pipeline.</summary>
    public string PipelinePath => $"/api/v1/teams/{Uri.EscapeDataString(Team)}/pipelines/{Uri.EscapeDataString(Pipeline)}";

    /// <summary>Where the API tells the build.</summary>
    public string Path => $"{PipelinePath}/jobs/{Uri.EscapeDataString(Job)}/builds/{Uri.EscapeDataString(Name)}";

    /// <summary>The names in a commit's title; null where it does not tell them beyond doubt.</summary>
    public static BuildNames? In(string? title) =>
        title is not null && Parts().Match(title) is { Success: true } match
            ? new BuildNames(match.Groups["team"].Value, match.Groups["pipeline"].Value, match.Groups["job"].Value, match.Groups["name"].Value)
            : null;

    [GeneratedRegex("^(?<team>[^/]+)/(?<pipeline>[^/]+)/(?<job>[^/]+) build (?<name>[^ /]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
