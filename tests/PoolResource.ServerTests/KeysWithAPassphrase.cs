namespace PoolResource.ServerTests;

public sealed class KeysWithAPassphrase(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("locked-ed25519")]
    [InlineData("locked-rsa-PEM")]
    [InlineData("locked-rsa-PKCS8")]
    [InlineData("locked-rsa-RFC4716")]
    [InlineData("locked-ecdsa-PEM")]
    public async Task OpenTheServer(string key)
    {
        var pool = await SshPoolAsync(key);
        pool.Source["private_key_passphrase"] = SshServer.Passphrase;

        await pool.PlayTheLifeOfALockAsync();
    }

    [Theory]
    [InlineData("locked-ed25519")]
    [InlineData("locked-rsa-PEM")]
    public async Task AreRefusedWithAnother(string key)
    {
        var pool = await SshPoolAsync(key);
        pool.Source["private_key_passphrase"] = "another one";

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: source.private_key_passphrase does not open source.private_key", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreRefusedWithoutOne()
    {
        var pool = await SshPoolAsync("locked-ed25519");

        var check = await pool.CheckAsync();

        Assert.Equal("error: source.private_key is encrypted; give source.private_key_passphrase, too", check.Refusal);
    }
}
