using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PoolResource.Configuration;

/// <summary>What of <c>git_config</c> is never to be shown: headers, the logins of proxies, and values that are passwords.</summary>
internal static partial class SettingSecrets
{
    /// <summary>What a header or a query says in fewer letters may be any word, and is masked only together with its name.</summary>
    public const int ShortestValue = 6;

    public static IEnumerable<string> Of(GitSetting setting) => Key(setting) switch
    {
        "EXTRAHEADER" => InHeader(setting.Value),
        "PROXY" => InLogin(UriLogin.Of(setting.Value) ?? UriLogin.Of($"http://{setting.Value}")),
        "HELPER" => [.. InHelper().Matches(setting.Value).Select(match => match.Groups["secret"].Value)],
        var key when IsSecret().IsMatch(key) => [setting.Value],
        _ => [],
    };

    /// <summary>The value of an entry as it was written; empty when it is none.</summary>
    public static string Text(JsonElement? value)
    {
        try
        {
            return Payload.Scalar(value, "source.git_config") ?? "";
        }
        catch (PoolException)
        {
            // What cannot be read is refused elsewhere.
            return "";
        }
    }

    private static string Key(GitSetting setting) => setting.Name[(setting.Name.LastIndexOf('.') + 1)..].ToUpperInvariant();

    // "Name: scheme credentials", "Name: value", or a cookie's "Name: key=value; key=value".
    private static IEnumerable<string> InHeader(string header)
    {
        var value = header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var words = value.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var parts = words.SelectMany(word => new[] { word, word.TrimEnd('='), word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] })
            .Append(value)
            .Where(part => part.Length >= ShortestValue && !Schemes.Contains(part, StringComparer.OrdinalIgnoreCase));
        return [header.Trim(), .. parts, .. words.SelectMany(InBasic)];
    }

    private static readonly string[] Schemes = ["Basic", "Bearer", "Digest", "Negotiate"];

    private static IEnumerable<string> InBasic(string word)
    {
        var bytes = new byte[word.Length];
        return Convert.TryFromBase64String(word, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var login && login.Contains(':', StringComparison.Ordinal)
            ? InLogin(login)
            : [];
    }

    private static IEnumerable<string> InLogin(string? login)
    {
        var password = login?[(login.IndexOf(':', StringComparison.Ordinal) + 1)..] ?? "";
        return password.Length == 0 ? [] : [login!, password, Uri.UnescapeDataString(password)];
    }

    [GeneratedRegex("(PASSWORD|PASSWD|PASSPHRASE|TOKEN|SECRET|APIKEY|(?<!ASK)PASS)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IsSecret();

    // A helper in a line of shell, as many write it: !f() { echo username=me; echo password=…; }; f
    [GeneratedRegex("""password=(?<secret>[^\s;'"]+)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex InHelper();
}
