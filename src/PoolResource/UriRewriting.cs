using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// What <c>url.BASE.insteadOf</c> and <c>url.BASE.pushInsteadOf</c> make of a uri, by git's rule: the longest beginning
/// that matches is replaced, the earlier setting of two as long, and pushInsteadOf goes before insteadOf for pushes.
/// </summary>
public static partial class UriRewriting
{
    /// <summary>The uri that is fetched from, and the one that is pushed to.</summary>
    public static (string Fetch, string Push) Of(string uri, IEnumerable<GitSetting> settings)
    {
        var rules = settings.Select(setting => (Name: SettingName().Match(setting.Name), setting.Value)).Where(rule => rule.Name.Success).ToList();
        var fetch = Rewritten(push: false) ?? uri;
        return (fetch, Rewritten(push: true) ?? fetch);

        string? Rewritten(bool push) => rules
            .Where(rule => rule.Name.Groups["push"].Success == push && uri.StartsWith(rule.Value, StringComparison.Ordinal))
            .OrderByDescending(rule => rule.Value.Length)
            .Select(rule => rule.Name.Groups["base"].Value + uri[rule.Value.Length..])
            .FirstOrDefault();
    }

    /// <summary>Whether a setting is one of these; git need not read it any more.</summary>
    public static bool IsRule(GitSetting setting) => SettingName().IsMatch(setting.Name);

    [GeneratedRegex(@"^url\.(?<base>.+)\.(?<push>push)?insteadof$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
