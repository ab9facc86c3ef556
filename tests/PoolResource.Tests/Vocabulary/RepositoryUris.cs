namespace PoolResource.Tests.Vocabulary;

public sealed class RepositoryUris
{
    [Theory]
    [InlineData("/srv/pools.git")]
    [InlineData("./pools")]
    [InlineData("file:///srv/pools.git")]
    [InlineData("git://example.com/pools.git")]
    [InlineData("http://example.com:8080/pools.git")]
    [InlineData("ssh://git@example.com:2222/pools.git")]
    [InlineData("ssh://git@[2001:db8::1]:22/pools.git")]
    [InlineData("git@example.com:team/pools.git")]
    [InlineData("git@[2001:db8::1]:pools.git")]
    [InlineData("example.com:pools.git")]
    [InlineData("/a path/with spaces")]
    public void AreTakenAsTheyAre(string uri) => Assert.Equal(uri, RepositoryUri.Parse(uri, "source.uri").Value);

    [Theory]
    [InlineData("-oProxyCommand=sh", "starts with a dash")]
    [InlineData("--upload-pack=sh", "starts with a dash")]
    [InlineData("ext::sh -c id", "names a remote helper")]
    [InlineData("transport-helper::address", "names a remote helper")]
    [InlineData("ftp://example.com/x", "has a scheme that is not supported")]
    [InlineData("HTTPS://example.com/x", "has a scheme that is not supported")]
    [InlineData("javascript://x", "has a scheme that is not supported")]
    [InlineData("https://example.com/\nx", "contains a control character")]
    [InlineData("/srv/\0", "contains a control character")]
    public void AreRefusedWhereGitWouldRunSomethingElse(string uri, string fault) => Sentence.Refuses(
        $"source.uri: … {fault}; give a path, file://, git://, http(s)://, ssh:// or user@host:path",
        () => RepositoryUri.Parse(uri, "source.uri"));

    // Git takes them for paths, and shows them.
    [Theory]
    [InlineData("http//me:hunter2@example.com/x", "http//", "http")]
    [InlineData("https//me:hunter2@example.com/x", "https//", "https")]
    [InlineData("HTTPS//me:hunter2@example.com/x", "HTTPS//", "HTTPS")]
    [InlineData("https:/me:hunter2@example.com/x", "https:/", "https")]
    [InlineData("https::me:hunter2@example.com/x", "https::", "https")]
    [InlineData("https:\\\\me:hunter2@example.com/x", "https:\\\\", "https")]
    [InlineData("https;//me:hunter2@example.com/x\n", "https;//", "https")]
    [InlineData("https : //me:hunter2@example.com/x", "https : //", "https")]
    [InlineData("ssh//git:hunter2@example.com/x", "ssh//", "ssh")]
    [InlineData("ssh:/git:hunter2@example.com/x", "ssh:/", "ssh")]
    [InlineData("https:/example.com/x", "https:/", "https")]
    [InlineData("git//me:hunter2@example.com/x", "git//", "git")]
    public void AreRefusedWithAMistypedScheme(string uri, string begin, string scheme) => Assert.Equal(
        $"source.uri begins with \"{begin}\" where {scheme}:// belongs; write it so",
        Assert.Throws<PoolException>(() => RepositoryUri.Parse(uri, "source.uri")).Message);

    [Fact]
    public void AreRefusedWithoutASchemeWhereThereIsALogin() => Sentence.Refuses(
        "source.uri begins with \"//\" where a scheme belongs, such as https://; write it so", () => RepositoryUri.Parse("//me:hunter2@example.com/x", "source.uri"));

    [Theory]
    [InlineData("//srv/x")]
    [InlineData("ssh:/srv/x.git")]
    [InlineData("git:/srv/x.git")]
    [InlineData("git:team@corp/x.git")]
    [InlineData("ssh:x")]
    [InlineData("http/x")]
    [InlineData("git.example.com:team//x")]
    [InlineData("ssh.example.com:/x")]
    [InlineData("./http//x")]
    [InlineData("git@example.com:x")]
    [InlineData("https-mirror/x")]
    public void AreTakenWhereASchemeOnlySeemsToBegin(string uri) => Assert.Equal(uri, RepositoryUri.Parse(uri, "source.uri").Value);

    [Fact]
    public void AreRefusedWithoutTheirPassword() => Sentence.Refuses(
        "source.uri: \"ftp://***@example.com\" has a scheme …", () => RepositoryUri.Parse("ftp://me:hunter2@example.com", "source.uri"));

    [Theory]
    [InlineData("https://me:hunter2@example.com/x", "https://***@example.com/x")]
    [InlineData("https://hunter2@example.com/x", "https://***@example.com/x")]
    [InlineData("https://:hunter2@example.com/x", "https://***@example.com/x")]
    [InlineData("https://me:hunt:er2@example.com/x", "https://***@example.com/x")]
    [InlineData("HTTPS://me:hunter2@example.com/x", "HTTPS://***@example.com/x")]
    [InlineData("ssh://git:hunter2@example.com:22/x", "ssh://***@example.com:22/x")]
    [InlineData("ssh://hunter2@example.com:22/x", "ssh://***@example.com:22/x")]
    [InlineData("https://example.com/hunter2@b", "https://***@b")]
    [InlineData("https://example.com:8443/hunter2@work", "https://***@work")]
    [InlineData("http://ci:hunt/er=2@example.com/x@y", "http://***@y")]
    [InlineData("https://me:hunter2@[2001:db8::1]:8443/x", "https://***@[2001:db8::1]:8443/x")]
    [InlineData("to https://me:hunter2@a/x and https://you:hunter2@b/y", "to https://***@a/x and https://***@b/y")]
    [InlineData("fatal: 'https://me:hunter2@a/x/': no", "fatal: 'https://***@a/x/': no")]
    public void AreShownWithoutPasswordOrToken(string text, string masked) => Assert.Equal(masked, RepositoryUri.Masked(text));

    [Theory]
    [InlineData("https://hunter2:@example.com/x")]
    [InlineData("https://hunter2:x-oauth-basic@example.com/x")]
    public void AreShownWithoutATokenThatStandsInTheUsersPlace(string text) =>
        Assert.DoesNotContain("hunter2", RepositoryUri.Masked(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("ssh://git@example.com:22/x")]
    [InlineData("git@example.com:team/x")]
    [InlineData("/home/me@work/x")]
    [InlineData("http://[2001:db8::1]:80/x")]
    public void AreShownAsTheyAreWhenNoSecretIsInThem(string uri)
    {
        Assert.Equal(uri, RepositoryUri.Masked(uri));
        Assert.Equal(uri, RepositoryUri.Parse(uri, "source.uri").Value);
    }

    [Theory]
    [InlineData("https://me:hunter2@example.com/x", "https://example.com/x")]
    [InlineData("https://example.com/a@b", "https://example.com/a@b")]
    [InlineData("https://example.com:8443/me@work", "https://example.com:8443/me@work")]
    [InlineData("https://hunter2@example.com/x", "https://example.com/x")]
    [InlineData("ssh://git:hunter2@example.com:22/x", "ssh://git@example.com:22/x")]
    [InlineData("git@example.com:x", "git@example.com:x")]
    public void AreGivenToGitWithoutSecret(string uri, string value)
    {
        var parsed = RepositoryUri.Parse(uri, "source.uri");

        Assert.Equal(value, parsed.Value);
        Assert.Equal(value, $"{parsed}");
    }

    [Theory]
    [InlineData("https://me:hunter2@example.com/x", "me", "hunter2")]
    [InlineData("https://hunter2@example.com/x", "hunter2", "")]
    [InlineData("https://me:a%40b@example.com/x", "me", "a%40b")]
    public void KeepALoginApart(string uri, string user, string password) =>
        Assert.Equal((user, password), RepositoryUri.Parse(uri, "source.uri").Login);

    [Theory]
    [InlineData("http://ci-bot:hunter2/et=T@example.com/x.git")]
    [InlineData("https://ci-bot:/hunter2@example.com/x.git")]
    [InlineData("https://ci-bot:hunter2@else/where@example.com/x.git")]
    [InlineData("https://hunter2:12x/y@example.com/x.git")]
    [InlineData("https://ci-bot:hunter2?@example.com/x.git")]
    [InlineData("https://ci-bot:#hunter2@example.com/x.git")]
    [InlineData("https://ci-bot:hunter2 @example.com/x.git")]
    [InlineData("https://ci bot:hunter2@example.com/x.git")]
    [InlineData("https://ci-bot:p@hunter2@example.com/x.git")]
    [InlineData("https://hunter2@x@example.com/x.git")]
    [InlineData("ssh://git:hunter2/x@example.com/x.git")]
    [InlineData("git://git:hunter2/x@example.com/x.git")]
    [InlineData("ftp://git:hunter2/x@example.com/x.git")]
    public void AreRefusedWhereALoginHasAReservedCharacter(string uri)
    {
        var refusal = Assert.Throws<PoolException>(() => RepositoryUri.Parse(uri, "source.uri")).Message;

        Sentence.Matches("source.uri: \"…://***@example.com/x.git\" does not tell where its login ends; percent-encode …", refusal);
        Assert.DoesNotContain("hunter2", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://host/team@corp/x.git")]
    [InlineData("https://host:8443/team@corp/x.git")]
    [InlineData("https://[2001:db8::1]/team@corp/x.git")]
    [InlineData("https://[2001:db8::1]:8443/team@corp/x.git")]
    [InlineData("ssh://git@host:22/team@corp/x.git")]
    [InlineData("file:///srv/a:b@c/x.git")]
    [InlineData("/srv/a:b@c/x.git")]
    public void AreTakenWhereAnAtSignStandsInTheirPath(string uri) =>
        Assert.Equal(uri, RepositoryUri.Parse(uri, "source.uri").Value);

    [Fact]
    public void AreRefusedForALoginThatTheirSchemeDoesNotKnow() => Sentence.Refuses(
        "source.uri: \"git://***@example.com/x\" has a login, which git:// does not take; …",
        () => RepositoryUri.Parse("git://hunter2@example.com/x", "source.uri"));

    [Theory]
    [InlineData("ssh://-oProxyCommand=sh/x")]
    [InlineData("git@-oProxyCommand=sh:x")]
    [InlineData("ssh://git@$(id)/x")]
    [InlineData("`id`:x")]
    [InlineData("a;b:x")]
    public void AreRefusedForAHostThatSshWouldTakeForSomethingElse(string uri) =>
        Sentence.Refuses("source.uri: … names no host that ssh can take; …", () => RepositoryUri.Parse(uri, "source.uri"));
}
