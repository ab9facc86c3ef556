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

    public string? KnownHosts { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public IReadOnlyList<GitSettingDocument?>? GitConfig { get; init; }

    public JsonElement? RetryDelay { get; init; }

    public string? TriggerOn { get; init; }

    public JsonElement? RetriggerAfter { get; init; }

    public HttpsTunnelDocument? HttpsTunnel { get; init; }

    public bool? ForwardAgent { get; init; }

    public bool? SkipSslVerification { get; init; }

    public bool? Debug { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The baseline's sentence for each required key that is absent or empty.</summary>
    public IEnumerable<string> ToMissing() =>
        new[] { ("uri", Uri), ("branch", Branch), ("pool", Pool) }
            .Where(required => string.IsNullOrEmpty(required.Item2))
            .Select(required => Payload.Missing(required.Item1));

    /// <summary>The checked source; nothing may be <see cref="ToMissing"/>.</summary>
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
            Access = new Access
            {
                PrivateKey = Payload.Present(PrivateKey),
                PrivateKeyUser = Payload.Present(PrivateKeyUser),
                PrivateKeyPassphrase = Payload.Present(PrivateKeyPassphrase),
                KnownHosts = Payload.Present(KnownHosts),
                Username = Payload.Present(Username),
                Password = Payload.Present(Password),
                Tunnel = HttpsTunnel?.ToTunnel(),
                ForwardAgent = ForwardAgent ?? false,
                SkipSslVerification = SkipSslVerification ?? false,
            },
            TriggerOn = Payload.Present(TriggerOn) is { } state ? Payload.State(state, "source.trigger_on") : null,
            RetriggerAfter = Payload.Duration(RetriggerAfter, "source.retrigger_after") is { Ticks: > 0 } after ? after : null,
            Debug = Debug ?? false,
        };
    }

    /// <summary>What must never be shown, whether or not the source can be used; passwords in uris are always masked.</summary>
    public IEnumerable<string> ToSecrets() =>
        new[] { PrivateKey, PrivateKeyPassphrase, Password, HttpsTunnel?.ProxyPassword }
            .OfType<string>()
            .Where(secret => secret.Length > 0);

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Branch = {Branch}, Pool = {Pool}");
        return true;
    }
}
