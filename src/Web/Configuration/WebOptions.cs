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

    /// <summary>The ways to log in.</summary>
    public IReadOnlyList<Login> Logins { get; init; } = [];

    /// <summary>The SHA-256 of each program's token, by its name.</summary>
    public IReadOnlyDictionary<string, byte[]> Tokens { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What must not be in a log or on a page.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether people come by TLS.</summary>
    public bool IsSecure => Url?.Scheme == Uri.UriSchemeHttps;

    /// <summary>What a git host signs its hooks with; null where there are none.</summary>
    public string? HookSecret { get; init; }

    /// <summary>Refuses what does not go together.</summary>
    /// <exception cref="PoolException">People would be sent back from a login to nobody knows where.</exception>
    public void Require()
    {
        if (Logins.Count > 0 && Url is null && !IPAddress.IsLoopback(Listen.Address))
        {
            throw new PoolException("url is missing; write where people reach the pages, such as https://pools.example.com, since a login sends them back there");
        }
    }

    /// <summary>What is to be told to whom.</summary>
    public IReadOnlyList<Notices.NoticeRule> Notices { get; init; } = [];

    // It holds secrets.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Listen = {Listen}, Url = {Url}");
        return true;
    }
}
