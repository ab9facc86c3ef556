using PoolResource.Concourse;

namespace PoolResource.Tests.Protocol;

public sealed class RequestsOfEveryShape
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t{} \r\n\t")]
    [InlineData("""{"source": null, "params": null, "version": null}""")]
    [InlineData("""{"something": {"else": [1, 2]}, "source": null}""")]
    public async Task MayLackEveryPart(string text)
    {
        Assert.Null((await Stdin.CheckAsync(text)).Source);
        Assert.Null((await Stdin.CheckAsync(text)).Version);
        Assert.Null((await Stdin.InAsync(text)).Parameters);
        Assert.Null((await Stdin.InAsync(text)).Version);
        Assert.Null((await Stdin.OutAsync(text)).Parameters);
    }

    [Theory]
    [InlineData("uri"), InlineData("branch"), InlineData("pool"), InlineData("private_key"), InlineData("private_key_user")]
    [InlineData("private_key_passphrase"), InlineData("username"), InlineData("password"), InlineData("git_config")]
    [InlineData("retry_delay"), InlineData("https_tunnel"), InlineData("forward_agent"), InlineData("skip_ssl_verification")]
    [InlineData("debug"), InlineData("known_hosts"), InlineData("queue"), InlineData("concourse")]
    public async Task MayHaveNullForEveryKeyOfTheSource(string key) =>
        Assert.Equal("", await Stdin.LogOfAsync($$"""{"source": {"{{key}}": null} }""", ProtocolJson.Default.CheckRequest));

    [Theory]
    [InlineData("acquire"), InlineData("claim"), InlineData("release"), InlineData("remove"), InlineData("add")]
    [InlineData("add_claimed"), InlineData("update"), InlineData("check"), InlineData("check_unclaimed"), InlineData("timeout")]
    [InlineData("as"), InlineData("on_lost"), InlineData("claim_from"), InlineData("recycle"), InlineData("restore")]
    [InlineData("move"), InlineData("metadata"), InlineData("priority")]
    public async Task MayHaveNullForEveryKeyOfAPut(string key) =>
        Assert.Equal("", await Stdin.LogOfAsync($$"""{"params": {"{{key}}": null} }""", ProtocolJson.Default.OutRequest));

    [Theory]
    [InlineData("depth"), InlineData("full_clone"), InlineData("require_claimed")]
    public async Task MayHaveNullForEveryKeyOfAGet(string key) =>
        Assert.Equal("", await Stdin.LogOfAsync($$"""{"params": {"{{key}}": null} }""", ProtocolJson.Default.InRequest));

    [Fact]
    public async Task CarryTheVersionAsItIsGiven()
    {
        Assert.Equal("abc", (await Stdin.CheckAsync("""{"version": {"ref": "abc"}}""")).Version!.Ref);
        Assert.Null((await Stdin.CheckAsync("""{"version": {}}""")).Version!.Ref);
        Assert.Null((await Stdin.InAsync("""{"version": {"lock": "env-1"}}""")).Version!.Ref);
    }

    [Fact]
    public async Task CarryTheParamsOfAGet()
    {
        var request = await Stdin.InAsync("""{"params": {"depth": 3, "full_clone": true, "require_claimed": false}}""");

        Assert.Equal(3, request.Parameters!.Depth);
        Assert.True(request.Parameters.FullClone);
        Assert.False(request.Parameters.RequireClaimed);
    }

    [Fact]
    public async Task LookTheSameWithEmptyTextAsWithoutIt()
    {
        var document = await Stdin.DocumentAsync(
            ", \"private_key\": \"\", \"password\": \"\", \"username\": \"\", \"private_key_passphrase\": \"\", \"retry_delay\": \"\"");

        Assert.Empty(document.ToSecrets());
        Assert.Equal(Source.DefaultRetryDelay, document.ToSource().RetryDelay);
    }

    [Fact]
    public async Task MayHoldAnyCharacterInAString() =>
        Assert.Equal("\u00fc \u65e5 \ud83d\udd12 \" \\ \n", (await Stdin.DocumentAsync(
            ", \"password\": \"\\u00fc \u65e5 \\ud83d\\udd12 \\\" \\\\ \\n\"")).Password);
}
