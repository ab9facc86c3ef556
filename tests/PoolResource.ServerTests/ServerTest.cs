using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>A test that runs the image on the servers.</summary>
public abstract class ServerTest : IAsyncDisposable
{
    private readonly DateTimeOffset started = TimeProvider.System.GetUtcNow();

    protected ServerTest(Servers servers)
    {
        if (!servers.HasDocker)
        {
            const string Sentence = "Docker does not answer, and without it nothing is tested against servers";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Sentence);
            Assert.Fail(Sentence);
        }

        Servers = servers;
        Folder = new TestFolder(TestContext.Current.TestMethod!.MethodName);
        Steps = new ImageSteps(servers, Folder);
    }

    protected Servers Servers { get; }

    protected TestFolder Folder { get; }

    /// <summary>The image's executables, run by root.</summary>
    protected ImageSteps Steps { get; }

    /// <summary>A pool in a new repository of the ssh server, with a key that opens it and the server's host keys.</summary>
    protected async Task<ServerPool> SshPoolAsync(string key = "ed25519")
    {
        var pool = new ServerPool(Steps, $"git@ssh:{await Servers.Ssh.NewRepositoryAsync()}");
        pool.Source["private_key"] = await Servers.Ssh.KeyAsync(key);
        pool.Source["known_hosts"] = await Servers.Ssh.KnownHostsAsync("ssh");
        return pool;
    }

    /// <summary>A pool in a new repository of the https server, with the password, and without a look at certificates.</summary>
    protected async Task<ServerPool> WebPoolAsync(ImageSteps? steps = null)
    {
        var pool = new ServerPool(steps ?? Steps, await Servers.Web.NewRepositoryAsync());
        pool.Source["username"] = WebServer.User;
        pool.Source["password"] = WebServer.Password;
        pool.Source["skip_ssl_verification"] = true;
        return pool;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(await Servers.LogsAsync(started));
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
