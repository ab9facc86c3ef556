namespace PoolResource.Git.Access;

/// <summary>A private key as people paste it into YAML.</summary>
public static class SshKey
{
    /// <summary>
    /// The key as ssh takes it: no carriage returns, no indentation, a newline at the end, and nothing of what an export
    /// may have written before and behind it.
    /// </summary>
    /// <exception cref="PoolException">It is no private key.</exception>
    public static string Normalized(string text, string parameter = "private_key")
    {
        var lines = PastedText.Lines(text.TrimStart('\uFEFF'));
        var first = lines.FindIndex(line => line.StartsWith("-----BEGIN ", StringComparison.Ordinal) && line.EndsWith("PRIVATE KEY-----", StringComparison.Ordinal));
        var last = first < 0 ? -1 : lines.FindIndex(first, line => line.StartsWith("-----END ", StringComparison.Ordinal));
        return last > first + 1 && !lines[first].Contains("-----END", StringComparison.Ordinal)
            ? $"{string.Join('\n', lines[first..(last + 1)])}\n"
            : throw new PoolException($"source.{parameter} is not a private key: {SshKeyFault.Of(text)}");
    }

    /// <summary>Whether a normalized key needs a passphrase: PEM says so in words, OpenSSH in the name of its cipher.</summary>
    public static bool IsEncrypted(string key)
    {
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            return true;
        }

        // PROTOCOL.key of OpenSSH: "openssh-key-v1", NUL, then the cipher's name behind its length in four bytes.
        var body = string.Concat(key.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length)
            && bytes.AsSpan(0, length) is var content
            && content.StartsWith("openssh-key-v1\0"u8)
            && !content[15..].StartsWith("\0\0\0\u0004none"u8);
    }

    /// <summary>What a host's administrator knows a key by: its fingerprint and its kind.</summary>
    /// <param name="file">The key, without a passphrase.</param>
    /// <param name="stop">Kills the program that is asked.</param>
    internal static async Task<string> DescribeAsync(string file, CancellationToken stop)
    {
        // "256 SHA256:… comment (ED25519)"
        var told = await ChildProcess.RunAsync("ssh-keygen", ["-l", "-f", file], new Dictionary<string, string> { ["LC_ALL"] = "C" }, stop);
        return told.Stdout.Trim().Split(' ') is [_, var fingerprint, .., var kind] ? $"key {fingerprint} {kind}" : "the key of source.private_key";
    }
}
