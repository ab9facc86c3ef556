namespace PoolResource.ServerTests;

public sealed class HostsThatDoNotAnswer(Servers servers) : ServerTest(servers)
{
    [Theory]
    [InlineData("ssh://git@ssh:1/srv/git/locks.git", "error: nothing answers at the host and port of source.uri")]
    [InlineData("https://web:1/locks.git", "error: the host in source.uri cannot be reached")]
    public async Task AreGivenUpWhenTheirPortIsClosed(string uri, string sentence) => await EndsInTimeAsync(uri, sentence);

    [Theory]
    [InlineData("git@nowhere:locks.git")]
    [InlineData("https://nowhere/locks.git")]
    public async Task AreGivenUpWhenNobodyKnowsThem(string uri) => await EndsInTimeAsync(uri, "error: the host in source.uri cannot be found");

    private async Task EndsInTimeAsync(string uri, string sentence)
    {
        var pool = new ServerPool(Steps, uri);
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync("ed25519");
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("silent");

        var check = await Elapsed.WithinAMinuteAsync(pool.CheckAsync());

        Assert.Equal((1, ""), (check.ExitCode, check.Stdout));
        Assert.StartsWith(sentence, check.Lines[^1], StringComparison.Ordinal);
    }
}
