using PoolResource.Concourse;

namespace PoolResource.Tests.Protocol;

public sealed class WaysToConcourse
{
    [Theory]
    [InlineData("""{"url": "https://ci.example.com/ci/", "username": "me", "password": "secret\n"}""", "https://ci.example.com/ci/", "me", "secret", null, false)]
    [InlineData("""{"token": "secret"}""", null, null, null, "secret", false)]
    [InlineData("""{"url": "HTTP://web:8080", "skip_ssl_verification": "true", "token": ""}""", "http://web:8080/", null, null, null, true)]
    [InlineData("""{"username": 1, "password": 2}""", null, "1", "2", null, false)]
    public async Task HaveAnAddressAndOneLoginAtMost(string json, string? url, string? user, string? password, string? token, bool isUnchecked)
    {
        var access = (await Stdin.SourceAsync($", \"concourse\": {json}")).Concourse!;

        Assert.Equal((url, user, password, token, isUnchecked), (access.Url?.AbsoluteUri, access.Username, access.Password, access.Token, access.SkipSslVerification));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"url": "", "username": null, "password": "\n", "token": "", "skip_ssl_verification": false}""")]
    public async Task AreNoneWhereNothingIsSaid(string json) => Assert.Null((await Stdin.SourceAsync($", \"concourse\": {json}")).Concourse);

    [Theory]
    [InlineData("""{"username": "me"}""", "source.concourse.password is missing beside source.concourse.username; give it, too")]
    [InlineData("""{"url": "https://ci", "password": "secret"}""", "source.concourse.username is missing beside source.concourse.password; give it, too")]
    [InlineData("""{"token": "secret", "username": "me", "password": "secret"}""", "source.concourse.token and a username with its password are two logins; …")]
    [InlineData("""{"token": "secret", "password": "secret"}""", "source.concourse.token and a username with its password are two logins; …")]
    [InlineData("""{"token": "secret", "username": "me"}""", "source.concourse.token and a username with its password are two logins; …")]
    [InlineData("""{"token": "sec\u0007ret"}""", "source.concourse.token: it holds a control character …")]
    [InlineData("""{"url": "ci.example.com"}""", "source.concourse.url must be where Concourse answers; write it as https://ci.example.com")]
    [InlineData("""{"url": "/ci"}""", "source.concourse.url must be where Concourse answers; …")]
    [InlineData("""{"url": "ftp://ci"}""", "source.concourse.url must be where Concourse answers; …")]
    [InlineData("""{"url": "file:///etc"}""", "source.concourse.url must be where Concourse answers; …")]
    [InlineData("""{"url": "https://ci/?a=b"}""", "source.concourse.url must be where Concourse answers; …")]
    [InlineData("""{"url": "https://me:secret@ci"}""", "source.concourse.url holds a login; give it as …")]
    public async Task AreRefusedInASentenceThatShowsNoSecret(string json, string sentence)
    {
        var said = (await Assert.ThrowsAsync<PoolException>(() => Stdin.SourceAsync($", \"concourse\": {json}"))).Message;

        Sentence.Matches(sentence, said);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreMaskedInTheLog()
    {
        Assert.Contains("hunter two", (await Stdin.DocumentAsync(""", "concourse": {"username": "me", "password": "hunter two"}""")).ToSecrets());
        Assert.Contains("hunter%20two", (await Stdin.DocumentAsync(""", "concourse": {"token": "hunter two"}""")).ToSecrets());
    }

    [Fact]
    public async Task HaveNoOtherKeys() => Assert.Equal(
        "\e[33mwarning: source.concourse.pasword is not a key this resource knows; did you mean password?\e[0m\n",
        await Stdin.LogOfAsync("""{"source": {"concourse": {"url": "https://ci", "pasword": "x"}}}""", ProtocolJson.Default.CheckRequest));

    [Fact]
    public async Task AreSaidWhereTheirSecretIsTooShortToBeMasked() => Assert.Contains(
        "source.concourse.token has fewer than 4 characters",
        await Stdin.LogOfAsync("""{"source": {"concourse": {"token": "abc"}}}""", ProtocolJson.Default.CheckRequest), StringComparison.Ordinal);
}
