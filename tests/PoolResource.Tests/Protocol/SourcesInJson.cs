using PoolResource.Git.Objects;

namespace PoolResource.Tests.Protocol;

public sealed class SourcesInJson
{
    [Theory]
    [InlineData("", 10_000)]
    [InlineData(""", "retry_delay": null""", 10_000)]
    [InlineData(""", "retry_delay": "" """, 10_000)]
    [InlineData(""", "retry_delay": 0""", 10_000)]
    [InlineData(""", "retry_delay": "0" """, 10_000)]
    [InlineData(""", "retry_delay": "0s" """, 10_000)]
    [InlineData(""", "retry_delay": "5s" """, 5_000)]
    [InlineData(""", "retry_delay": "300ms" """, 300)]
    [InlineData(""", "retry_delay": "1h30m" """, 5_400_000)]
    [InlineData(""", "retry_delay": 1000000""", 1)]
    [InlineData(""", "retry_delay": "10000000000" """, 10_000)]
    [InlineData(""", "retry_delay": "5s\n" """, 5_000)]
    [InlineData(""", "retry_delay": 10000000000""", 10_000)]
    public async Task HaveARetryDelay(string key, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), (await Stdin.SourceAsync(key)).RetryDelay);

    [Theory]
    [InlineData("10", "source.retry_delay: 10 would be nanoseconds; write 10s …")]
    [InlineData("1", "source.retry_delay: 1 would be nanoseconds; write 1s …")]
    [InlineData("999999", "source.retry_delay: 999999 would be nanoseconds; …")]
    [InlineData("-1", "source.retry_delay: \"-1\" is not a duration; write 10s, …")]
    [InlineData("1.5", "source.retry_delay: \"1.5\" is not a duration; write 10s, …")]
    [InlineData("1e10", "source.retry_delay: \"1e10\" is not a duration; write 10s, …")]
    [InlineData("99999999999999999999", "source.retry_delay: … is not a duration; write 10s, …")]
    [InlineData("true", "source.retry_delay: \"true\" is not a duration; write 10s, …")]
    [InlineData("[]", "source.retry_delay: \"[]\" is not a duration; write 10s, …")]
    [InlineData("{\"s\": 10}", "source.retry_delay: … is not a duration; write 10s, …")]
    [InlineData("\"10\"", "source.retry_delay: 10 would be nanoseconds; write 10s …")]
    [InlineData("\"10s \"", "source.retry_delay: \"10s \" is not a duration; write 10s, …")]
    [InlineData("\"soon\"", "source.retry_delay: \"soon\" is not a duration; write 10s, …")]
    [InlineData("\"-10s\"", "source.retry_delay: \"-10s\" is not a duration; write 10s, …")]
    public async Task AreRefusedForARetryDelay(string value, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(
            () => Stdin.SourceAsync($", \"retry_delay\": {value}"))).Message);

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("\"\"", "")]
    [InlineData("5", "5")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("null", "")]
    public async Task HaveGitSettingsOfAnyScalar(string json, string value) =>
        Assert.Equal(
            [new GitSetting("a.b", value)],
            (await Stdin.SourceAsync($$""", "git_config": [null, {"name": "a.b", "value": {{json}}}]""")).GitConfig);

    [Theory]
    [InlineData("""{"name": "a.b", "value": []}""", "source.git_config: the value of \"a.b\" must be text, a number or a boolean")]
    [InlineData("""{"name": "a.b", "value": {}}""", "source.git_config: the value of \"a.b\" must be text, a number or a boolean")]
    [InlineData("""{"value": "x"}""", "source.git_config: an entry has no name; …")]
    [InlineData("""{"name": "", "value": "x"}""", "source.git_config: an entry has no name; …")]
    [InlineData("""{"name": "a.b", "value": "\ud800"}""", "source.git_config: …")]
    public async Task AreRefusedForAGitSetting(string entry, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(
            () => Stdin.SourceAsync($", \"git_config\": [{entry}]"))).Message);

    [Fact]
    public async Task KeepTheOrderOfGitSettings() =>
        Assert.Equal(
            ["1", "2"],
            (await Stdin.SourceAsync(""", "git_config": [{"name": "a.b", "value": 1}, {"name": "a.b", "value": 2}]"""))
                .GitConfig.Select(setting => setting.Value));

    [Fact]
    public async Task KnowTheirSecrets() =>
        Assert.Equal(
            ["key", "a phrase", "a%20phrase", "pass", "proxy", "OnBhc3M=", "OnBhc3M", "OnByb3h5"],
            (await Stdin.DocumentAsync(
                """, "private_key": "key", "private_key_passphrase": "a phrase", "password": "pass", "https_tunnel": {"proxy_password": "proxy"}"""))
                .ToSecrets());

    [Theory]
    [InlineData("\"uri\": \"ext::sh\", \"branch\": \"b\", \"pool\": \"p\"", "source.uri: \"ext::sh\" names a remote helper; …")]
    [InlineData("\"uri\": \"/r\", \"branch\": \"b~\", \"pool\": \"p\"", "source.branch: \"b~\" is not a branch name git accepts; …")]
    [InlineData("\"uri\": \"/r\", \"branch\": \"b\", \"pool\": \"../p\"", "source.pool: the pool name \"../p\" starts with a dot; …")]
    public async Task AreRefusedBeforeGitIsStarted(string keys, string sentence)
    {
        var request = await Stdin.CheckAsync($$"""{"source": { {{keys}} } }""");

        Sentence.Refuses(sentence, () => request.Source!.ToSource());
    }

    [Fact]
    public async Task MakeTheAuthorOfCommits()
    {
        var source = await Stdin.SourceAsync(
            """, "git_config": [{"name": "User.Name", "value": "A <b>\n"}, {"name": "user.email", "value": " a@b "}]""");

        Assert.Equal(new Author("CI Pool Resource", "ci-pool@localhost"), Author.Of(await Stdin.SourceAsync("")));
        Assert.Equal(new Author("A b", "a@b"), Author.Of(source));
    }
}
