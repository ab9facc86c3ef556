using System.Text.RegularExpressions;
using PoolResource.Web.Access;

namespace PoolResource.Web.Configuration;

/// <summary>Reads the ways to log in.</summary>
internal static partial class Logins
{
    private const string TokenWord = "token";

    /// <exception cref="PoolException">One cannot be used.</exception>
    public static IReadOnlyList<Login> Of(IReadOnlyList<LoginDocument> documents)
    {
        var logins = new List<Login>();
        foreach (var document in documents)
        {
            var parameter = $"login[{logins.Count}]";
            var (login, key) = Of(document ?? new LoginDocument(), parameter);
            if (logins.Any(other => other.Name == login.Name))
            {
                throw new PoolException($"{parameter}.{key}.name: another login is named {login.Name} already; give each a name of its own");
            }

            logins.Add(login);
        }

        return logins;
    }

    private static (Login Login, string Key) Of(LoginDocument document, string parameter)
    {
        Keys.RequireKnown($"{parameter}.", document.Unknown, WebJson.Default.LoginDocument);
        return (document.Github, document.Openid, document.Oauth) switch
        {
            ({ } github, null, null) => (GitHub(github, $"{parameter}.github"), "github"),
            (null, { } openid, null) => (OpenId(openid, $"{parameter}.openid"), "openid"),
            (null, null, { } oauth) => (OAuth(oauth, $"{parameter}.oauth"), "oauth"),
            _ => throw new PoolException($"{parameter}: one way to log in is expected; write github, openid or oauth"),
        };
    }

    private static GitHubLogin GitHub(GitHubDocument document, string parameter)
    {
        Keys.RequireKnown($"{parameter}.", document.Unknown, WebJson.Default.GitHubDocument);
        var url = Safe(document.Url ?? "https://github.com", $"{parameter}.url");
        var isGitHub = url.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase);
        var api = Safe(document.ApiUrl ?? (isGitHub ? "https://api.github.com" : $"{url.AbsoluteUri.TrimEnd('/')}/api/v3"), $"{parameter}.api_url");
        return new GitHubLogin(Name(document.Name ?? "github", parameter), ClientId(document.ClientId, parameter), ClientSecret(document.ClientSecret, parameter), url, api.AbsoluteUri.TrimEnd('/'));
    }

    private static OpenIdLogin OpenId(OpenIdDocument document, string parameter)
    {
        Keys.RequireKnown($"{parameter}.", document.Unknown, WebJson.Default.OpenIdDocument);
        var issuer = Required(document.Issuer, $"{parameter}.issuer", "write the address by which the provider calls itself");
        _ = Safe(issuer, $"{parameter}.issuer");
        return new OpenIdLogin(
            Name(document.Name, parameter), ClientId(document.ClientId, parameter), ClientSecret(document.ClientSecret, parameter),
            issuer.TrimEnd('/'), Scopes(document.Scopes, parameter), document.GroupsClaim ?? "groups");
    }

    private static OAuthLogin OAuth(OAuthDocument document, string parameter)
    {
        Keys.RequireKnown($"{parameter}.", document.Unknown, WebJson.Default.OAuthDocument);
        return new OAuthLogin(
            Name(document.Name, parameter), ClientId(document.ClientId, parameter), ClientSecret(document.ClientSecret, parameter),
            Address(document.AuthorizeUrl, "authorize_url", "where people log in"),
            Address(document.TokenUrl, "token_url", "where a code is made a token"),
            Address(document.UserinfoUrl, "userinfo_url", "where the token tells who it is"),
            Scopes(document.Scopes, parameter),
            new UserinfoKeys(document.IdKey ?? "sub", document.NameKey ?? "name", document.EmailKey ?? "email", document.GroupsKey ?? "groups"));

        Uri Address(string? text, string key, string what) => Safe(Required(text, $"{parameter}.{key}", $"write the address {what}"), $"{parameter}.{key}");
    }

    private static string Name(string? text, string parameter)
    {
        var name = Required(text, $"{parameter}.name", "write how access is to call it");
        return name == TokenWord ? throw new PoolException($"{parameter}.name: token is what access calls programs; choose another")
            : Named().IsMatch(name) ? name
            : throw new PoolException($"{parameter}.name: {Quoted.Text(name)} is no name of a login; write it in lower-case letters, digits and dashes, 40 at most");
    }

    private static string ClientId(string? text, string parameter) => Required(text, $"{parameter}.client_id", "write what the provider calls this server");

    private static string ClientSecret(string? text, string parameter) => Required(text, $"{parameter}.client_secret", "write the secret that the provider gave for this server");

    private static IReadOnlyList<string> Scopes(IReadOnlyList<string>? scopes, string parameter) =>
        scopes?.FirstOrDefault(scope => string.IsNullOrEmpty(scope) || scope.Any(char.IsWhiteSpace)) is { } wrong
            ? throw new PoolException($"{parameter}.scopes: {Quoted.Text(wrong)} is no scope; write a list of words")
            : scopes ?? [];

    private static string Required(string? text, string parameter, string what) =>
        string.IsNullOrWhiteSpace(text) ? throw new PoolException($"{parameter} is missing; {what}") : text;

    // A secret and everybody's tokens go there.
    private static Uri Safe(string text, string parameter) =>
        Keys.Address(text, parameter) is var uri && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) && uri.Query.Length == 0 && uri.Fragment.Length == 0 ? uri
        : throw new PoolException($"{parameter}: secrets go there, so that it has to be https, without a query; write https://…");

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
