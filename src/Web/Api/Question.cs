using System.Globalization;
using PoolResource.Reports;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;

namespace PoolResource.Web.Api;

/// <summary>What somebody asks, and of what.</summary>
/// <param name="News">What is known of the branch.</param>
/// <param name="Seen">The branch.</param>
/// <param name="Viewer">Who asks.</param>
/// <param name="Now">The time, up to which what has not ended goes on.</param>
/// <param name="Path">The path's segments behind <c>/api/v1</c>, each as it is meant.</param>
/// <param name="Query">What stands behind the question mark.</param>
internal sealed record Question(BranchNews News, Snapshot Seen, Viewer Viewer, DateTimeOffset Now, IReadOnlyList<string> Path, IQueryCollection Query)
{
    /// <summary>So much of a list is told where nobody asks for more or less.</summary>
    public const int UsualLimit = 100;

    /// <summary>So much is told at most.</summary>
    public const int HighestLimit = 1000;

    public string? Ref => Seen.Tip?.Value;

    public DateTimeOffset? AsOf => News.Outage?.Since.ToUniversalTime();

    public string? Outage => News.Outage?.Sentence;

    /// <summary>The pool that the path names; null where there is none, or none that may be seen.</summary>
    public PoolStatus? Pool => PoolName is { } name ? Seen.Pool(name) : null;

    /// <summary>The name of the pool in the path, whether there is one or not; null where it may not be seen.</summary>
    public PoolName? PoolName => PoolResource.PoolName.TryParse(Path.ElementAtOrDefault(1) ?? "", out var name) && Sees(name) ? name : null;

    /// <summary>How many: <c>limit</c>.</summary>
    /// <exception cref="PoolException">It is no such number.</exception>
    public int Limit => Asked("limit") is not { } text ? UsualLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= HighestLimit ? number
        : throw new PoolException($"limit: {Quoted.Text(text)} is no number from 1 to {HighestLimit}; write {UsualLimit}");

    public bool Sees(PoolName pool) => Viewer.May(Right.Look, pool);

    /// <summary>The value of a parameter; null where it is not there, or empty.</summary>
    /// <exception cref="PoolException">It is there several times.</exception>
    public string? Asked(string parameter) => !Query.TryGetValue(parameter, out var values) ? null
        : values is [var value] ? value is { Length: > 0 } ? value : null
        : throw new PoolException($"{parameter} is there several times; write it once");

    /// <summary>The value of a parameter that has to be there.</summary>
    /// <exception cref="PoolException">It is not, or several times.</exception>
    public string Required(string parameter, string example) => Asked(parameter) ?? throw new PoolException($"{parameter} is missing; write {parameter}={example}");
}
