using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PoolResource.Web.Configuration;

/// <summary>The keys of the configuration file, as it spells them.</summary>
public sealed record WebDocument
{
    /// <summary>Where to listen: <c>ADDRESS:PORT</c>; 127.0.0.1:8080 when nothing is said.</summary>
    public string? Listen { get; init; }

    /// <summary>Where people reach the pages, such as <c>https://pools.example.com</c>.</summary>
    public string? Url { get; init; }

    /// <summary>Addresses or networks of proxies whose word about who asks, and how, is believed.</summary>
    public IReadOnlyList<string>? Proxies { get; init; }

    /// <summary>Where a commit is shown, with <c>{commit}</c> in it.</summary>
    public string? CommitUrl { get; init; }

    /// <summary>Ways to log in.</summary>
    public IReadOnlyList<LoginDocument>? Login { get; init; }

    /// <summary>Who may do what; without it anyone may look, and nobody may do anything else.</summary>
    public IReadOnlyList<GrantDocument>? Access { get; init; }

    /// <summary>Programs that may ask the API: the SHA-256 of each one's token in hexadecimal digits, by its name.</summary>
    public IReadOnlyDictionary<string, string>? Tokens { get; init; }

    /// <summary>Who may tell of a push.</summary>
    public HooksDocument? Hooks { get; init; }

    /// <summary>What is to be told to whom.</summary>
    public IReadOnlyList<NoticeDocument>? Notices { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One way to log in: exactly one of its keys.</summary>
public sealed record LoginDocument
{
    /// <summary>GitHub, or GitHub Enterprise.</summary>
    public GitHubDocument? Github { get; init; }

    /// <summary>A provider that speaks OpenID Connect.</summary>
    public OpenIdDocument? Openid { get; init; }

    /// <summary>Any other provider of OAuth 2.0 that tells who logged in.</summary>
    public OAuthDocument? Oauth { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>GitHub, or GitHub Enterprise.</summary>
public sealed record GitHubDocument
{
    /// <summary>What it is called in <c>access</c>; github when nothing is said.</summary>
    public string? Name { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>GitHub Enterprise's address; https://github.com when nothing is said.</summary>
    public string? Url { get; init; }

    /// <summary>The address of its API; made of <see cref="Url"/> when nothing is said.</summary>
    public string? ApiUrl { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A provider that speaks OpenID Connect.</summary>
public sealed record OpenIdDocument
{
    /// <summary>What it is called in <c>access</c> and on the page.</summary>
    public string? Name { get; init; }

    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>More scopes to ask for than openid, profile and email.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The claim that lists a person's groups; groups when nothing is said.</summary>
    public string? GroupsClaim { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A provider of OAuth 2.0 that tells at an address of its own who logged in.</summary>
public sealed record OAuthDocument
{
    /// <summary>What it is called in <c>access</c> and on the page.</summary>
    public string? Name { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public string? AuthorizeUrl { get; init; }

    public string? TokenUrl { get; init; }

    public string? UserinfoUrl { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The member of the answer that is the person's stable id; sub when nothing is said.</summary>
    public string? IdKey { get; init; }

    /// <summary>The member that is the name; name when nothing is said.</summary>
    public string? NameKey { get; init; }

    /// <summary>The member that is the e-mail; email when nothing is said.</summary>
    public string? EmailKey { get; init; }

    /// <summary>The member that lists the person's groups; groups when nothing is said.</summary>
    public string? GroupsKey { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Who may do what.</summary>
public sealed record GrantDocument
{
    /// <summary><c>anyone</c>, <c>members</c>, <c>PROVIDER:GROUP</c> (of GitHub <c>github:ORG/TEAM</c>) or <c>token:NAME</c>; one, or a list.</summary>
    public JsonNode? To { get; init; }

    /// <summary>Pools by name or pattern; one, or a list; all when nothing is said.</summary>
    public JsonNode? Pools { get; init; }

    /// <summary>look, content, act, force; one, or a list.</summary>
    public JsonNode? May { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Who may tell of a push.</summary>
public sealed record HooksDocument
{
    /// <summary>What the git host signs its hooks with, or sends along (GitLab).</summary>
    public string? Secret { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One rule: exactly one of its conditions, and where it is told.</summary>
public sealed record NoticeDocument
{
    /// <summary>When a lock is held longer, such as <c>8h</c>.</summary>
    public string? HeldLongerThan { get; init; }

    /// <summary>When a pool has no free lock for so long.</summary>
    public string? NoFreeLockFor { get; init; }

    /// <summary>When somebody waits longer.</summary>
    public string? WaitsLongerThan { get; init; }

    /// <summary>When a lock was taken from its holder: by the janitor, or by somebody else.</summary>
    public bool? TakenAway { get; init; }

    /// <summary>Pools by name or pattern; one, or a list; all when nothing is said.</summary>
    public JsonNode? Pools { get; init; }

    /// <summary>The address of an incoming webhook of Slack.</summary>
    public string? Slack { get; init; }

    /// <summary>Any other address.</summary>
    public string? Post { get; init; }

    /// <summary>What is posted; texts in it may hold <c>{pool}</c> and the like.</summary>
    public JsonNode? Body { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How it is read, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebDocument))]
internal sealed partial class WebJson : JsonSerializerContext;
