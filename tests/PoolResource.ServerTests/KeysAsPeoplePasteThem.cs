namespace PoolResource.ServerTests;

public sealed class KeysAsPeoplePasteThem(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("ed25519", "without a final newline")]
    [InlineData("ed25519", "with CRLF")]
    [InlineData("ed25519", "indented")]
    [InlineData("rsa-PEM", "without a final newline")]
    [InlineData("rsa-PEM", "with CRLF")]
    [InlineData("rsa-PEM", "indented")]
    public async Task OpenTheServer(string key, string how)
    {
        var pool = await SshPoolAsync(key);
        var text = (string)pool.Source["private_key"]!;
        pool.Source["private_key"] = how switch
        {
            "without a final newline" => text.TrimEnd('\n'),
            "with CRLF" => text.Replace("\n", "\r\n", StringComparison.Ordinal),
            _ => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n")),
        };

        await pool.PlayTheLifeOfALockAsync();
    }
}
