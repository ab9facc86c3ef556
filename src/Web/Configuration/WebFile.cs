using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Configuration;
using PoolResource.Web.Notices;

namespace PoolResource.Web.Configuration;

/// <summary>The configuration file, in YAML or JSON. What it does not know is refused: who may do what is no place for a slip.</summary>
public static class WebFile
{
    /// <summary>Reads the text of such a file.</summary>
    /// <exception cref="PoolException">A key or a value cannot be used.</exception>
    public static WebOptions Parse(string text)
    {
        if (YamlNodes.Read(text) is not JsonObject mapping)
        {
            throw new PoolException("the file holds no keys; leave it out, or write some of them into it");
        }

        Keys.RequireValues(mapping, "");
        try
        {
            return Checked(mapping.Deserialize(WebJson.Default.WebDocument)!);
        }
        catch (JsonException fault)
        {
            throw new PoolException($"{(fault.Path is { Length: > 2 } path ? path[2..] : "the file")}: {JsonFault.Expected(fault)}", fault);
        }
    }

    /// <summary>Reads an address to listen on: <c>ADDRESS:PORT</c>.</summary>
    /// <exception cref="PoolException">It is none.</exception>
    public static IPEndPoint Endpoint(string text, string parameter) =>
        text.LastIndexOf(':') > text.LastIndexOf(']') && IPEndPoint.TryParse(text.StartsWith("localhost:", StringComparison.Ordinal) ? $"127.0.0.1{text["localhost".Length..]}" : text, out var endpoint)
            ? endpoint
            : throw new PoolException($"{parameter}: {Quoted.Text(text)} is no address with a port; write 127.0.0.1:8080, or 0.0.0.0:8080 for every interface");

    private static WebOptions Checked(WebDocument document)
    {
        Keys.RequireKnown("", document.Unknown, WebJson.Default.WebDocument);
        var options = new WebOptions();
        var (logins, tokens) = (Logins.Of(document.Login ?? []), Tokens.Of(document.Tokens ?? new Dictionary<string, string>()));
        return options with
        {
            Listen = document.Listen is { } listen ? Endpoint(listen, "listen") : options.Listen,
            Url = document.Url is { } url ? Root(url) : null,
            Proxies = [.. (document.Proxies ?? []).Select((proxy, n) => Network(proxy, $"proxies[{n}]"))],
            CommitUrl = document.CommitUrl is { } commit ? Commit(commit) : null,
            Grants = document.Access is { } access ? [.. access.Select((one, n) => Grants.Of(one, $"access[{n}]", logins, tokens.Keys))] : options.Grants,
            Logins = logins,
            Tokens = tokens,
            HookSecret = document.Hooks is { } hooks ? Hook(hooks) : null,
            Secrets = Secrets(document),
            Notices = [.. (document.Notices ?? []).Select((one, n) => NoticeRules.Of(one, $"notices[{n}]", document.Url is not null))],
        };
    }

    // Whoever knows the address of a notice may post there.
    private static IReadOnlyList<string> Secrets(WebDocument document) =>
    [
        .. (document.Login ?? []).SelectMany(login => new[] { login?.Github?.ClientSecret, login?.Openid?.ClientSecret, login?.Oauth?.ClientSecret })
            .Append(document.Hooks?.Secret)
            .Concat((document.Notices ?? []).SelectMany(notice => new[] { notice?.Slack, notice?.Post }))
            .OfType<string>(),
    ];

    private static Uri Root(string text) => Keys.Address(text, "url") is { PathAndQuery: "/", Fragment.Length: 0 } url ? url
        : throw new PoolException("url: the pages stand at the root of their host; write it without a path");

    private static IPNetwork Network(string text, string parameter) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new PoolException($"{parameter}: {Quoted.Text(text)} is no address; write 10.0.0.7, or 10.0.0.0/8");

    private static string Commit(string url) => Keys.Address(url.Replace("{commit}", "0", StringComparison.Ordinal), "commit_url") is not null && url.Contains("{commit}", StringComparison.Ordinal)
        ? url
        : throw new PoolException("commit_url: it has no {commit} in it; write https://git.example.com/team/locks/commit/{commit}");

    private static string Hook(HooksDocument hooks)
    {
        Keys.RequireKnown("hooks.", hooks.Unknown, WebJson.Default.HooksDocument);
        return hooks.Secret is { Length: > 0 } secret ? secret : throw new PoolException("hooks.secret is missing; write what the git host signs its hooks with");
    }
}
