using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Git.Access;

namespace PoolResource.Tests.Git;

/// <summary>Whom git trusts for a host: git itself is asked, with the environment it gets.</summary>
public sealed class AuthoritiesOfAHost
{
    private const string A = "http.https://a.example/.", B = "http.https://b.example/.";

    [Theory]
    [InlineData("a", "/image/ca.pem")]
    [InlineData("a", "/of/a.pem", A + "sslCAInfo", "/of/a.pem", B + "sslCAInfo", "/of/b.pem")]
    [InlineData("b", "/of/b.pem", A + "sslCAInfo", "/of/a.pem", B + "sslCAInfo", "/of/b.pem")]
    [InlineData("b", "/of/b.pem", B + "sslCAInfo", "/of/b.pem", A + "sslCAInfo", "/of/a.pem")]
    [InlineData("a", "/image/ca.pem", B + "sslCAInfo", "/of/b.pem")]
    [InlineData("a", "/of/all.pem", "http.sslCAInfo", "/of/all.pem", B + "sslCAInfo", "/of/b.pem")]
    [InlineData("a", "/of/a.pem", A + "sslCAInfo", "/of/a.pem", "http.sslCAInfo", "/of/all.pem")]
    [InlineData("a", "/of/all.pem", "HTTP.SSLCAINFO", "/first", "http.sslcainfo", "/of/all.pem")]
    [InlineData("a", "/home/of/image/ca.pem", "http.sslCAInfo", "~/ca.pem")]
    [InlineData("a", "/home/of/image/ca.pem", A + "sslcainfo", "~/ca.pem")]
    public async Task AreThoseOfTheSettingForItBeforeTheImagesOwn(string host, string authority, params string[] settings) =>
        Assert.Equal(authority, await FoundAsync("sslCAInfo", host, settings));

    [Theory]
    [InlineData("/image/certs")]
    [InlineData("/of/all", "http.sslCAPath", "/of/all")]
    [InlineData("/image/certs", B + "sslCAPath", "/of/b")]
    [InlineData("/image/certs", "http.sslCAInfo", "/of/all.pem")]
    [InlineData("/home/of/image/certs", "http.sslCAPath", "~/certs")]
    public async Task AreInAFolderJustSo(string folder, params string[] settings) => Assert.Equal(folder, await FoundAsync("sslCAPath", "a", settings));

    [Fact]
    public async Task AreThoseOfGitWhereTheImageNamesNone()
    {
        using var host = new HostedBranch();
        using var folder = new PrivateFolder();

        using var credentials = await GitCredentials.OpenAsync(
            host.Source, folder, TestContext.Current.CancellationToken, name => name == "GIT_SSL_CAPATH" ? "" : null);

        Assert.DoesNotContain("sslCA", await File.ReadAllTextAsync(credentials.Variables["GIT_CONFIG_GLOBAL"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> FoundAsync(string key, string host, string[] settings)
    {
        using var branch = new HostedBranch();
        using var folder = new PrivateFolder();
        var source = branch.Source with { GitConfig = [.. settings.Chunk(2).Select(pair => new GitSetting(pair[0], pair[1]))] };
        using var credentials = await GitCredentials.OpenAsync(source, folder, TestContext.Current.CancellationToken, Image);

        var git = new GitCommand(credentials.Variables, new StepLog(TextWriter.Null), TimeProvider.System);
        var found = await git.RunAsync(
            ["config", "--path", "--get-urlmatch", $"http.{key}", $"https://{host}.example/x.git"], GitCommand.ShortSilence, TestContext.Current.CancellationToken);
        return found.Trim();
    }

    private static string? Image(string variable) => variable switch
    {
        "GIT_SSL_CAINFO" => "/image/ca.pem",
        "GIT_SSL_CAPATH" => "/image/certs",
        "HOME" => "/home/of/image",
        _ => null,
    };
}
