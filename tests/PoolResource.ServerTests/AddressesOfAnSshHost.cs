namespace PoolResource.ServerTests;

public sealed class AddressesOfAnSshHost(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("git@ssh:", null)]
    [InlineData("ssh:", "git")]
    [InlineData("ssh://git@ssh", null)]
    [InlineData("ssh://ssh", "git")]
    [InlineData("ssh://git@ssh:2222", null)]
    public async Task LeadToTheRepository(string host, string? user)
    {
        var pool = new ServerPool(Steps, host + await Servers.Ssh.NewRepositoryAsync());
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync("ed25519");
        pool.Source["private_key_user"] = user;
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("ssh,[ssh]:2222");

        await pool.PlayTheLifeOfALockAsync();
    }
}
