using System.Text.RegularExpressions;

namespace PoolResource.Builds;

/// <summary>A build of which Concourse can be asked.</summary>
/// <param name="Cluster">The url of its cluster, as the build's page tells it.</param>
/// <param name="Id">Its id, all digits; null where nobody tells.</param>
/// <param name="Names">Its names; null for a build of no job.</param>
/// <param name="Vars">The vars of its pipeline, as <see cref="InstanceVars"/> spells them.</param>
internal sealed partial record BuildInQuestion(string Cluster, string? Id, BuildNames? Names, string Vars)
{
    private const int LongestPage = 4_000;

    // A page of an id alone that the baseline wrote may be of any job's build.
    private const string NoJob = "its commit does not tell of which job its build is";

    /// <summary>Where the API tells the build.</summary>
    public string Path => Id is not null ? $"/api/v1/builds/{Id}" : $"{Names!.Path}{Query}";

    /// <summary>The vars behind an address.</summary>
    public string Query => Vars.Length == 0 ? "" : $"?{Vars}";

    /// <summary>The build that holds a claim; null where Concourse cannot be asked about it, and why.</summary>
    public static (BuildInQuestion? Build, string Why) Of(StandingClaim claim) => claim switch
    {
        { IsUntold: true } => (null, "no commit tells who holds it"),
        { Message.HeldBy: { } holder } => (null, $"{holder} holds it, and its last commit is another's"),
        { Message.Person: not null } or { Holder.Person: not null } => (null, "no build holds it, but a person"),
        { Message: { BuildUrl: null, BuildId: null, BuildTitle: null } } => (null, "its commit names no build"),
        _ => Of(claim.Message.BuildUrl, claim.Message.BuildId, claim.Message.BuildTitle, claim.Message.PipelineVars),
    };

    /// <summary>The build in which a step runs; null where it does not tell enough.</summary>
    public static BuildInQuestion? Of(Build build) => Of(build.Url, build.Id, build.Title, build.Vars).Build;

    /// <summary>Whether what Concourse says is of this build: an id may be another build's in another cluster, and names another id's.</summary>
    public bool IsMeantBy(BuildAnswer answer) =>
        (Id is null || Id == answer.IdText)
        && (Names is null ? answer is { Pipeline: null, Job: null } : Names == answer.Names)
        && (answer.Vars is null || answer.Vars == Vars);

    private static (BuildInQuestion? Build, string Why) Of(string? page, string? id, string? title, string? json)
    {
        if (page is not { Length: <= LongestPage } || BuildPage.ClusterOf(page) is not { } cluster || Page().Match(page) is not { Success: true } match)
        {
            return (null, "its commit names no page of a build, which would tell the cluster");
        }

        var told = match.Groups["team"].Success ? new BuildNames(Part("team"), Part("pipeline"), Part("job"), Part("name")) : null;
        var names = told ?? BuildNames.In(title);
        var paged = match.Groups["id"].Success ? Part("id") : null;
        if ((told is not null && title is not null && Quoted.Line(told.Title) != title) || (paged is not null && id is not null && paged != id))
        {
            return (null, "its commit names two builds");
        }

        if (names is { AreSound: false } || (names is null && (id is null || IsOfAJob(title))))
        {
            return (null, NoJob);
        }

        var vars = InstanceVars.Canonical(json is null ? match.Groups["query"].Value : PipelineVars.Query(json));
        return (id ?? paged) is { } number && !(number.Length <= 18 && number.All(char.IsAsciiDigit)) ? (null, "its commit names a build by what is no id")
            : vars is null ? (null, "the vars of its pipeline are too long to be asked about")
            : (new BuildInQuestion(cluster, id ?? paged, names, vars), "");

        string Part(string name) => Uri.UnescapeDataString(match.Groups[name].Value);
    }

    // But one of no job has none.
    private static bool IsOfAJob(string? title) => title is not null && !title.StartsWith("one-off build ", StringComparison.Ordinal);

    [GeneratedRegex(
        "^(?i:https?)://[^?#]+?/(teams/(?<team>[^/?#]+)/pipelines/(?<pipeline>[^/?#]+)/jobs/(?<job>[^/?#]+)/builds/(?<name>[^/?#]+)|builds/(?<id>[^/?#]+))/?([?](?<query>[^#]*))?(#.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Page();
}
