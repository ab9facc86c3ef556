using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace PoolResource.ServerTests;

public sealed class ProcessesOfAStep(Servers servers) : ServerTest(servers)
{
    // All the time, also what lives for a moment only.
    private const string Watch = "while [ ! -e /enough ]; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ; done 2>/dev/null";

    [Fact]
    public async Task DoNotCarryTheSecretsOfSsh()
    {
        var pool = await SshPoolAsync("locked-rsa-PEM");
        pool.Source["private_key_passphrase"] = SshServer.Passphrase;
        pool.Source["https_tunnel"] = ProxyServer.Tunnel(ProxyServer.Guarded, ProxyServer.Password);

        var seen = await SeenDuringAnAcquireAsync(pool);

        Assert.Contains("proxytunnel", seen, StringComparison.Ordinal);
        Assert.Contains("push", seen, StringComparison.Ordinal);
        Assert.All(pool.Secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DoNotCarryThePassword()
    {
        var pool = await WebPoolAsync();

        var seen = await SeenDuringAnAcquireAsync(pool);

        Assert.Contains("push", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(WebServer.Password, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(WebServer.Password), seen, StringComparison.Ordinal);
    }

    // The step is started in a container that runs already, which is how Concourse does it, too.
    private async Task<string> SeenDuringAnAcquireAsync(ServerPool pool)
    {
        await pool.AddAsync("env-1");
        await using var container = new ContainerBuilder(Servers.Image)
            .WithNetwork(Servers.Network)
            .WithEntrypoint("sleep", "infinity")
            .WithLabel(Leftovers.Key, Leftovers.Maker)
            .WithLogger(NullLogger.Instance)
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);
        var watching = container.ExecAsync(["sh", "-c", Watch], TestContext.Current.CancellationToken);

        using var step = DockerCommand.Start(["exec", "--interactive", container.Id, "/opt/resource/out", "/tmp"]);
        await step.StandardInput.WriteAsync(pool.Request(null, new { acquire = true }));
        step.StandardInput.Close();
        Assert.Contains("env-1", await step.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await container.ExecAsync(["touch", "/enough"], TestContext.Current.CancellationToken);
        return (await watching).Stdout;
    }
}
