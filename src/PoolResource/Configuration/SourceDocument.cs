using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PoolResource.Configuration;

/// <summary>The <c>source</c> of a request, as the pipeline spells it.</summary>
public sealed partial record SourceDocument
{
    /// <summary>Where the repository is: over ssh, http, https or git, or a path on disk.</summary>
    [JsonConverter(typeof(PlainText))]
    public string? Uri { get; init; }

    /// <summary>The branch that holds the pools.</summary>
    public string? Branch { get; init; }

    /// <summary>The pool's directory in the branch.</summary>
    public string? Pool { get; init; }

    /// <summary>For ssh: the whole text of the key, PEM or OpenSSH form.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Who logs in over ssh when <c>uri</c> names nobody.</summary>
    public string? PrivateKeyUser { get; init; }

    /// <summary>Opens an encrypted <c>private_key</c>.</summary>
    public string? PrivateKeyPassphrase { get; init; }

    /// <summary>For ssh: the lines of a <c>known_hosts</c> file, by which the host's key is checked.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>For http: who logs in.</summary>
    public string? Username { get; init; }

    /// <summary>For http: the password or the token.</summary>
    public string? Password { get; init; }

    /// <summary>Settings of git, as for <c>git config --global</c>.</summary>
    public IReadOnlyList<GitSettingDocument?>? GitConfig { get; init; }

    /// <summary>Signs every commit: a private key of ssh, or an OpenPGP key in armour.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Opens an encrypted <c>signing_key</c>.</summary>
    public string? SigningKeyPassphrase { get; init; }

    /// <summary>Options of ssh, such as <c>HostKeyAlgorithms</c>.</summary>
    public IReadOnlyList<GitSettingDocument?>? SshOptions { get; init; }

    /// <summary>The longest pause between two looks of a wait that stands in no line; 10s when nothing is said.</summary>
    public JsonElement? RetryDelay { get; init; }

    /// <summary>Whether those who wait for a lock stand in a line; true when nothing is said.</summary>
    public bool? Queue { get; init; }

    /// <summary>Makes the resource a trigger on locks that arrive in that state.</summary>
    public string? TriggerOn { get; init; }

    /// <summary>With <c>trigger_on</c>: a lock that has stood so long where it arrived triggers again.</summary>
    public JsonElement? RetriggerAfter { get; init; }

    /// <summary>The HTTPS proxy that ssh goes through.</summary>
    public HttpsTunnelDocument? HttpsTunnel { get; init; }

    /// <summary>Puts <c>private_key</c> into an ssh agent of the step and forwards the agent to the host.</summary>
    public bool? ForwardAgent { get; init; }

    /// <summary>Leaves the certificate of an https host unchecked.</summary>
    public bool? SkipSslVerification { get; init; }

    /// <summary>Where Concourse is asked whether a build still runs, and who asks.</summary>
    public ConcourseDocument? Concourse { get; init; }

    /// <summary>Shows each git command with its exit code and its time.</summary>
    public bool? Debug { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The baseline's sentence for each required key that is absent or empty.</summary>
    public IEnumerable<string> ToMissing() =>
        new[] { ("uri", Uri), ("branch", Branch), ("pool", Pool) }
            .Where(required => Payload.Cut(required.Item2) is null)
            .Select(required => Payload.Missing(required.Item1));

    /// <summary>The checked source; nothing may be <see cref="ToMissing"/>.</summary>
    /// <exception cref="PoolException">A value cannot be used.</exception>
    public Source ToSource() => ToSource(PoolName.Parse(Line(Pool, "pool")!, "source.pool"));

    /// <summary>The checked source, for a pool that is named elsewhere; <c>uri</c> and <c>branch</c> may not be missing.</summary>
    /// <exception cref="PoolException">A value cannot be used.</exception>
    public Source ToSource(PoolName pool)
    {
        GitSetting[] settings = [.. (GitConfig ?? []).OfType<GitSettingDocument>().Select(setting => setting.ToSetting("git_config", "user.name"))];
        var written = Line(Uri, "uri")!;
        var (fetch, push) = UriRewriting.Of(written, settings);
        var uri = RepositoryUri.Parse(fetch, "source.uri");
        return new Source(uri, BranchName.Parse(Payload.Cut(Branch)!, "source.branch"), pool)
        {
            RetryDelay = Payload.Duration(RetryDelay, "source.retry_delay") is { Ticks: > 0 } delay
                ? delay
                : Source.DefaultRetryDelay,
            Queue = Queue ?? true,
            PushUri = push == fetch ? uri : RepositoryUri.Parse(push, "source.uri"),
            WrittenUri = fetch == written ? uri : Alias(written) ?? uri,
            LoginHost = fetch != written && written.StartsWith("http", StringComparison.Ordinal) ? RepositoryUri.Parse(written, "source.uri").Authority : null,
            GitConfig = [.. settings.Where(setting => !UriRewriting.IsRule(setting))],
            SigningKey = Payload.Present(SigningKey),
            SigningKeyPassphrase = Payload.Present(SigningKeyPassphrase),
            SshOptions = [.. (SshOptions ?? []).OfType<GitSettingDocument>().Select(option => SshOption.Checked(option.ToSetting("ssh_options", "Ciphers")))],
            Credentials = new Credentials
            {
                PrivateKey = Payload.Present(PrivateKey),
                PrivateKeyUser = Line(PrivateKeyUser, "private_key_user"),
                PrivateKeyPassphrase = Line(PrivateKeyPassphrase, "private_key_passphrase"),
                KnownHosts = Payload.Present(KnownHosts),
                Username = Line(Username, "username"),
                Password = Line(Password, "password"),
                Tunnel = HttpsTunnel?.ToTunnel(),
                ForwardAgent = ForwardAgent ?? false,
                SkipSslVerification = SkipSslVerification ?? false,
            },
            TriggerOn = Payload.Cut(TriggerOn) is { } state ? Payload.State(state, "source.trigger_on") : null,
            RetriggerAfter = Payload.Duration(RetriggerAfter, "source.retrigger_after") is { Ticks: > 0 } after ? after : null,
            Concourse = Concourse?.ToAccess(),
            Debug = Debug ?? false,
        };
    }

    /// <summary>What the user should know of values that are taken otherwise than they are written, or not at all.</summary>
    public IEnumerable<string> ToWarnings() =>
        [.. Payload.OtherPath(Pool, "source.pool"), .. OtherBranch(), .. TokenInTheQuery(), .. UnusedValues.Of(this)];

    private IEnumerable<string> OtherBranch() => Payload.Cut(Branch) is { } written && BranchName.TryParse(written, out var branch) && branch.Meant is { } meant
        ? [$"source.branch: {Quoted.Text(written)} is taken for the branch {branch.Ref}; write {meant}"]
        : [];

    // Git writes the uri into the arguments of its own helper, so no setting keeps it out of them.
    private IEnumerable<string> TokenInTheQuery() => Token().IsMatch(UriLogin.QueryOf(Payload.Cut(Uri) ?? ""))
        ? ["source.uri: a token behind its question mark stands in the arguments of git, where every process in the container can read it; give it as source.password, with source.username"]
        : [];

    /// <summary>What must never be shown, whether or not the source can be used; passwords in uris are always masked.</summary>
    public IEnumerable<string> ToSecrets() =>
        new[] { PrivateKey, PrivateKeyPassphrase, SigningKey, SigningKeyPassphrase, Password, Payload.Cut(Password) is null ? Username : null, HttpsTunnel?.ProxyPassword, Concourse?.Password, Concourse?.Token }
            .OfType<string>()
            .SelectMany(secret => new[] { secret, Encoded(secret) })
            .Concat(SentSecrets.Of(this))
            .Where(secret => secret.Length > 0)
            .Distinct();

    private static string Encoded(string secret) => secret.Contains('\n', StringComparison.Ordinal) ? "" : System.Uri.EscapeDataString(secret);

    [GeneratedRegex("(token|secret|password|key)=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    // What is rewritten need not be a uri.
    private static RepositoryUri? Alias(string written)
    {
        try
        {
            return RepositoryUri.Parse(written, "source.uri");
        }
        catch (PoolException)
        {
            return null;
        }
    }

    private static string? Line(string? text, string key) => Payload.Line(text, $"source.{key}");

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Branch = {Branch}, Pool = {Pool}");
        return true;
    }
}
