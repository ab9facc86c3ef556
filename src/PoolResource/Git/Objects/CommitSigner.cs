using PoolResource.Git.Access;

namespace PoolResource.Git.Objects;

/// <summary>Signs commits with <c>source.signing_key</c>: an ssh key by ssh-keygen, an OpenPGP key by gpg.</summary>
internal sealed class CommitSigner : IDisposable
{
    private const string Buffer = "commit-to-sign";

    private static readonly Dictionary<string, string> Variables = new() { ["LC_ALL"] = "C" };

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly PrivateFolder folder;
    private readonly string program;
    private readonly string[] arguments;

    private CommitSigner(PrivateFolder folder, string program, params string[] arguments) =>
        (this.folder, this.program, this.arguments) = (folder, program, arguments);

    private static string Home(PrivateFolder folder) => Path.Combine(folder.Path, "gnupg");

    /// <summary>Lays the key down; null when there is none.</summary>
    /// <exception cref="PoolException">The key or its passphrase cannot be used.</exception>
    public static async Task<CommitSigner?> OpenAsync(Source source, PrivateFolder folder, CancellationToken stop) =>
        source.SigningKey is not { } key ? null
        : key.Contains("-----BEGIN PGP PRIVATE KEY BLOCK-----", StringComparison.Ordinal) ? await OpenPgpAsync(key, source.SigningKeyPassphrase, folder, stop)
        : await OpenSshAsync(key, source.SigningKeyPassphrase, folder, stop);

    /// <summary>The signature of a commit's text, in armour.</summary>
    /// <exception cref="PoolException">The program cannot sign with this key.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public string Sign(string commit, CancellationToken stop)
    {
        var file = folder.Write(Buffer, commit);
        try
        {
            // Commits are written in the middle of other code that is not asynchronous; nothing else runs meanwhile.
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
            bound.CancelAfter(Longest);
            var result = ChildProcess.RunAsync(program, [.. arguments, file], Variables, bound.Token).GetAwaiter().GetResult();
            return result.ExitCode == 0
                ? File.ReadAllText($"{file}.sig")
                : throw new PoolException($"source.signing_key: {program} cannot sign with it ({HostMessage.Of(result.Stderr.Replace(folder.Path, "", StringComparison.Ordinal))}); give another key");
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new PoolException($"source.signing_key: {program} did not sign within {Duration.Describe(Longest)}; give another key", fault);
        }
        finally
        {
            File.Delete(file);
            File.Delete($"{file}.sig");
        }
    }

    public void Dispose()
    {
        if (program == "gpg")
        {
            // Gpg starts an agent for its home, which would stay.
            using var kill = ChildProcess.Start("gpgconf", ["--homedir", Home(folder), "--kill", "gpg-agent"], Variables);
            kill.End(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<CommitSigner> OpenSshAsync(string key, string? passphrase, PrivateFolder folder, CancellationToken stop)
    {
        var file = await SshKeyFile.LayDownAsync(SshKey.Normalized(key, "signing_key"), passphrase, folder, "signing_key", stop);
        return new CommitSigner(folder, "ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", file);
    }

    private static async Task<CommitSigner> OpenPgpAsync(string key, string? passphrase, PrivateFolder folder, CancellationToken stop)
    {
        var home = folder.Subfolder("gnupg");
        string[] always = ["--homedir", home, "--batch", "--no-tty", "--quiet", "--pinentry-mode", "loopback"];
        string[] unlocked = passphrase is null ? always : [.. always, "--passphrase-file", folder.Write("signing_key_passphrase", passphrase)];
        var text = PastedText.Of(key);
        var signer = new CommitSigner(folder, "gpg", [.. unlocked, "--armor", "--detach-sign", "--output", Path.Combine(folder.Path, $"{Buffer}.sig")]);
        try
        {
            var imported = await ChildProcess.RunAsync("gpg", [.. unlocked, "--import", folder.Write("signing_key", text)], Variables, stop);
            return imported.ExitCode == 0 ? signer : throw Unreadable(imported.Stderr, folder);
        }
        catch
        {
            // However it ended, the agent may run.
            signer.Dispose();
            throw;
        }
    }

    private static PoolException Unreadable(string words, PrivateFolder folder) =>
        new PoolException($"source.signing_key is not a key that gpg can read ({HostMessage.Of(words.Replace(folder.Path, "", StringComparison.Ordinal))}); give a whole private key in armour, or one of ssh");
}
