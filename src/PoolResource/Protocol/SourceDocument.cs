using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Protocol;

/// <summary>The <c>source</c> of a request, as the pipeline spells it.</summary>
public sealed record SourceDocument
{
    public string? Uri { get; init; }

    public string? Branch { get; init; }

    public string? Pool { get; init; }

    public string? PrivateKey { get; init; }

    public string? PrivateKeyUser { get; init; }

    public string? PrivateKeyPassphrase { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public IReadOnlyList<GitSettingDocument?>? GitConfig { get; init; }

    public JsonElement? RetryDelay { get; init; }

    public HttpsTunnelDocument? HttpsTunnel { get; init; }

    public bool? ForwardAgent { get; init; }

    public bool? SkipSslVerification { get; init; }

    public bool? Debug { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Unknown { get; } = [];

    /// <summary>The baseline's sentence for each required key that is absent or empty.</summary>
    public IEnumerable<string> Missing =>
        new[] { ("uri", Uri), ("branch", Branch), ("pool", Pool) }
            .Where(required => string.IsNullOrEmpty(required.Item2))
            .Select(required => Payload.Missing(required.Item1));

    /// <summary>The checked source; nothing may be <see cref="Missing"/>.</summary>
    /// <exception cref="PoolException">A value cannot be used.</exception>
    public Source ToSource()
    {
        var uri = RepositoryUri.Parse(Uri!, "source.uri");
        return new Source(uri, BranchName.Parse(Branch!, "source.branch"), PoolName.Parse(Pool!, "source.pool"))
        {
            RetryDelay = Payload.Duration(RetryDelay, "source.retry_delay") is { Ticks: > 0 } delay
                ? delay
                : Source.DefaultRetryDelay,
            GitConfig = [.. (GitConfig ?? []).OfType<GitSettingDocument>().Select(setting => setting.ToSetting())],
            Debug = Debug ?? false,
            Secrets = [.. Secrets],
        };
    }

    /// <summary>What must never be shown, whether or not the source can be used; passwords in uris are always masked.</summary>
    public IEnumerable<string> Secrets =>
        new[] { PrivateKey, PrivateKeyPassphrase, Password, HttpsTunnel?.ProxyPassword }
            .OfType<string>()
            .Where(secret => secret.Length > 0);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Branch = {Branch}, Pool = {Pool}");
        return true;
    }
}

/// <summary>One entry of <c>git_config</c>; YAML may make its value a number or a boolean.</summary>
public sealed record GitSettingDocument
{
    public string? Name { get; init; }

    public JsonElement? Value { get; init; }

    internal GitSetting ToSetting() =>
        Name is { Length: > 0 }
            ? new GitSetting(Name, Value switch
            {
                null or { ValueKind: JsonValueKind.Null } => "",
                { ValueKind: JsonValueKind.String } text => text.GetString()!,
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar => scalar.GetRawText(),
                _ => throw new PoolException($"source.git_config: the value of {Quoted.Text(Name)} must be text, a number or a boolean"),
            })
            : throw new PoolException("source.git_config: an entry has no name; write it as {name: user.name, value: …}");
}

/// <summary>The HTTPS proxy that ssh goes through.</summary>
public sealed record HttpsTunnelDocument
{
    public string? ProxyHost { get; init; }

    public JsonElement? ProxyPort { get; init; }

    public string? ProxyUser { get; init; }

    public string? ProxyPassword { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"ProxyHost = {ProxyHost}");
        return true;
    }
}
