using Microsoft.AspNetCore.WebUtilities;

namespace PoolResource.Web.Pages;

/// <summary>The addresses of pages, and of places elsewhere.</summary>
public static class Links
{
    public const string Activity = "/activity";

    public static string Pool(PoolName pool) => $"/pools/{Segment(pool.Value)}";

    public static string Lock(PoolName pool, LockName name) => $"{Pool(pool)}/locks/{Segment(name.Value)}";

    public static string Lock(Lock one) => Lock(one.Pool, one.Name);

    public static string Holder(string team, string pipeline) => $"/holders/{Segment(team)}/{Segment(pipeline)}";

    /// <summary>What a person or a pipeline did.</summary>
    public static string By(string who) => $"{Activity}?by={Segment(who)}";

    /// <summary>What happened in a pool.</summary>
    public static string ActivityOf(PoolName pool) => $"{Activity}?pool={Segment(pool.Value)}";

    /// <summary>A page with what is asked of it, without what is empty.</summary>
    public static string With(string page, params IEnumerable<(string Key, string Value)> query)
    {
        var asked = string.Join('&', query.Where(one => one.Value.Length > 0).Select(one => $"{one.Key}={Segment(one.Value)}"));
        return asked.Length == 0 ? page : $"{page}?{asked}";
    }

    /// <summary>An address that somebody else wrote, if it is one of a page; null for anything else.</summary>
    public static string? Outside(string? address) =>
        WebAddress.Of(address)?.AbsoluteUri;

    /// <summary>Where a commit is shown; null where nobody shows it.</summary>
    public static string? Commit(string? pattern, CommitId commit) => pattern?.Replace("{commit}", commit.Value, StringComparison.Ordinal);

    /// <summary>The segments of a path as it was sent, each as it is meant: a slash within a name is no end of a segment.</summary>
    /// <param name="raw">The path, percent signs and all.</param>
    public static IReadOnlyList<string> Segments(string raw)
    {
        var end = raw.IndexOfAny(['?', '#']);
        return [.. (end < 0 ? raw : raw[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    /// <summary>What stands behind the question mark of an address as it was sent.</summary>
    /// <param name="raw">The path and the query, percent signs and all.</param>
    public static IQueryCollection Query(string raw)
    {
        var start = raw.IndexOf('?', StringComparison.Ordinal);
        return new QueryCollection(QueryHelpers.ParseQuery(start < 0 ? "" : raw[start..]));
    }

    private static string Segment(string name) => Uri.EscapeDataString(name);
}
