using System.Net;
using PoolResource.Web.Access;

namespace PoolResource.Web.Configuration;

/// <summary>The configuration, checked.</summary>
public sealed record WebOptions
{
    /// <summary>Where to listen.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Where people reach the pages; null where nothing is said.</summary>
    public Uri? Url { get; init; }

    /// <summary>Proxies whose word is believed.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Where a commit is shown, with <c>{commit}</c> in it; null where nobody shows it.</summary>
    public string? CommitUrl { get; init; }

    /// <summary>Who may do what.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [new Grant([Grant.Anyone], [new PoolPattern("*")], new HashSet<Right> { Right.Look })];

    /// <summary>What a git host signs its hooks with; null where there are none.</summary>
    public string? HookSecret { get; init; }

    /// <summary>What is to be told to whom.</summary>
    public IReadOnlyList<Notices.NoticeRule> Notices { get; init; } = [];

    // It holds secrets.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Listen = {Listen}, Url = {Url}");
        return true;
    }
}
