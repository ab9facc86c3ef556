using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>The <c>concourse</c> of a source.</summary>
public sealed record ConcourseDocument
{
    /// <summary>Where Concourse answers, such as <c>https://ci.example.com</c>; the cluster in which the step runs when nothing is said.</summary>
    public string? Url { get; init; }

    /// <summary>A local user of Concourse.</summary>
    public string? Username { get; init; }

    /// <summary>That user's password.</summary>
    public string? Password { get; init; }

    /// <summary>A bearer token, in place of <c>username</c> and <c>password</c>.</summary>
    public string? Token { get; init; }

    /// <summary>Leaves the certificate of an https address unchecked.</summary>
    public bool? SkipSslVerification { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The address and the login; null when every member is absent or empty.</summary>
    /// <exception cref="PoolException">They cannot be used.</exception>
    internal ConcourseAccess? ToAccess()
    {
        var (user, password, token) = (Line(Username, "username"), Line(Password, "password"), Line(Token, "token"));
        var url = Line(Url, "url");
        return (url, user, password, token, SkipSslVerification ?? false) switch
        {
            (null, null, null, null, false) => null,
            (_, _, not null, not null, _) or (_, not null, _, not null, _) => throw new PoolException("source.concourse.token and a username with its password are two logins; leave one of them out"),
            (_, not null, null, _, _) => throw new PoolException("source.concourse.password is missing beside source.concourse.username; give it, too"),
            (_, null, not null, _, _) => throw new PoolException("source.concourse.username is missing beside source.concourse.password; give it, too"),
            var (_, _, _, _, isUnchecked) => new ConcourseAccess
            {
                Url = url is null ? null : Address(url),
                Username = user,
                Password = password,
                Token = token,
                SkipSslVerification = isUnchecked,
            },
        };
    }

    // What is wrong with it is not shown: it may hold a password.
    private static Uri Address(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 || uri.Query.Length + uri.Fragment.Length > 0
            ? throw new PoolException("source.concourse.url must be where Concourse answers; write it as https://ci.example.com")
            : uri.UserInfo.Length > 0
                ? throw new PoolException("source.concourse.url holds a login; give it as source.concourse.username and source.concourse.password, and leave it out of the url")
                : uri;

    private static string? Line(string? text, string key) => Payload.Line(text, $"source.concourse.{key}");

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Unknown = {Unknown?.Count ?? 0}");
        return true;
    }
}
