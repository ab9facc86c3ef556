using Microsoft.Extensions.Time.Testing;
using PoolResource.Commands;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Puts;

public sealed class ReportsOfAWait : IAsyncLifetime
{
    private readonly HostedBranch host = new();
    private Watched? watched;
    private readonly StringWriter stderr = new();
    private WaitReport? report;

    public async ValueTask InitializeAsync()
    {
        watched = await Watched.OpenAsync(host);
        var log = new BuildLog(stderr);
        var transaction = new PoolTransaction(
            new ClaimLock(Answer.Aws, Answer.Env1), watched.Branch, host.Source, Build.From(_ => null), log, new FakeTimeProvider(LockRepository.FirstCommit));
        report = new WaitReport(transaction, log);
    }

    public async ValueTask DisposeAsync()
    {
        watched?.Dispose();
        host.Dispose();
        await stderr.DisposeAsync();
    }

    [Fact]
    public async Task AreGivenAtTheStartAtTenAndThirtySecondsAtAMinuteAndEveryFiveMinutes()
    {
        var waiting = new Waiting(new Busy("a lock", []));
        for (var second = 0; second <= 1200; second++)
        {
            await report!.TellAsync(waiting, TimeSpan.FromSeconds(second), TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExpectedText.Of("reports-of-a-wait"), stderr.ToString());
    }

    [Fact]
    public async Task AreGivenOnceForTimesThatWereSleptThrough()
    {
        var waiting = new Waiting(new Busy("a lock", []));
        foreach (var second in new[] { 45, 46, 59, 60, 61 })
        {
            await report!.TellAsync(waiting, TimeSpan.FromSeconds(second), TestContext.Current.CancellationToken);
        }

        Assert.Equal("still waiting for a lock after 45s\nstill waiting for a lock after 1m\n", stderr.ToString());
    }

    [Fact]
    public async Task NameFiveHoldersAndCountTheRest()
    {
        var held = Enumerable.Range(1, 7).Select(n => new Lock(Answer.Aws, LockState.Claimed, LockName.Parse($"l{n}", "x"))).ToList();

        var holders = await report!.HoldersAsync(new Waiting(new Busy("a lock", held)), TestContext.Current.CancellationToken);

        Assert.Equal(5, holders.Split(" is held by ").Length - 1);
        Assert.EndsWith(" and 2 more are held", holders, StringComparison.Ordinal);
    }
}
