namespace PoolResource.Git.Access;

/// <summary>The key as a private file, decrypted once and for all, so that no later connection has to ask.</summary>
internal static class SshKeyFile
{
    /// <exception cref="PoolException">The passphrase is missing, or does not open the key.</exception>
    /// <param name="key">The normalized key.</param>
    /// <param name="passphrase">What opens it.</param>
    /// <param name="folder">Where it goes.</param>
    /// <param name="parameter">The key of source that it stands in.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The file.</returns>
    public static async Task<string> LayDownAsync(string key, string? passphrase, PrivateFolder folder, string parameter, CancellationToken stop)
    {
        var file = folder.Write(parameter, key);
        if (SshKey.IsEncrypted(key))
        {
            await DecryptAsync(
                file,
                passphrase ?? throw new PoolException($"source.{parameter} is encrypted; give source.{parameter}_passphrase, too"),
                folder,
                parameter,
                stop);
        }

        await TryAsync(file, parameter, stop);
        return file;
    }

    // A host would only say that it does not like the key.
    private static async Task TryAsync(string file, string parameter, CancellationToken stop)
    {
        var result = await ChildProcess.RunAsync(
            "ssh-keygen", ["-y", "-P", "", "-f", file], new Dictionary<string, string> { ["LC_ALL"] = "C" }, stop);
        if (result.ExitCode != 0)
        {
            if (result.Stderr.Contains("No user exists for uid", StringComparison.Ordinal))
            {
                throw new PoolException(Meaning.NoUser);
            }

            throw new PoolException($"source.{parameter} cannot be read by ssh ({GitFailure.WordsOf(result.Stderr.Replace(file, "the key", StringComparison.Ordinal))}): a part of it is missing or damaged; give the whole text, from -----BEGIN to -----END");
        }
    }

    // The passphrase travels in a file, never in argv.
    private static async Task DecryptAsync(string file, string passphrase, PrivateFolder folder, string parameter, CancellationToken stop)
    {
        var answer = folder.Write($"{parameter}_passphrase", passphrase);
        try
        {
            var result = await ChildProcess.RunAsync(
                "ssh-keygen",
                ["-q", "-p", "-N", "", "-f", file],
                new Dictionary<string, string>
                {
                    ["LC_ALL"] = "C",
                    ["SSH_ASKPASS"] = Environment.ProcessPath!,
                    ["SSH_ASKPASS_REQUIRE"] = "force",
                    [AskPass.Variable] = answer,
                },
                stop);
            if (result.ExitCode != 0)
            {
                throw new PoolException($"source.{parameter}_passphrase does not open source.{parameter} ({HostMessage.Of(result.Stderr.Replace(file, "the key", StringComparison.Ordinal))}); correct one of them");
            }
        }
        finally
        {
            File.Delete(answer);
        }
    }
}
