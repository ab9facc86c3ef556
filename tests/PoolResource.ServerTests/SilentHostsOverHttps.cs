namespace PoolResource.ServerTests;

public sealed class SilentHostsOverHttps(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreGivenUp()
    {
        var pool = new ServerPool(Steps, "https://silent/locks.git");
        pool.Source["username"] = WebServer.User;
        pool.Source["password"] = WebServer.Password;

        var check = await Elapsed.WithinAMinuteAsync(pool.CheckAsync());

        Assert.Equal((1, ""), (check.ExitCode, check.Stdout));
        Assert.StartsWith("error: the host did not answer in time", check.Lines[^1], StringComparison.Ordinal);
    }
}
