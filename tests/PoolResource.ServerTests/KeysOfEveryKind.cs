namespace PoolResource.ServerTests;

public sealed class KeysOfEveryKind(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("rsa-PEM")]
    [InlineData("rsa-PKCS8")]
    [InlineData("rsa-RFC4716")]
    [InlineData("ecdsa-PEM")]
    [InlineData("ecdsa-PKCS8")]
    [InlineData("ecdsa-RFC4716")]
    [InlineData("ed25519")]
    public async Task OpenTheServer(string key)
    {
        var pool = await SshPoolAsync(key);

        await pool.PlayTheLifeOfALockAsync();
    }

    [Fact]
    public async Task OpenTheServerThroughAnAgentThatIsForwarded()
    {
        var pool = await SshPoolAsync();
        pool.Source["forward_agent"] = true;

        await pool.PlayTheLifeOfALockAsync();
    }
}
