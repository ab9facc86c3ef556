using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Puts;

public sealed class FirstLooks
{
    [Theory]
    [InlineData("0s", 15)]
    [InlineData("3s", 15)]
    [InlineData("20s", 20)]
    public async Task HaveFifteenSecondsAndAllOfTheTimeout(string timeout, int seconds)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var uri = $"git://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/x.git";
        var request = await Stdin.OutAsync(
            $$"""{"source": {"uri": "{{uri}}", "branch": "main", "pool": "aws"}, "params": {"acquire": true, "timeout": "{{timeout}}"} }""");
        var time = new FakeTimeProvider(LockRepository.FirstCommit);
        var put = new OutCommand(new StepLog(TextWriter.Null), time, Build.From(_ => null), new Random(1), _ => { })
            .RunAsync(request, "/", _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        using var asked = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.False(put.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        var fault = await Assert.ThrowsAsync<GitException>(() => put);
        Assert.Equal($"timed out after {seconds}s", fault.Stderr);
    }
}
