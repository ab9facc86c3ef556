using PoolResource.Git.Access;
using PoolResource.Git.Objects;
using PoolResource.Testing;

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
    [InlineData("core.sshCommand", "source.ssh_options")]
    [InlineData("ssh.variant", "source.ssh_options")]
    [InlineData("commit.gpgSign", "source.signing_key")]
    [InlineData("user.signingKey", "source.signing_key")]
    [InlineData("gpg.format", "source.signing_key")]
    [InlineData("gpg.ssh.program", "source.signing_key")]
    [InlineData("i18n.commitEncoding", "in UTF-8")]
    [InlineData("push.default", "one branch")]
    [InlineData("remote.origin.url", "no command")]
    [InlineData("core.editor", "no command")]
    [InlineData("core.pager", "no command")]
    [InlineData("pager.log", "no command")]
    [InlineData("log.showSignature", "no command")]
    [InlineData("status.short", "no command")]
    [InlineData("notes.rewriteRef", "no command")]
    [InlineData("Stash.showPatch", "no command")]
    public void AreNamedWhenTheyDoNothing(string name, string why) =>
        Assert.Contains(why, Assert.Single(GitConfigFile.Warnings([new(name, "x")])), StringComparison.Ordinal);

    [Theory]
    [InlineData("user.name")]
    [InlineData("author.email")]
    [InlineData("committer.name")]
    [InlineData("http.proxy")]
    [InlineData("http.https://host/.sslCAInfo")]
    [InlineData("credential.helper")]
    [InlineData("protocol.version")]
    [InlineData("safe.directory")]
    [InlineData("http.extraHeader")]
    [InlineData("http.postBuffer")]
    [InlineData("core.compression")]
    [InlineData("include.path")]
    public void AreNotNamedWhenTheyDoWhatGitDoes(string name) => Assert.Empty(GitConfigFile.Warnings([new(name, "x")]));

    [Theory]
    [InlineData("user.name=U user.email=u@x", "U <u@x>", "U <u@x>")]
    [InlineData("user.name=U author.name=A", "A <ci-pool@localhost>", "U <ci-pool@localhost>")]
    [InlineData("committer.name=C committer.email=c@x author.email=a@x", "CI Pool Resource <a@x>", "C <c@x>")]
    [InlineData("USER.NAME=U Author.Name=A", "A <ci-pool@localhost>", "U <ci-pool@localhost>")]
    public void NameAuthorAndCommitterAsGitDoes(string settings, string author, string committer)
    {
        using var host = new HostedBranch();
        var source = host.Source with { GitConfig = [.. settings.Split(' ').Select(setting => new GitSetting(setting.Split('=')[0], setting.Split('=')[1]))] };

        var chosen = Author.Of(source);
        var other = chosen.Committer ?? chosen;

        Assert.Equal((author, committer), ($"{chosen.Name} <{chosen.Email}>", $"{other.Name} <{other.Email}>"));
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
