namespace PoolResource.ServerTests;

public sealed class UsersOfTheImage(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    [InlineData("4242")]
    public async Task GetTheSameAnswersInAnEmptyEnvironment(string user)
    {
        var pool = await WebPoolAsync(StepsOf(user));
        pool.Source.Remove("skip_ssl_verification");

        await pool.PlayTheLifeOfALockAsync();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    public async Task GetTheSameAnswersOverSsh(string user)
    {
        var pool = new ServerPool(StepsOf(user), $"git@ssh:{await Servers.Ssh.NewRepositoryAsync()}");
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync("locked-ed25519");
        pool.Source["private_key_passphrase"] = SshServer.Passphrase;
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("ssh");

        await pool.PlayTheLifeOfALockAsync();
    }

    [Fact]
    public async Task NeedANameForSsh()
    {
        var pool = new ServerPool(StepsOf("4242"), $"git@ssh:{await Servers.Ssh.NewRepositoryAsync()}");
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync("ed25519");
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("ssh");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: ssh needs an entry in /etc/passwd for the user it runs as", check.Refusal, StringComparison.Ordinal);
    }

    private ImageSteps StepsOf(string user) => new(Servers, Folder)
    {
        Options = ["--user", user, "--volume", $"{Servers.Certificates.TrustFolder}:/etc/ssl/certs:ro"],
        Bare = true,
    };
}
