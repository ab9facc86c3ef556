namespace PoolResource.ServerTests;

public sealed class WrongKeys(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreRefused()
    {
        var pool = await SshPoolAsync("stranger");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host refused the credentials of the source", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreRefusedToAPut()
    {
        var pool = await SshPoolAsync("stranger");

        var put = await pool.PutAsync(new { acquire = true });

        Assert.StartsWith("error: the host refused the credentials of the source", put.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreNotMissed()
    {
        var pool = await SshPoolAsync();
        pool.Source.Remove("private_key");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host asks for a key; give source.private_key", check.Refusal, StringComparison.Ordinal);
    }
}
