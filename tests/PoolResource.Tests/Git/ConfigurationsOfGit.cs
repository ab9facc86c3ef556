using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class ConfigurationsOfGit
{
    [Theory]
    [InlineData("user.name", "Ada Lovelace")]
    [InlineData("user.name", "")]
    [InlineData("core.sshCommand", "ssh -o \"User Known\" ; # not a comment")]
    [InlineData("http.https://example.com/.proxy", "http://proxy:3128")]
    [InlineData("http.https://example.com/a.b/.extraHeader", "X: y=z")]
    [InlineData("url.git@example.com:.insteadOf", "https://example.com/")]
    [InlineData("remote.a \"b\" \\ c].url", "x")]
    [InlineData("branch.Main.merge", "refs/heads/main")]
    [InlineData("a.b", "  spaces around  ")]
    [InlineData("a.b", "back\\slash \"quote\" \ttab")]
    [InlineData("a.b", "two\nlines\n")]
    [InlineData("a.b", "\n[include]\n\tpath = /etc/passwd")]
    [InlineData("a.b", "\\")]
    [InlineData("a.b", "\"; rm -rf /; $(id) `id`")]
    [InlineData("a.b", "ümläut 日本")]
    [InlineData("a.b", "true")]
    [InlineData("a.b", "carriage\rreturn")]
    [InlineData("a.b", "line\r\nends\r\n")]
    public void AreReadBackByGit(string name, string value) => Assert.Equal(value, ReadBack(name, value));

    [Fact]
    public void AreReadBackByGitWhateverStandsInThem() => Property.Holds(
        Property.TextOf(8, "a", " ", "\\", "\"", "\n", "\t", "\r", ";", "#", "[", "]", "=", "'", "$", "ü", "\b"),
        150,
        value => Assert.Equal(value, ReadBack("a.sub \"section\\.b", value)));

    [Fact]
    public void KeepEveryValueOfANameInOrder()
    {
        using var folder = new TestFolder();
        folder.With("config", GitConfigFile.Write([new("a.b", "1"), new("a.b", "2"), new("A.B", "3")]));

        Assert.Equal("1\n2\n3\n", RealGit.Run("config", "-f", folder["config"], "--get-all", "a.b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData(".name")]
    [InlineData("user.")]
    [InlineData("user.na me")]
    [InlineData("user.1name")]
    [InlineData("us_er.name")]
    [InlineData("user.name\n[core]\nfsmonitor")]
    [InlineData("a.b\nc.d")]
    [InlineData("a]\n[b.c")]
    public void AreRefusedForANameThatIsNone(string name) => Sentence.Refuses(
        "source.git_config: … is not the name of a git setting; write it as in user.name",
        () => GitConfigFile.Write([new GitSetting(name, "x")]));

    [Fact]
    public void AreRefusedWithoutTheValue() => Assert.DoesNotContain(
        "hunter2",
        Assert.Throws<PoolException>(() => GitConfigFile.Write([new GitSetting("bad", "hunter2")])).Message,
        StringComparison.Ordinal);

    private static string ReadBack(string name, string value)
    {
        using var folder = new TestFolder();
        folder.With("config", GitConfigFile.Write([new GitSetting(name, value)]));
        var read = RealGit.Run("config", "-f", folder["config"], "-z", "--get-all", name);
        return read.EndsWith('\0') ? read[..^1] : read;
    }
}
