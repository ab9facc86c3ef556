using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>The addresses of builds' pages in Concourse.</summary>
internal static partial class BuildPage
{
    /// <summary>The page of a build, from what its environment tells; null when that is not enough.</summary>
    /// <param name="cluster">ATC_EXTERNAL_URL.</param>
    /// <param name="build">The build.</param>
    public static string? Of(string? cluster, Build build) => (cluster?.TrimEnd('/'), build) switch
    {
        (null, _) => null,
        ({ } url, { Title: not null }) =>
            $"{url}/teams/{Escaped(build.Team)}/pipelines/{Escaped(build.Pipeline)}/jobs/{Escaped(build.Job)}/builds/{Escaped(build.Name)}{PipelineVars.Query(build.Vars)}",
        ({ } url, { Id: { } id }) => $"{url}/builds/{Escaped(id)}",
        _ => null,
    };

    /// <summary>
    /// The url of the cluster that a build's page belongs to, spelled the same however an operator has spelled it: scheme
    /// and host in small letters, the scheme's own port left out. Null when it does not tell.
    /// </summary>
    public static string? ClusterOf(string? page) => Parted(page)?.Cluster;

    /// <summary>Whether two addresses are of the same page.</summary>
    public static bool AreSame(string? one, string? other) => Parted(one) is { } parted && parted == Parted(other);

    private static (string Cluster, string Place)? Parted(string? page) =>
        page is not null && Page().Match(page) is { Success: true } match
            ? (Canonical(match.Groups["cluster"].Value).TrimEnd('/'), page[match.Groups["rest"].Index..])
            : null;

    private static string Canonical(string cluster) =>
        Uri.TryCreate(cluster, UriKind.Absolute, out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : cluster;

    private static string Escaped(string? part) => Uri.EscapeDataString(part ?? "");

    [GeneratedRegex(@"^(?<cluster>(?i:https?)://[^?#]+?)/(?<rest>teams/[^/?#]+/pipelines/|builds/[^/?#]+/?($|[?#]))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Page();
}
