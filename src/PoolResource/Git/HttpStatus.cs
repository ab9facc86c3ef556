using System.Globalization;
using System.Text.RegularExpressions;
using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>The number of an HTTP answer that was not what git wanted.</summary>
/// <param name="Number">From 300 to 599.</param>
public sealed partial record HttpStatus(int Number)
{
    private const string Firewall = "a proxy or firewall before the host does not let git's requests pass";

    private static readonly Dictionary<int, string> Words = new()
    {
        [400] = "the host does not understand the request",
        [402] = "the plan or the quota of whoever owns the repository does not cover it; see to its billing",
        [404] = "the host has no such repository, or hides it from these credentials",
        [405] = "the host does not allow pushes over http",
        [406] = Firewall,
        [407] = "a proxy asks for credentials; write them into http.proxy of source.git_config",
        [408] = "the host gave up waiting for the whole request",
        [409] = "the host says that it conflicts with something else",
        [410] = "the repository is gone from the host",
        [411] = "the host wants to know the length of a push beforehand; set http.postBuffer in source.git_config",
        [413] = "the push is too large for the host; raise its limit for requests",
        [414] = "source.uri is too long for the host",
        [415] = Firewall,
        [421] = "the host that answers is not the one that source.uri names; see to the proxy before it",
        [422] = "the host reads the request and does not accept what stands in it",
        [423] = "the host has the repository locked",
        [425] = "the host wants to be asked once more",
        [426] = "the host wants a newer version of the protocol",
        [431] = "the headers are too large for the host; see http.extraHeader in source.git_config",
        [451] = "the host may not give out the repository for legal reasons",
        [501] = "the host does not know how to serve git over http; give an address at which it does",
        [505] = "the host does not speak this version of http; see http.version in source.git_config",
        [507] = "the host is out of disk space",
    };

    /// <summary>What becomes of asking again: 408 and 425 pass as what the host's own errors do, but for what it will never be able to.</summary>
    public FailureKind Kind => Number switch
    {
        429 => FailureKind.Crowded,
        408 or 425 or (>= 500 and not 501 and not 505) => FailureKind.Passing,
        _ => FailureKind.Refused,
    };

    /// <summary>The status that git, curl or a proxy named; null when there is none.</summary>
    public static HttpStatus? In(string stderr) =>
        Named().Match(stderr) is { Success: true } match
            ? new HttpStatus(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
            : null;

    /// <summary>What it means.</summary>
    public string Describe(Login login) => Number switch
    {
        401 when login.IsMissing => $"the host asks for credentials; {login.Missing}",
        401 => $"the host refused the credentials of the source{login.Suffix}",
        403 when login.IsMissing => $"the host denies access without credentials; {login.Missing}",
        403 => $"the host denies access to these credentials{login.Suffix}",
        429 => "the host says it gets too many requests",
        >= 500 and not 501 and not 505 => $"the host reports an internal error{Or(Number)}",
        < 400 => "the host redirects elsewhere; give the new address as source.uri",
        _ => Words.GetValueOrDefault(Number, "the host refuses the request"),
    };

    private static string Or(int number) => Words.TryGetValue(number, out var words) ? $": {words}" : "";

    [GeneratedRegex(@"(The requested URL returned error: |RPC failed; HTTP |unexpected http code )(?<number>[345]\d\d)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
