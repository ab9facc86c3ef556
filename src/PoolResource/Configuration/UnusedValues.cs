namespace PoolResource.Configuration;

/// <summary>The values of a source that are given and not used: each is said, with what would make it count.</summary>
internal static class UnusedValues
{
    public static IEnumerable<string> Of(SourceDocument source)
    {
        if (Payload.IsGiven(source.RetriggerAfter?.ToString()) && !Payload.IsGiven(source.TriggerOn))
        {
            yield return "source.retrigger_after means nothing without source.trigger_on; give it, too, or leave both out";
        }

        foreach (var (what, value) in Secrets(source).Where(secret => Payload.Cut(secret.Value)?.Length is > 0 and < SecretMask.ShortestSecret))
        {
            yield return $"{what} has fewer than {SecretMask.ShortestSecret} characters and is not masked in the log; use a longer one";
        }

        foreach (var sentence in Uri(source) switch
        {
            { IsHttp: true } uri => OverHttp(source, uri),
            { IsSsh: true } uri => OverSsh(source, uri),
            _ => [],
        })
        {
            yield return sentence;
        }
    }

    private static IEnumerable<(string What, string? Value)> Secrets(SourceDocument source) =>
    [
        ("source.password", source.Password),
        ("source.private_key_passphrase", source.PrivateKeyPassphrase),
        ("source.https_tunnel.proxy_password", source.HttpsTunnel?.ProxyPassword),
        ("source.concourse.password", source.Concourse?.Password),
        ("source.concourse.token", source.Concourse?.Token),
        ("the password in source.uri", Uri(source)?.Login?.Password),
    ];

    // The uri is refused elsewhere, in words of its own.
    private static RepositoryUri? Uri(SourceDocument source) =>
        Payload.Cut(source.Uri) is { } uri && RepositoryUri.TryParse(uri, out var parsed) ? parsed : null;

    private static IEnumerable<string> OverHttp(SourceDocument source, RepositoryUri uri)
    {
        var (user, password) = (Payload.IsGiven(source.Username), Payload.IsGiven(source.Password));
        var inUri = uri.Login ?? ("", "");
        if (password && !user && inUri.User.Length == 0)
        {
            yield return "source.password is not used, because source.username is missing; give it, too";
        }
        else if (user && !password && inUri.Password.Length == 0)
        {
            yield return "source.password is missing beside source.username; give it, too";
        }
        else if (user != password && inUri is { User.Length: > 0, Password.Length: > 0 })
        {
            yield return $"source.{(user ? "username" : "password")} is not used, because source.uri has a login of its own; give source.{(user ? "password" : "username")}, too, or leave the login out of the uri";
        }

        foreach (var key in Given(
            ("private_key", source.PrivateKey), ("private_key_user", source.PrivateKeyUser),
            ("private_key_passphrase", source.PrivateKeyPassphrase), ("known_hosts", source.KnownHosts),
            ("forward_agent", Text(source.ForwardAgent)), ("https_tunnel", source.HttpsTunnel?.ProxyHost)))
        {
            yield return $"source.{key} is not used for a uri over {uri.Scheme}; {(key == "https_tunnel" ? "give git_config with http.proxy" : "write the uri as git@host:path to use ssh, or leave it out")}";
        }
    }

    private static IEnumerable<string> OverSsh(SourceDocument source, RepositoryUri uri)
    {
        foreach (var key in Given(
            ("username", source.Username), ("password", source.Password), ("skip_ssl_verification", Text(source.SkipSslVerification))))
        {
            yield return $"source.{key} is not used for a uri over ssh; write the uri as https://host/path to use it, or leave it out";
        }

        if (uri.Login is not null)
        {
            yield return "the password in source.uri is not used for ssh; give source.private_key, and leave it out";
        }

        if (!Payload.IsGiven(source.PrivateKey))
        {
            foreach (var key in Given(("private_key_passphrase", source.PrivateKeyPassphrase), ("forward_agent", Text(source.ForwardAgent))))
            {
                yield return $"source.{key} is not used, because source.private_key is missing; give it, too";
            }
        }

        if (Payload.IsGiven(source.PrivateKeyUser) && uri.SshUser is { } user && user != Payload.Cut(source.PrivateKeyUser))
        {
            yield return "source.private_key_user is not used, because source.uri names a user of its own; leave one of them out";
        }

        if (source.HttpsTunnel is { } tunnel && Payload.IsGiven(tunnel.ProxyPassword) && !Payload.IsGiven(tunnel.ProxyUser))
        {
            yield return "source.https_tunnel.proxy_password is not used, because proxy_user is missing; give it, too";
        }
    }

    private static IEnumerable<string> Given(params (string Key, string? Value)[] values) =>
        values.Where(value => Payload.IsGiven(value.Value)).Select(value => value.Key);

    private static string? Text(bool? flag) => flag == true ? "true" : null;
}
