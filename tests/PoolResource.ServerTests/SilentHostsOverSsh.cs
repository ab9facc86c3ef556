namespace PoolResource.ServerTests;

public sealed class SilentHostsOverSsh(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreGivenUp()
    {
        var pool = new ServerPool(Steps, "git@silent:locks.git");
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync("ed25519");
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("silent");

        var check = await Elapsed.WithinAMinuteAsync(pool.CheckAsync());

        Assert.Equal((1, ""), (check.ExitCode, check.Stdout));
        Assert.StartsWith("error: the host did not answer in time", check.Lines[^1], StringComparison.Ordinal);
    }
}
