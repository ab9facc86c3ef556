using System.Text;

namespace PoolResource.Configuration;

/// <summary>What of a source goes to hosts and proxies in a form of its own, and may come back in what they say.</summary>
internal static class SentSecrets
{
    public static IEnumerable<string> Of(SourceDocument source)
    {
        var settings = (source.GitConfig ?? []).OfType<GitSettingDocument>()
            .Select(setting => new GitSetting(setting.Name ?? "", SettingSecrets.Text(setting.Value)))
            .ToList();
        var (fetch, push) = UriRewriting.Of(source.Uri ?? "", settings);
        List<string> uris = [.. new[] { source.Uri ?? "", fetch, push }.Distinct()];
        var proxies = settings.Where(setting => setting.Name.EndsWith("proxy", StringComparison.OrdinalIgnoreCase)).Select(setting => setting.Value);
        return [.. uris.SelectMany(UriLogin.SecretsIn), .. uris.SelectMany(InQuery), .. settings.SelectMany(SettingSecrets.Of), .. Logins(source, [.. uris, .. proxies]).SelectMany(Basic)];
    }

    // Which user goes with which password is decided where they are sent: any of them may.
    private static IEnumerable<string> Logins(SourceDocument source, IReadOnlyList<string> uris)
    {
        var inUris = uris.Select(UriLogin.Of).OfType<string>().Select(login => login.Split(':', 2).Select(Uri.UnescapeDataString).ToArray()).ToList();
        var users = inUris.Select(login => login[0]).Append("").Concat(Given(source.Username, source.HttpsTunnel?.ProxyUser)).Distinct();
        var passwords = inUris.SelectMany(login => login.Skip(1)).Append("").Concat(Given(source.Password, source.HttpsTunnel?.ProxyPassword)).Distinct();
        return from user in users from password in passwords where user.Length + password.Length > 0 select $"{user}:{password}";
    }

    private static IEnumerable<string> Given(params string?[] values) => values.Select(Payload.Cut).OfType<string>();

    private static IEnumerable<string> Basic(string login)
    {
        var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes(login));
        return [sent, sent.TrimEnd('=')];
    }

    // An at sign stays: what stands before it may be a login, and is masked for one.
    private static IEnumerable<string> InQuery(string uri) =>
        from pair in UriLogin.QueryOf(uri).Split('&', '#', '@')
        let value = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]
        from secret in value.Length < SettingSecrets.ShortestValue ? [pair] : new[] { pair, value, Uri.UnescapeDataString(value) }
        select secret;
}
