using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PoolResource.Testing;

namespace PoolResource.WebTests;

public sealed class WhereItListens
{
    [Fact]
    public async Task HasToBeFree()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"{other.LocalEndpoint}";

        Assert.Equal((1, $"error: listen: {address} cannot be listened on (something else listens there); choose another address or port\n"), await StartAsync(address));
    }

    [Fact]
    public async Task HasToBeOfThisMachine() =>
        // TEST-NET-1 of RFC 5737.
        Assert.Equal((1, "error: listen: 192.0.2.1:8080 cannot be listened on (this machine has no such address); choose another address or port\n"), await StartAsync("192.0.2.1:8080"));

    private static async Task<(int ExitCode, string Said)> StartAsync(string address)
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        await File.WriteAllTextAsync(folder["locks.yml"], $"uri: {locks.Path}\nbranch: {locks.Branch}\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pool-web.dll"), "--source", folder["locks.yml"], "--listen", address]) { RedirectStandardError = true };
        start.Environment["XDG_CACHE_HOME"] = folder["cache"];
        using var web = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            var said = await web.StandardError.ReadToEndAsync(limit.Token);
            await web.WaitForExitAsync(limit.Token);
            return (web.ExitCode, said);
        }
        finally
        {
            web.Kill();
        }
    }
}
