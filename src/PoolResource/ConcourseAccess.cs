using System.Text;

namespace PoolResource;

/// <summary>How Concourse's API is asked about builds; none of its secrets is ever printed.</summary>
public sealed record ConcourseAccess
{
    /// <summary>Where it is, over http or https; null for the cluster in which the step runs.</summary>
    public Uri? Url { get; init; }

    /// <summary>A local user of Concourse, who logs in with <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A bearer token, in place of a login.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the certificate of an https address goes unchecked.</summary>
    public bool SkipSslVerification { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Url = {Url}, Password = {Given(Password)}, Token = {Given(Token)}");
        return true;
    }

    private static string Given(string? secret) => secret is null ? "absent" : "given";
}
