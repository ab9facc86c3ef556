using System.Text;

namespace PoolResource.Git.Access;

/// <summary>What people paste or save in place of a private key, and what to do about it.</summary>
internal static class SshKeyFault
{
    private const string Advice = "give the whole text, from -----BEGIN to -----END";

    private static readonly string[] PublicKeys = ["ssh-", "ecdsa-", "sk-", "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY", "---- BEGIN SSH2 PUBLIC KEY"];

    /// <summary>The likely cause and the way out, as the end of a sentence.</summary>
    public static string Of(string text)
    {
        var key = text.Trim();
        return key switch
        {
            _ when PublicKeys.Any(start => key.StartsWith(start, StringComparison.Ordinal)) =>
                "it is a public key; give the private one, which begins with -----BEGIN",
            _ when key.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal) =>
                "it is a key of PuTTY's; export it as an OpenSSH key",
            _ when key.StartsWith("-----BEGIN CERTIFICATE", StringComparison.Ordinal) =>
                "it is a certificate; give the private key that belongs to it",
            _ when key.StartsWith("-----BEGIN PGP ", StringComparison.Ordinal) =>
                "it is an OpenPGP key; give one of ssh's",
            _ when key.StartsWith("---- BEGIN SSH2 ", StringComparison.Ordinal) || key.StartsWith("SSH PRIVATE KEY FILE FORMAT 1", StringComparison.Ordinal) =>
                "it is in a form that ssh does not read; convert it to an OpenSSH key",
            _ when key.StartsWith("((", StringComparison.Ordinal) && key.EndsWith("))", StringComparison.Ordinal) =>
                "it is a var that nobody has filled in; see that the pipeline finds its value",
            _ when IsPath(key) =>
                "it is the path of a file; give the text in it",
            _ when key.Length > 1 && key[0] is '"' or '\'' && IsBegun(key) && key.Contains('\n', StringComparison.Ordinal) =>
                "it stands in quotes; take them off",
            _ when IsBegun(key) && key.Contains("\\n", StringComparison.Ordinal) =>
                "it has \\n in letters in place of its line ends; save it with real ones",
            _ when IsBegun(key) && key.Contains("-----END ", StringComparison.Ordinal) && !key.Contains('\n', StringComparison.Ordinal) =>
                "it stands all on one line; save it with its line ends",
            _ when IsBegun(key) && !key.Contains("-----END ", StringComparison.Ordinal) =>
                $"it is cut off; {Advice}",
            _ when IsBegun(Decoded(key)) =>
                "it is the base64 of a key; decode it",
            _ => Advice,
        };
    }

    // None of base64, which may begin with a slash, too, has a dot or a backslash.
    private static bool IsPath(string key) =>
        !key.Contains('\n', StringComparison.Ordinal) && (key.StartsWith("~/", StringComparison.Ordinal) || key.StartsWith("./", StringComparison.Ordinal)
            || (key.StartsWith('/') && key.AsSpan().ContainsAny("._-")) || (key is [_, ':', '\\' or '/', ..]));

    private static bool IsBegun(string text) =>
        text.Contains("-----BEGIN ", StringComparison.Ordinal) && text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);

    private static string Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.Latin1.GetString(bytes, 0, length) : "";
    }
}
