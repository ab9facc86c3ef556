namespace PoolResource.ServerTests;

public sealed class ConnectionsOfAStep(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task AreOneForAnAcquire()
    {
        var pool = await CountedPoolAsync();
        await pool.AddAsync("env-1");
        var before = await Servers.Ssh.CountedConnectionsAsync();

        var put = await pool.PutAsync(new { acquire = true });

        Assert.Equal("env-1", put.LockName);
        Assert.Equal(before + 1, await Servers.Ssh.CountedConnectionsAsync());
    }

    [Fact]
    public async Task AreOneForAnAcquireThatWaits() => Assert.Equal(1, await OfAWaitAsync(_ => Task.CompletedTask));

    [Fact]
    public async Task AreMadeAnewWhenOneDiesDuringAWait() => Assert.Equal(2, await OfAWaitAsync(put => put.LoseConnectionAsync()));

    // The connections of an acquire that has to wait for a lock, and to which something happens meanwhile.
    private async Task<int> OfAWaitAsync(Func<RunningStep, Task> happens)
    {
        const int OfTheRelease = 1;
        var pool = await CountedPoolAsync();
        await pool.AddAsync("env-1");
        await pool.GetAsync((await pool.PutAsync(new { acquire = true })).Ref);
        var before = await Servers.Ssh.CountedConnectionsAsync();

        await using var put = pool.StartPut(new { acquire = true });
        await put.SaysAsync("waiting for");
        await happens(put);
        await pool.PutAsync(new { release = "lock" });

        Assert.Equal("env-1", (await put.EndAsync()).LockName);
        return await Servers.Ssh.CountedConnectionsAsync() - before - OfTheRelease;
    }

    private async Task<ServerPool> CountedPoolAsync()
    {
        var pool = await SshPoolAsync();
        pool.Source["uri"] = ((string)pool.Source["uri"]!).Replace("git@ssh:", "ssh://git@ssh:2200", StringComparison.Ordinal);
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("[ssh]:2200");
        return pool;
    }
}
