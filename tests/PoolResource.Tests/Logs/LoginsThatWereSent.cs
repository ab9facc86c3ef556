using System.Text;
using PoolResource.Concourse;
using PoolResource.Configuration;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Logs;

/// <summary>A host, or a proxy that is to find a fault, may say back what it was sent.</summary>
public sealed class LoginsThatWereSent
{
    [Theory]
    [InlineData("https://host/x", "'username': 'robot', 'password': 'hunter2'", "robot:hunter2")]
    [InlineData("https://robot:hunter2@host/x", "", "robot:hunter2")]
    [InlineData("https://robot:hunter%402@host/x", "", "robot:hunter@2")]
    [InlineData("https://robot@host/x", "'password': 'hunter2'", "robot:hunter2")]
    [InlineData("https://:hunter2@host/x", "", ":hunter2")]
    [InlineData("https://:hunter2@host/x", "'username': 'robot'", "robot:hunter2")]
    [InlineData("https://hunter2@host/x", "", "hunter2:")]
    [InlineData("https://robot:\u00fchunter2@host/x", "", "robot:\u00fchunter2")]
    [InlineData("https://host/x", "'git_config': [{'name': 'url.https://robot:hunter2@host/.insteadOf', 'value': 'https://host/'}]", "robot:hunter2")]
    [InlineData("https://host/x", "'git_config': [{'name': 'url.https://robot:hunter2@host/.pushInsteadOf', 'value': 'https://host/'}]", "robot:hunter2")]
    [InlineData("https://host/x", "'git_config': [{'name': 'http.proxy', 'value': 'http://robot:hunter2@proxy:3128'}]", "robot:hunter2")]
    [InlineData("git@host:x", "'https_tunnel': {'proxy_host': 'p', 'proxy_port': 1, 'proxy_user': 'robot', 'proxy_password': 'hunter2'}", "robot:hunter2")]
    public async Task AreMaskedAsTheyTravel(string uri, string keys, string login)
    {
        var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes(login));

        Assert.Equal("error: remote: Authorization: Basic ***", await SaidAsync(uri, keys, $"remote: Authorization: Basic {sent}"));
        Assert.Equal("error: remote: Basic ***, refused", await SaidAsync(uri, keys, $"remote: Basic {sent.TrimEnd('=')}, refused"));
    }

    [Theory]
    [InlineData("https://host/x.git?access_token=hunter2", "")]
    [InlineData("https://host/x.git?a=b&private_token=hunter2&c=d", "")]
    [InlineData("https://host/x.git?hunter2", "")]
    [InlineData("https://host/x.git?t=%68unter2", "")]
    [InlineData("https://host/x.git", "'git_config': [{'name': 'url.https://host/x.git?token=hunter2.insteadOf', 'value': 'https://host/x.git'}]")]
    [InlineData("https://host/x.git", "'git_config': [{'name': 'url.https://host/x.git?token=hunter2.pushInsteadOf', 'value': 'https://host/x.git'}]")]
    public async Task AreMaskedInTheQueryOfAUri(string uri, string keys)
    {
        Assert.Equal("error: the token *** is not welcome", await SaidAsync(uri, keys, "the token hunter2 is not welcome"));
        Assert.DoesNotContain("hunter2", await SaidAsync(uri, keys, $"unable to access '{uri}/info/refs&service=git-upload-pack'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.extraHeader", "Authorization: Bearer hunter2hunter2", "hunter2hunter2")]
    [InlineData("HTTP.ExtraHeader", "AUTHORIZATION: bearer hunter2hunter2", "hunter2hunter2")]
    [InlineData("http.https://host/.extraHeader", "PRIVATE-TOKEN: hunter2", "hunter2")]
    [InlineData("http.https://host/.extraheader", "X-Access:hunter2", "hunter2")]
    [InlineData("http.extraHeader", "Authorization: Basic cm9ib3Q6aHVudGVyMg==", "cm9ib3Q6aHVudGVyMg==")]
    [InlineData("http.extraHeader", "Authorization: Basic cm9ib3Q6aHVudGVyMg==", "cm9ib3Q6aHVudGVyMg")]
    [InlineData("http.extraHeader", "Authorization: Basic cm9ib3Q6aHVudGVyMg==", "hunter2")]
    [InlineData("http.extraHeader", "Cookie: a=1; session=hunter2", "hunter2")]
    [InlineData("http.extraHeader", "X-Pin: 1234", "X-Pin: 1234")]
    [InlineData("http.proxy", "http://robot:hunter2@proxy:3128", "hunter2")]
    [InlineData("http.proxy", "robot:hunter2@proxy:3128", "hunter2")]
    [InlineData("http.proxy", "socks5h://robot:h%75nter2@proxy:3128", "hunter2")]
    [InlineData("http.https://host/.proxy", "http://robot:hunter2@proxy:3128", "hunter2")]
    [InlineData("credential.helper", "!f() { echo username=robot; echo password=hunter2; }; f", "hunter2")]
    [InlineData("credential.https://host.helper", "!f() { echo \\\"password=hunter2\\\"; }; f", "hunter2")]
    [InlineData("imap.pass", "hunter2", "hunter2")]
    [InlineData("sendemail.smtpPass", "hunter2", "hunter2")]
    [InlineData("my.password", "hunter2", "hunter2")]
    [InlineData("github.token", "hunter2", "hunter2")]
    public async Task AreMaskedInTheSettingsOfGit(string name, string value, string secret)
    {
        var keys = $"'git_config': [{{'name': '{name}', 'value': '{value}'}}]";

        Assert.Equal("error: you sent ***, which is refused", await SaidAsync("https://host/x", keys, $"you sent {secret}, which is refused"));
        Assert.DoesNotContain(secret, await SaidAsync("https://host/x", keys, $"you sent {value}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("core.askPass", "hunter2")]
    [InlineData("http.proxy", "http://hunter2:3128")]
    [InlineData("user.name", "hunter2")]
    [InlineData("http.sslCertPasswordProtected", "hunter2")]
    [InlineData("credential.helper", "store --file hunter2")]
    public async Task AreNotSeenInOtherSettings(string name, string value) => Assert.Equal(
        "error: hunter2 does not answer", await SaidAsync("https://host/x", $"'git_config': [{{'name': '{name}', 'value': '{value}'}}]", "hunter2 does not answer"));

    [Theory]
    [InlineData("https://host/x.git?access_token=hunter2", 1)]
    [InlineData("https://host/x.git?a=b&private_token=hunter2", 1)]
    [InlineData("https://host/x.git?ref=main", 0)]
    [InlineData("https://host/x.git", 0)]
    [InlineData("git@host:x?token=y", 0)]
    public async Task AreWarnedOfInAQueryThatGitShowsToEveryProcess(string uri, int warnings) =>
        Assert.Equal(warnings, (await DocumentAsync(uri, "")).ToWarnings().Count(warning => warning.Contains("source.password, with source.username", StringComparison.Ordinal)));

    [Theory]
    [InlineData("https://host/x.git?ref=main")]
    [InlineData("https://host/x.git?a=b")]
    public async Task LeaveOrdinaryWordsAlone(string uri) =>
        Assert.Equal("error: branch main: a is b", await SaidAsync(uri, "", "branch main: a is b"));

    [Fact]
    public async Task AreNotHandedOnWithAClaim()
    {
        var source = (await DocumentAsync("https://host/x.git?token=hunter2", "")).ToSource();

        var claim = ClaimDocument.Of(new Lock(source.Pool, LockState.Claimed, LockName.Parse("env-1", "x")), Operations.Answer.Commit, new CommitFacts("", "A", DateTimeOffset.UnixEpoch), source);

        Assert.DoesNotContain("hunter2", Encoding.UTF8.GetString(claim.ToBytes()), StringComparison.Ordinal);
        Assert.True(ClaimDocument.Parse(claim.ToBytes(), LockName.Parse("env-1", "x"), "claim.json").IsOf(source));
    }

    private static async Task<string> SaidAsync(string uri, string keys, string sentence)
    {
        using var stderr = new StringWriter();
        var log = new StepLog(stderr);
        log.Hide((await DocumentAsync(uri, keys)).ToSecrets());
        log.Failed(sentence);
        return stderr.ToString().Replace("\e[31m", "", StringComparison.Ordinal).Replace("\e[0m\n", "", StringComparison.Ordinal);
    }

    private static async Task<SourceDocument> DocumentAsync(string uri, string keys) => (await Stdin.CheckAsync(
        $$$"""{"source": {"uri": "{{{uri}}}", "branch": "main", "pool": "aws"{{{(keys.Length > 0 ? $", {keys.Replace('\'', '"')}" : "")}}}}}""")).Source!;
}
