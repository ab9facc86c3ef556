using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

public sealed class SigningCommits : ScriptTest
{
    public SigningCommits() => Repository.CommitPool("aws", unclaimed: ["env-1"]);

    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("ed25519", "a passphrase")]
    [InlineData("rsa", "")]
    public async Task IsDoneWithAKeyOfSsh(string type, string passphrase)
    {
        var file = Folder["signing"];
        Run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "pool", "-f", file);
        Aws.Source["signing_key"] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Aws.Source["signing_key_passphrase"] = passphrase;

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(Repository.Tip, put.Ref);
        var signers = Folder.Write("signers", $"ci-pool@localhost {await File.ReadAllTextAsync(file + ".pub", TestContext.Current.CancellationToken)}");
        Repository.Git("-c", "gpg.format=ssh", "-c", $"gpg.ssh.allowedSignersFile={signers}", "verify-commit", "main");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a passphrase")]
    public async Task IsDoneWithAKeyOfOpenPgp(string passphrase)
    {
        // A home's path may be no longer than a socket's.
        var home = Directory.CreateTempSubdirectory("gpg").FullName;
        Run("gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--quick-generate-key", "ci-pool@localhost", "ed25519", "sign", "never");
        Aws.Source["signing_key"] = Run("gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--armor", "--export-secret-keys");
        Aws.Source["signing_key_passphrase"] = passphrase;

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(Repository.Tip, put.Ref);
        var gpg = Folder.Program("gpg", $"#!/bin/sh\nexec gpg --homedir '{home}' \"$@\"\n");
        Repository.Git("-c", $"gpg.program={gpg}", "verify-commit", "main");
        Run("gpgconf", "--homedir", home, "--kill", "all");
        Directory.Delete(home, recursive: true);
        Assert.Empty(Scripts.LivingProcesses());
    }

    [Theory]
    [InlineData("nonsense", "error: source.signing_key is not a private key: …")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nnonsense\n-----END PGP PRIVATE KEY BLOCK-----", "error: source.signing_key is not a key that gpg can read …")]
    public async Task IsRefusedWithAKeyThatIsNone(string key, string sentence)
    {
        Aws.Source["signing_key"] = key;

        Assert.StartsWith(sentence.TrimEnd('…'), (await Aws.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
    }

    private static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? told : throw new InvalidOperationException($"{program} failed");
    }
}
