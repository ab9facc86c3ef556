namespace PoolResource.ServerTests;

public sealed class ProxiesOnTheWay(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task CarrySsh()
    {
        var pool = await PoolBehindAsync(ProxyServer.Open);

        await pool.PlayTheLifeOfALockAsync();

        Assert.Contains(await Servers.Proxy.RequestsAsync(ProxyServer.Open), line => line.Contains("CONNECT ssh:22 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CarrySshForWhoKnowsThePassword()
    {
        var pool = await PoolBehindAsync(ProxyServer.Guarded, ProxyServer.Password);

        await pool.PlayTheLifeOfALockAsync();

        Assert.Contains(
            await Servers.Proxy.RequestsAsync(ProxyServer.Guarded),
            line => line.Contains($"CONNECT ssh:22 200 {ProxyServer.User}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CarryHttpsWhenTheWorkerNamesThem()
    {
        var steps = new ImageSteps(Servers, Folder) { Options = ["--env", $"https_proxy=http://proxy:{ProxyServer.Open}"] };
        var pool = await WebPoolAsync(steps);

        await pool.PlayTheLifeOfALockAsync();

        Assert.Contains(await Servers.Proxy.RequestsAsync(ProxyServer.Open), line => line.Contains("CONNECT web:443 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProxyServer.Guarded, null)]
    [InlineData(ProxyServer.Guarded, "not-the-password")]
    [InlineData(ProxyServer.Shut, null)]
    public async Task RefuseWithASentenceOfTheirOwn(int port, string? password)
    {
        var pool = await PoolBehindAsync(port, password);

        var check = await Elapsed.WithinAMinuteAsync(pool.CheckAsync());

        Assert.Equal((1, ""), (check.ExitCode, check.Stdout));
        Assert.Contains("source.https_tunnel", check.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy", 1)]
    [InlineData("nowhere", ProxyServer.Open)]
    public async Task AreNamedWhenTheyCannotBeReached(string host, int port)
    {
        var pool = await PoolBehindAsync(port);
        pool.Source["https_tunnel"]!["proxy_host"] = host;

        var check = await Elapsed.WithinAMinuteAsync(pool.CheckAsync());

        Assert.Equal((1, ""), (check.ExitCode, check.Stdout));
        Assert.Contains("source.https_tunnel", check.Lines[^1], StringComparison.Ordinal);
    }

    private async Task<ServerPool> PoolBehindAsync(int port, string? password = null)
    {
        var pool = await SshPoolAsync();
        pool.Source["https_tunnel"] = ProxyServer.Tunnel(port, password);
        return pool;
    }
}
