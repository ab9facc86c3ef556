using PoolResource.Concourse;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Protocol;

public sealed class ValuesThatAreNotUsed
{
    [Theory]
    [InlineData("https://host/x", "'password': 'secret'", "source.password is not used, because source.username is missing; …")]
    [InlineData("https://host/x", "'username': 'robot'", "source.password is missing beside source.username; …")]
    [InlineData("https://me:secret@host/x", "'username': 'robot'", "source.username is not used, because source.uri has a login of its own; …")]
    [InlineData("https://me:secret@host/x", "'password': 'other'", "source.password is not used, because source.uri has a login of its own; …")]
    [InlineData("https://host/x", "'private_key': 'key'", "source.private_key is not used for a uri over https; …")]
    [InlineData("http://host/x", "'known_hosts': 'host key'", "source.known_hosts is not used for a uri over http; …")]
    [InlineData("https://host/x", "'forward_agent': true", "source.forward_agent is not used for a uri over https; …")]
    [InlineData("https://host/x", "'https_tunnel': {'proxy_host': 'p', 'proxy_port': 1}", "source.https_tunnel is not used for a uri over https; …")]
    [InlineData("git@host:x", "'username': 'robot'", "source.username is not used for a uri over ssh; …")]
    [InlineData("ssh://git@host/x", "'password': 'secret'", "source.password is not used for a uri over ssh; …")]
    [InlineData("ssh://git@host/x", "'skip_ssl_verification': 'true'", "source.skip_ssl_verification is not used for a uri over ssh; …")]
    [InlineData("ssh://git:secret@host/x", "", "the password in source.uri is not used for ssh; …")]
    [InlineData("git@host:x", "'private_key_passphrase': 'secret'", "source.private_key_passphrase is not used, because source.private_key is missing; …")]
    [InlineData("git@host:x", "'private_key_user': 'robot'", "source.private_key_user is not used, because source.uri names a user of its own; …")]
    [InlineData("git@host:x", "'https_tunnel': {'proxy_host': 'p', 'proxy_port': 1, 'proxy_password': 'secret'}", "source.https_tunnel.proxy_password is not used, because proxy_user is missing; …")]
    [InlineData("/x", "'retrigger_after': '30m'", "source.retrigger_after means nothing without source.trigger_on; …")]
    [InlineData("/x", "'branch': 'refs/heads/main'", "source.branch: \"refs/heads/main\" is taken for the branch refs/heads/refs/heads/main; write main")]
    [InlineData("/x", "'pool': './aws/'", "source.pool: \"./aws/\" is taken as aws; write it so")]
    [InlineData("https://host/x", "'username': 'robot', 'password': 'abc'", "source.password has fewer than 4 characters and is not masked in the log; …")]
    [InlineData("https://robot:abc@host/x", "", "the password in source.uri has fewer than 4 characters and is not masked in the log; …")]
    public async Task OfASourceAreSaid(string uri, string keys, string sentence) =>
        Sentence.Matches($"\e[33mwarning: {sentence}\e[0m\n", await LogAsync(uri, keys));

    [Theory]
    [InlineData("https://host/x", "'username': 'robot', 'password': 'secret'")]
    [InlineData("https://me@host/x", "'password': 'secret'")]
    [InlineData("https://:secret@host/x", "'username': 'robot'")]
    [InlineData("https://me:secret@host/x", "'username': 'robot', 'password': 'other'")]
    [InlineData("https://secret@host/x", "")]
    [InlineData("https://host/x", "'password': '\\n', 'private_key': '', 'https_tunnel': {}")]
    [InlineData("git@host:x", "'private_key': 'key', 'private_key_passphrase': 'phrase', 'private_key_user': 'git'")]
    [InlineData("host:x", "'private_key': 'key', 'private_key_user': 'robot'")]
    [InlineData("/x", "'username': 'robot', 'password': 'secret', 'private_key': 'key'")]
    [InlineData("/x", "'retrigger_after': '30m', 'trigger_on': 'unclaimed'")]
    public async Task AreNoneWhereAllOfThemMeanSomething(string uri, string keys) => Assert.Equal("", await LogAsync(uri, keys));

    [Theory]
    [InlineData("""{"add": "x", "on_lost": "warn"}""", "params.on_lost means nothing with add, only with …; leave it out")]
    [InlineData("""{"add": "x", "as": "mine"}""", "params.as means nothing with add, only with …; leave it out")]
    [InlineData("""{"claim_from": "x", "priority": 1}""", "params.priority means nothing with claim_from, only with acquire, claim, update; leave it out")]
    [InlineData("""{"release": "x", "priority": 0}""", "params.priority means nothing with release, only with …; leave it out")]
    [InlineData("""{"acquire": true, "metadata": "x"}""", "params.metadata means nothing with acquire, only with release; leave it out")]
    [InlineData("""{"check": "x", "metadata": "x"}""", "params.metadata means nothing with check, only with release; leave it out")]
    [InlineData("""{"claim": "x", "on_lost": "fail"}""", "params.on_lost means nothing with claim, only with …; leave it out")]
    [InlineData("""{"move": {"lock": "x", "to": "a//b"}}""", "params.move.to: \"a//b\" is taken as a/b; write it so")]
    public async Task OfAPutAreSaid(string parameters, string sentence) => Sentence.Matches(
        $"\e[33mwarning: {sentence}\e[0m\n",
        await Stdin.LogOfAsync($$"""{"params": {{parameters}} }""", ProtocolJson.Default.OutRequest));

    [Theory]
    [InlineData("""{"acquire": true, "as": "mine", "timeout": "1s", "priority": 1}""")]
    [InlineData("""{"release": "x", "metadata": "x", "on_lost": "warn"}""")]
    [InlineData("""{"add": "x", "as": "", "on_lost": null, "metadata": "", "priority": ""}""")]
    public async Task OfAPutAreNoneWhereAllOfThemMeanSomething(string parameters) =>
        Assert.Equal("", await Stdin.LogOfAsync($$"""{"params": {{parameters}} }""", ProtocolJson.Default.OutRequest));

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    [InlineData("null", false)]
    public async Task AreSaidOfAPriorityWhereNobodyStandsInLine(string queue, bool isSaid) => Assert.Equal(
        isSaid ? "\e[33mwarning: params.priority means nothing with source.queue: false; leave one of them out\e[0m\n" : "",
        await Stdin.LogOfAsync($$"""{"source": {"uri": "/x", "branch": "b", "pool": "p", "queue": {{queue}} }, "params": {"acquire": true, "priority": 1} }""", ProtocolJson.Default.OutRequest));

    [Fact]
    public async Task AreSaidOfAPutToATrigger()
    {
        const string Request = """{"source": {"uri": "/x", "branch": "b", "pool": "p", "trigger_on": "unclaimed"} }""";

        Assert.Contains("warning: source.trigger_on: what this put leaves", await Stdin.LogOfAsync(Request, ProtocolJson.Default.OutRequest), StringComparison.Ordinal);
        Assert.Equal("", await Stdin.LogOfAsync(Request, ProtocolJson.Default.CheckRequest));
        Assert.Equal("", await Stdin.LogOfAsync(Request, ProtocolJson.Default.InRequest));
    }

    [Theory]
    [InlineData("aws/claimed", "params.move.to: aws/claimed is a directory of pool aws; write to: aws and state: claimed")]
    [InlineData("aws/claimed/more", "params.move.to: aws/claimed/more is a directory of pool aws; write to: aws and state: claimed")]
    [InlineData("a/b/unclaimed/", "params.move.to: a/b/unclaimed is a directory of pool a/b; write to: a/b and state: unclaimed")]
    public async Task AreNotMadeOfAStateThatIsGivenAsAPool(string to, string sentence)
    {
        var parameters = (await Stdin.OutAsync($$"""{"params": {"move": {"lock": {"name": "x"}, "to": "{{to}}"} } }""")).Parameters!;
        var operation = new PutOperation(parameters, Answer.Here, new StepInputs("/"), Build.From(_ => null), new Random(1));

        Sentence.Refuses(sentence, () => operation.Parse());
    }

    private static Task<string> LogAsync(string uri, string keys) => Stdin.LogOfAsync(
        $$"""{"source": {"uri": "{{uri}}", "branch": "main", "pool": "aws"{{(keys.Length == 0 ? "" : $", {keys.Replace('\'', '"')}")}} } }""",
        ProtocolJson.Default.CheckRequest);
}
