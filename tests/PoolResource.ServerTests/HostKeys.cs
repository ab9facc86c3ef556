namespace PoolResource.ServerTests;

public sealed class HostKeys(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreRefusedWhenTheyHaveChanged()
    {
        var pool = await SshPoolAsync();
        pool.Source["known_hosts"] = $"ssh {await Servers.Ssh.KeyAsync("stranger.pub")}";

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host's key is not the one in source.known_hosts; if that is right, correct it there", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreRefusedWhenTheHostIsUnknown()
    {
        var pool = await SshPoolAsync();
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("elsewhere");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host's key is not in source.known_hosts; add it there", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreNotCheckedWithoutKnownHostsWhichOneLineSays()
    {
        var pool = await SshPoolAsync();
        await pool.AddAsync("env-1");
        pool.Source.Remove("known_hosts");

        var check = await pool.CheckAsync();

        Assert.Single(check.Refs);
        Assert.Equal("warning: the host's key is not checked; give source.known_hosts to have it checked", Assert.Single(check.Lines));
    }
}
