using PoolResource.Git.Access;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Vocabulary;

public sealed class Secrets
{
    private const string Everywhere = """
        {
          "source": {
            "uri": "https://me:hunter2@example.com/x", "branch": "main", "pool": "aws",
            "private_key": "hunter2", "private_key_passphrase": "hunter2", "username": "me", "password": "hunter2",
            "https_tunnel": {"proxy_host": "proxy", "proxy_port": 3128, "proxy_user": "me", "proxy_password": "hunter2"},
            "concourse": {"url": "https://ci", "username": "me", "password": "hunter2"},
            "git_config": [{"name": "http.extraHeader", "value": "Authorization: Basic hunter2"}]
          },
          "version": {"ref": "abc"},
          "params": {}
        }
        """;

    [Fact]
    public async Task AreNotPrintedByARequest()
    {
        DoNotStandIn(await Stdin.CheckAsync(Everywhere));
        DoNotStandIn(await Stdin.InAsync(Everywhere));
        DoNotStandIn(await Stdin.OutAsync(Everywhere));
    }

    [Fact]
    public async Task AreNotPrintedByADocument()
    {
        var document = (await Stdin.CheckAsync(Everywhere)).Source!;

        DoNotStandIn(document);
        DoNotStandIn(document.HttpsTunnel);
        DoNotStandIn(document.Concourse);
        DoNotStandIn(document.Concourse! with { Token = "hunter2" });
    }

    [Fact]
    public async Task AreNotPrintedByASource()
    {
        var source = (await Stdin.CheckAsync(Everywhere)).Source!.ToSource();

        DoNotStandIn(source);
        DoNotStandIn(source.Uri);
        DoNotStandIn(source.Credentials);
        DoNotStandIn(source.Credentials.Tunnel);
        DoNotStandIn(source.Concourse);
        DoNotStandIn(source.Concourse! with { Token = "hunter2" });
    }

    [Fact]
    public async Task AreNotPrintedByAGitSetting()
    {
        var document = (await Stdin.CheckAsync(Everywhere)).Source!;

        DoNotStandIn(document.GitConfig![0]);
        DoNotStandIn(document.ToSource().GitConfig[0]);
    }

    [Fact]
    public async Task AreNotPrintedByCredentials()
    {
        using var folder = new PrivateFolder();

        using var credentials = await CredentialsAsync(folder);

        DoNotStandIn(credentials);
    }

    [Fact]
    public async Task AreNotInGitsEnvironment()
    {
        using var folder = new PrivateFolder();
        using var credentials = await CredentialsAsync(folder);

        Assert.All(credentials.Variables, variable => DoNotStandIn(variable.Value));
    }

    [Fact]
    public async Task AreInFilesOfTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var folder = new PrivateFolder();
        using var credentials = await CredentialsAsync(folder);

        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(Owner, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void AreGoneWithTheirFolder()
    {
        var folder = new PrivateFolder();
        folder.Write("key", "hunter2");
        folder.Dispose();
        folder.Dispose();

        Assert.False(Directory.Exists(folder.Path));
    }

    private static async Task<GitCredentials> CredentialsAsync(PrivateFolder folder) => await GitCredentials.OpenAsync(
        (await Stdin.CheckAsync(Everywhere)).Source!.ToSource(), folder, TestContext.Current.CancellationToken);

    private static void DoNotStandIn(object? holder) => Assert.DoesNotContain("hunter2", $"{holder}", StringComparison.Ordinal);
}
