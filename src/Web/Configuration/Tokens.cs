using System.Text.RegularExpressions;

namespace PoolResource.Web.Configuration;

/// <summary>Reads the programs that may ask.</summary>
internal static partial class Tokens
{
    private const int DigitsOfHash = 64;

    /// <summary>The SHA-256 of each one's token, by its name.</summary>
    /// <exception cref="PoolException">One cannot be used.</exception>
    public static IReadOnlyDictionary<string, byte[]> Of(IReadOnlyDictionary<string, string> document) =>
        document.ToDictionary(one => Name(one.Key), one => Hash(one.Key, one.Value), StringComparer.Ordinal);

    private static string Name(string name) => Named().IsMatch(name) ? name
        : throw new PoolException($"tokens: {Quoted.Text(name)} is no name of a program; write it in letters, digits, dots, dashes and underscores, 40 at most");

    // What stands there may be the token itself, by a slip: it is not repeated.
    private static byte[] Hash(string name, string? text) =>
        text is { Length: DigitsOfHash } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text)
        : throw new PoolException($"tokens.{name}: a SHA-256 of {DigitsOfHash} hexadecimal digits is expected; make it by: printf %s TOKEN | sha256sum");

    [GeneratedRegex("^[A-Za-z0-9._-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
