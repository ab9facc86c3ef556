using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class UrisThatGitRewrites
{
    public static TheoryData<string, string> Cases => new()
    {
        { "https://github.com/acme/locks", "url.git@github.com:.insteadOf=https://github.com/" },
        { "https://github.com/acme/locks", "url.ssh://git@ssh.github.com:443/.pushInsteadOf=https://github.com/" },
        { "https://github.com/acme/locks", "url.a:.insteadOf=https://github.com/ url.b:.pushInsteadOf=https://" },
        { "https://github.com/acme/locks", "url.short:.insteadOf=https:// url.long:.insteadOf=https://github.com/ url.middle:.insteadOf=https://git" },
        { "https://github.com/acme/locks", "url.first:.insteadOf=https://github.com/ url.second:.insteadOf=https://github.com/" },
        { "https://github.com/acme/locks", "url.first:.insteadOf=https://gitlab.com/" },
        { "gh:acme/locks", "url.https://github.com/.INSTEADOF=gh:" },
        { "gh:acme/locks", "URL.https://github.com/.insteadOf=gh:" },
        { "https://a/x", "url.https://b/.insteadOf=https://a/ url.https://c/.insteadOf=https://b/" },
        { "https://a/x", "url.https://a/y.insteadOf=https://a/" },
        { "/srv/locks.git", "url.https://b/.pushInsteadOf=/srv/" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AreWhatGitMakesOfThem(string uri, string settings)
    {
        using var folder = new TestFolder();
        RealGit.Run("init", "--quiet", folder["repository"]);
        RealGit.Run("-C", folder["repository"], "remote", "add", "o", uri);
        string[] options = [.. settings.Split(' ').SelectMany(setting => new[] { "-c", setting })];

        var (fetch, push) = UriRewriting.Of(uri, settings.Split(' ').Select(setting => new GitSetting(setting.Split('=')[0], setting.Split('=')[1])));

        Assert.Equal(RealGit.Run([.. options, "ls-remote", "--get-url", "--", uri]).Trim(), fetch);
        Assert.Equal(RealGit.Run([.. options, "-C", folder["repository"], "remote", "get-url", "--push", "o"]).Trim(), push);
    }
}
