using System.Text.RegularExpressions;

namespace PoolResource.History;

/// <summary>The job of a build, by its team and its pipeline.</summary>
public sealed partial record BuildJob(string Team, string Pipeline, string Job)
{
    /// <summary>The pipeline as people write it: <c>main/deploy</c>.</summary>
    public string PipelineName => $"{Team}/{Pipeline}";

    public override string ToString() => $"{Team}/{Pipeline}/{Job}";

    /// <summary>The job that a message names in its subject, or by the address of the build's page.</summary>
    public static BuildJob? Of(CommitMessage message) =>
        message.BuildTitle is { } title && Title().Match(title) is { Success: true } told ? Of(told, part => part)
        : message.BuildUrl is { } url && Page().Match(url) is { Success: true } page ? Of(page, part => Quoted.Line(Uri.UnescapeDataString(part)))
        : null;

    private static BuildJob Of(Match match, Func<string, string> read) =>
        new(read(match.Groups["team"].Value), read(match.Groups["pipeline"].Value), read(match.Groups["job"].Value));

    [GeneratedRegex("^(?<team>[^/]+)/(?<pipeline>[^/]+)/(?<job>.+) build [^ ]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Title();

    [GeneratedRegex("/teams/(?<team>[^/?#]+)/pipelines/(?<pipeline>[^/?#]+)/jobs/(?<job>[^/?#]+)/builds/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Page();
}
