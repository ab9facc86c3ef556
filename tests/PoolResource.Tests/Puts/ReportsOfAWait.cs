using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class ReportsOfAWait : IAsyncLifetime
{
    private readonly HostedBranch host = new();
    private Watched? watched;
    private readonly StringWriter stderr = new();
    private WaitReport? report;
    private TimeSpan? usualHold;

    public async ValueTask InitializeAsync()
    {
        watched = await Watched.OpenAsync(host);
        var log = new StepLog(stderr);
        var time = new FakeTimeProvider(LockRepository.FirstCommit);
        var transaction = new PoolTransaction(
            new ClaimLock(Answer.Aws, Answer.Env1), watched.Branch, host.Source, Build.From(_ => null), new StepTimeout(null, time), log, time);
        report = new WaitReport(transaction, new StepTimeout(null, time), log) { UsualHold = _ => usualHold };
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

    [Theory]
    [InlineData(0, "waiting for a lock, usually held 35 m: l1 is held since before the history that was read")]
    [InlineData(10, "still waiting for a lock after 10s, usually held 35 m: l1 is held since before the history that was read")]
    public async Task SayHowLongALockIsUsuallyHeldWhereThatIsKnown(int seconds, string line)
    {
        usualHold = TimeSpan.FromMinutes(35);
        await report!.TellAsync(new Waiting(new Busy("a lock", Held(1))), TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

        Assert.Equal($"{line}\n", stderr.ToString());
    }

    [Fact]
    public async Task NameFiveHoldersOneALineAndCountTheRest()
    {
        await report!.TellAsync(new Waiting(new Busy("a lock", Held(7))), TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Collection(
            stderr.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            [
                line => Assert.Equal("waiting for a lock:", line),
                .. Enumerable.Range(1, 5).Select(n => (Action<string>)(line => Sentence.Matches($"  l{n} is held since before the history that was read", line))),
                line => Assert.Equal("  and 2 more are held", line),
            ]);
    }

    [Fact]
    public async Task NameHoldersBeforeTheEndOneALine()
    {
        var refusal = await report!.GaveUpAsync(new Waiting(new Busy("a lock", Held(2))), TimeSpan.FromMinutes(30), TestContext.Current.CancellationToken);

        Assert.Equal("gave up waiting for a lock after 30m; raise params.timeout, or have it released", refusal.Message);
        Assert.Equal(2, stderr.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task SayOnceWhatElseThereIsToKnow()
    {
        var waiting = new Waiting(new Busy("a lock", []) { Notes = ["one thing", "another"] });
        await report!.TellAsync(waiting, TimeSpan.Zero, TestContext.Current.CancellationToken);
        await report.TellAsync(waiting, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await report.GaveUpAsync(waiting, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(
            "waiting for a lock\n\e[33mwarning: one thing\e[0m\n\e[33mwarning: another\e[0m\nstill waiting for a lock after 1m\n", stderr.ToString());
    }

    private static List<Lock> Held(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new Lock(Answer.Aws, LockState.Claimed, LockName.Parse($"l{n}", "x")))];
}
