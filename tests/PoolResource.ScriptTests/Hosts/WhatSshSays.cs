using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

/// <summary>What ssh writes to its log, beside a banner of the host's on stderr that may say anything.</summary>
public sealed class WhatSshSays : ScriptTest
{
    private const string Banner = "echo 'UNAUTHORIZED ACCESS IS PROHIBITED. Permission denied (to strangers).' >&2";

    public WhatSshSays() => Repository.CommitPool("aws", unclaimed: ["env-1"]);

    [Theory]
    [InlineData("host key type", "ssh-rsa,ssh-dss", "ssh-ed25519", "HostKeyAlgorithms, value: +ssh-rsa")]
    [InlineData("key exchange method", "diffie-hellman-group14-sha1", "curve25519-sha256", "KexAlgorithms, value: +diffie-hellman-group14-sha1")]
    public async Task OfANegotiationThatFailedIsToldAtOnceWithBothLists(string what, string theirs, string ours, string option)
    {
        var (ssh, remote) = Host($"echo 'Unable to negotiate with 192.0.2.1 port 22: no matching {what} found. Their offer: {theirs}' >> $log; {Banner}; exit 255");

        var put = await remote.PutAsync(new { acquire = true });

        Assert.StartsWith(
            $"error: ssh and the host have no {what} in common: the host offers {theirs}, and ssh here {ours}; to take what the host offers, give source.ssh_options {{name: {option}}}",
            put.Refusal,
            StringComparison.Ordinal);

        // A fetch, and a look at the line beside it.
        Assert.InRange(ssh.Calls, 1, 2);
    }

    [Fact]
    public async Task OfAClosedConnectionIsNotTakenForTheBannersRefusal()
    {
        var (ssh, remote) = Host($"echo 'Connection closed by 192.0.2.1 port 22' >> $log; {Banner}; exit 255");

        var check = await remote.CheckAsync();

        Assert.StartsWith("error: the host of source.uri closed the connection (git fetch: Connection closed by 192.0.2.1 port 22", check.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("PROHIBITED", check.Stderr, StringComparison.Ordinal);
        Assert.InRange(ssh.Calls, 2, 10);
    }

    [Fact]
    public async Task OfARefusedKeyIsToldWithItsFingerprint()
    {
        var (ssh, remote) = Host($"echo 'git@host: Permission denied (publickey).' >> $log; {Banner}; exit 255");
        var (key, fingerprint) = ssh.Key();
        remote.Source["private_key"] = key;

        var check = await remote.CheckAsync();

        Assert.StartsWith($"error: the host refused the credentials of the source, key {fingerprint} (ED25519) (git fetch: ", check.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("PROHIBITED", check.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAKeyThatWasNotGivenAsksForOne()
    {
        var (_, remote) = Host("echo 'git@host: Permission denied (publickey).' >> $log; exit 255");

        Assert.StartsWith("error: the host asks for a key; give source.private_key", (await remote.CheckAsync()).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfItselfWhenAllIsWellIsNotShown()
    {
        var (_, remote) = Host($"echo 'Warning: Permanently added host (ED25519) to the list of known hosts.' >> $log; {Banner}; eval \"exec $last\"");

        Assert.Equal("env-1", (await remote.PutAsync(new { acquire = true })).LockName);
    }

    private (StandInForSsh Ssh, PipelineResource Remote) Host(string atFetch)
    {
        var ssh = new StandInForSsh(Folder, Scripts, atFetch: atFetch);
        var remote = new PipelineResource(Scripts, Folder, $"git@host:{Repository.Path}", "main", "aws");
        remote.Source["known_hosts"] = "host ssh-ed25519 AAAA";
        return (ssh, remote);
    }
}
