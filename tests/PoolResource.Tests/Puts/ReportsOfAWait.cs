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

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(4, "4th")]
    [InlineData(10, "10th")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(22, "22nd")]
    [InlineData(23, "23rd")]
    [InlineData(101, "101st")]
    [InlineData(111, "111th")]
    [InlineData(113, "113th")]
    public async Task NameThePlaceInTheLine(int place, string named)
    {
        await report!.TellAsync(Standing(place, 200), TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal($"waiting for a lock, {named} of 200\n", stderr.ToString());
    }

    [Fact]
    public async Task NameNoPlaceWhereNobodyElseWaits()
    {
        await report!.TellAsync(Standing(1, 1), TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal("waiting for a lock\n", stderr.ToString());
    }

    [Fact]
    public async Task TellThatAPlaceHasChangedEveryTenSecondsAtMost()
    {
        foreach (var (second, place) in new[] { (0, 9), (3, 8), (9, 7), (10, 6), (19, 5), (20, 5), (21, 5), (29, 4), (30, 4), (31, 4), (40, 4), (41, 3), (59, 3) })
        {
            await report!.TellAsync(Standing(place, 9), TimeSpan.FromSeconds(second), TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            """
            waiting for a lock, 9th of 9
            still waiting for a lock after 10s, 6th of 9
            still waiting for a lock after 20s, 5th of 9
            still waiting for a lock after 30s, 4th of 9
            still waiting for a lock after 41s, 3rd of 9

            """,
            stderr.ToString());
    }

    [Fact]
    public async Task TellAtOnceThatSomethingElseIsWaitedFor()
    {
        foreach (var (second, what) in new[] { (0, "a lock"), (1, "a lock"), (2, "another lock"), (3, "another lock") })
        {
            await report!.TellAsync(new Waiting(new Busy(what, [])), TimeSpan.FromSeconds(second), TestContext.Current.CancellationToken);
        }

        Assert.Equal("waiting for a lock\nstill waiting for another lock after 2s\n", stderr.ToString());
    }

    [Fact]
    public async Task EndWithThePlaceTheHolderAndWhatWouldHelp()
    {
        var waiting = new Waiting(new Busy("a lock", Held(1)) { Notes = ["a note"] }) { Place = new PlaceSeen(null, 2, 3, TimeSpan.Zero) };
        var refusal = await report!.GaveUpAsync(waiting, TimeSpan.FromMinutes(30), TestContext.Current.CancellationToken);

        Assert.Equal("gave up waiting for a lock, 2nd of 3, after 30m: l1 is held since before the history that was read; raise params.timeout, or have it released", refusal.Message);
        Assert.True(refusal.IsWaitInVain);
        var vain = refusal.InVain!;
        Assert.Equal(("a lock", 1, 2), (vain.What, vain.Held, vain.Others));
        Assert.Equal(["l1 is held since before the history that was read"], vain.Holders);
        Assert.Equal(["a note"], vain.Notes);
        Assert.Equal("\e[33mwarning: a note\e[0m\n", stderr.ToString());
    }

    [Theory]
    [InlineData(null, "raise params.timeout")]
    [InlineData("add a lock", "add a lock")]
    public async Task EndWithWhatWouldHelpWhereNoneIsHeld(string? advice, string help)
    {
        var refusal = await report!.GaveUpAsync(new Waiting(new Busy("a lock", []) { Advice = advice }), TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal($"gave up waiting for a lock after 0s; {help}", refusal.Message);
        Assert.Equal(0, refusal.InVain!.Others);
    }

    private static Waiting Standing(int place, int length) => new(new Busy("a lock", [])) { Place = new PlaceSeen(null, place, length, TimeSpan.Zero) };

    private static List<Lock> Held(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new Lock(Answer.Aws, LockState.Claimed, LockName.Parse($"l{n}", "x")))];
}
