using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

public sealed class KeysThatMayOnlyRead : ScriptTest
{
    [Theory]
    [InlineData("ERROR: The key you are authenticating with has been marked as read only.")]
    [InlineData("ERROR: Permission to acme/locks.git denied to ci-bot.")]
    [InlineData("remote: You are not allowed to push code to this project.")]
    public async Task EndAPutAtOnceWithTheHostsWordsAndTheKeysFingerprint(string words)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var ssh = new StandInForSsh(Folder, Scripts, atPush: $"echo '{words}' >&2; exit 1");
        var (key, fingerprint) = ssh.Key();
        var remote = new PipelineResource(Scripts, Folder, $"git@host:{Repository.Path}", "main", "aws");
        remote.Source["private_key"] = key;
        remote.Source["known_hosts"] = "host ssh-ed25519 AAAA";

        var put = await remote.PutAsync(new { acquire = true });

        Assert.StartsWith($"error: the host denies access to these credentials, key {fingerprint} (ED25519) (git push: ", put.Refusal, StringComparison.Ordinal);
        Assert.Contains(words.Replace("remote: ", "", StringComparison.Ordinal), put.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);

        // A fetch and a look at the line, the push, and a last look.
        Assert.InRange(ssh.Calls, 3, 4);
    }
}
