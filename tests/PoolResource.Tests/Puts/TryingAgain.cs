using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>The pauses of the one loop, to the millisecond, and what it says before them and at the end.</summary>
public sealed class TryingAgain : IAsyncLifetime
{
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/env-1";
    private const string Held = "aws/claimed/env-1 aws/unclaimed/.gitkeep";
    private const string Refusing = "echo disk quota exceeded >&2; exit 1";

    private readonly HostedBranch host = new();
    private readonly StringWriter stderr = new();
    private readonly HurriedTime time = new(GitCommand.LongSilence);
    private Watched? watched;
    private TimeSpan retryDelay = TimeSpan.FromSeconds(10);
    private bool isDone;

    public async ValueTask InitializeAsync() => watched = await Watched.OpenAsync(host, time, readAgain: false);

    public async ValueTask DisposeAsync()
    {
        watched?.Dispose();
        host.Dispose();
        await stderr.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IEnumerable<int> Pauses => time.Pauses.Select(pause => (int)pause.TotalMilliseconds);

    private IReadOnlyList<string> Lines => Put.LinesOf(stderr.ToString());

    [Fact]
    public async Task TakesNoPauseWhereItIsDoneAtOnce()
    {
        host.Then(Free);

        var done = await RunAsync(Claim);
        Assert.Equal(host.Tip, done.Commit);

        Assert.Empty(time.Pauses);
        Assert.Equal(2, host.Commits);
    }

    [Fact]
    public async Task WaitsLongerTheLongerItWaitsAndSaysSoOnce()
    {
        host.Then(Held);
        time.Paused = elapsed => Once(elapsed > TimeSpan.FromSeconds(3), () => host.Then(Free));

        await RunAsync(Claim);

        Assert.Equal([562, 562, 562, 562, 562, 562], Pauses);
        Sentence.Matches("waiting for lock env-1 of pool aws, usually held 35 m: env-1 is held by A Person since …", Lines[0]);
        Assert.Single(Lines, line => line.Contains("waiting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndsAWaitWithItsTime()
    {
        host.Then(Held);

        var refusal = await RefusalAsync(Claim, 0.7);

        Assert.Equal([562, 138], Pauses);
        Sentence.Matches("gave up waiting for lock env-1 of pool aws after …: env-1 is held by …", refusal.Message);
        Assert.True(refusal.IsWaitInVain);
    }

    [Theory]
    [InlineData(60, new[] { 12, 35, 70, 70 })]
    // What has to be settled has the time of the first look, however short the timeout.
    [InlineData(0.001, new[] { 12, 35, 70, 70 })]
    public async Task TakesShortPausesAfterLostRaces(double timeout, int[] pauses)
    {
        host.Then(Free);
        LoseRaces(4);

        await RunAsync(Claim, timeout);

        Assert.Equal(pauses, Pauses);
    }

    [Fact]
    public async Task TakesLongerPausesAfterLostRacesTheLongerAnAttemptTakes()
    {
        host.Then(Free);
        LoseRaces(1);
        // Each time that somebody asks for the time, a second goes by: nobody does but whoever writes a commit.
        time.Asked = () =>
        {
            time.Asked = null;
            Goes(1);
        };

        await RunAsync(Claim);

        Assert.Equal([1000, 2500], Pauses);
    }

    [Theory]
    [InlineData(60, new[] { 12, 1125, 2250 })]
    [InlineData(0.1, new[] { 12, 1125, 2250 })]
    public async Task TakesLongPausesAfterPushesThatTheHostRefuses(double timeout, int[] pauses)
    {
        host.Then(Free);
        host.Hook("update", Refusing);
        time.Paused = elapsed => Once(elapsed > TimeSpan.FromSeconds(3), () => host.Hook("update", "exit 0"));

        await RunAsync(Claim, timeout);

        // After the first it looks at once who was faster.
        Assert.Equal(pauses, Pauses);
        Assert.Equal(2, host.Commits);
    }

    [Fact]
    public async Task BearsAHostThatIsGoneWhileItWaitsWithPausesOfTheRetryDelayAtMost()
    {
        host.Then(Held);
        retryDelay = TimeSpan.FromSeconds(2);
        time.Paused = _ =>
        {
            switch (time.Pauses.Count)
            {
                case 1 or 6:
                    host.Break();
                    break;
                case 5 or 8:
                    host.Mend();
                    break;
                case 9:
                    host.Then(Free);
                    break;
            }
        };

        await RunAsync(Claim);

        Assert.Equal([562, 562, 1125, 2000, 2000, 562, 562, 1125, 562], Pauses);
        Assert.Equal(6, Lines.Count(line => line.Contains("trying again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EndsAWaitWithItsTimeAlthoughTheHostIsGone()
    {
        host.Then(Held);
        time.Paused = _ => Once(time.Pauses.Count == 1, host.Break);

        var refusal = await RefusalAsync(Claim, 2);

        Assert.Equal([562, 562, 876], Pauses);
        Assert.True(refusal.IsWaitInVain);
        Sentence.Matches("gave up waiting for lock env-1 of pool aws after 2s: …; raise params.timeout", refusal.Message);
    }

    [Fact]
    public async Task EndsWithTheTimeAfterAPushWhoseHostIsGone()
    {
        host.Then(Free);
        LoseRaces(1);
        time.Paused = _ => Once(time.Pauses.Count == 1, host.Break);

        var refusal = await RefusalAsync(Claim, 20);

        Assert.Equal(20_000, Pauses.Sum());
        Assert.False(refusal.IsWaitInVain);
        Sentence.Matches("gave up after 20s: …; raise params.timeout", refusal.Message);
    }

    [Fact]
    public async Task EndsWhenTheHostIsGoneForTwoMinutesAndNothingIsWaitedFor()
    {
        host.Then(Free);
        LoseRaces(1);
        time.Paused = _ => Once(time.Pauses.Count == 1, host.Break);

        await Assert.ThrowsAsync<GitException>(() => RunAsync(Claim));

        Assert.InRange(Pauses.Sum(), 120_000, 140_000);
    }

    [Fact]
    public async Task EndsAtOnceWhereTheHostNeverAnswered()
    {
        host.Then(Free);
        Directory.Move(host.Repository, $"{host.Repository}.away");

        await Assert.ThrowsAsync<GitException>(() => RunAsync(Claim));

        Assert.Empty(time.Pauses);
    }

    [Fact]
    public async Task SaysThatSomebodyElseWasFasterAtEachPush()
    {
        host.Then(Free);
        LoseRaces(100_000);
        time.Paused = elapsed => Once(elapsed > TimeSpan.FromSeconds(0.5), () => Goes(15));

        var refusal = await RefusalAsync(Claim, 1);

        Sentence.Matches("gave up after 15s: somebody else was faster at each of … pushes; raise params.timeout", refusal.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task SaysWhyTheHostAcceptsNothing(int? timeout)
    {
        host.Then(Free);
        host.Hook("update", Refusing);

        Sentence.Matches("the host does not accept the commit (…disk quota exceeded…); the quota at the host is used up; …", (await RefusalAsync(Claim, timeout)).Message);
    }

    [Theory]
    [InlineData(null, "the host does not answer pushes: …")]
    [InlineData(20, "gave up after 20s: the host does not answer pushes: …; raise params.timeout")]
    public async Task SaysThatTheHostDoesNotAnswerPushes(int? timeout, string sentence)
    {
        host.Then(Free);
        host.Hook("pre-receive", "kill -9 $PPID");

        var refusal = await RefusalAsync(Claim, timeout);

        Sentence.Matches(sentence, refusal.Message);
        Assert.Equal(timeout is not null, refusal.Message.EndsWith("; raise params.timeout", StringComparison.Ordinal));
        Assert.Equal(timeout is not null, Lines.Any(line => line.Contains("15s", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FindsWhatWasPushedBeforeItGivesUp()
    {
        host.Then(Free);
        host.Hook("post-receive", "kill -9 $PPID");
        host.Hook("pre-receive", "cat >/dev/null; test ! -e lost || exit 1; touch lost");

        var done = await RunAsync(Claim, 0);
        Assert.Equal(host.Tip, done.Commit);

        Assert.Equal(2, host.Commits);
    }

    private static ClaimLock Claim => new(Answer.Aws, Answer.Env1) { StandsInLine = false };

    private async Task<Finished> RunAsync(Operation operation, double? seconds = null)
    {
        var (log, source) = (new StepLog(stderr), host.Source with { RetryDelay = retryDelay });
        var timeout = new StepTimeout(seconds is { } given ? TimeSpan.FromSeconds(given) : null, time);
        var transaction = new PoolTransaction(operation, watched!.Branch, source, Build.From(_ => null), timeout, log, time);
        using var grace = new GracePeriod(time, Stop);
        return await new RetryLoop(transaction, operation, source, timeout, log, time, new Halves()) { UsualHold = _ => TimeSpan.FromMinutes(35) }.RunAsync(grace);
    }

    private Task<PoolException> RefusalAsync(Operation operation, double? seconds = null) => Assert.ThrowsAsync<PoolException>(() => RunAsync(operation, seconds));

    private void Goes(int seconds) => time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    // Somebody else is faster so often.
    private void LoseRaces(int times) => host.Hook(
        "update",
        $"echo x >>tried; [ $(wc -l <tried) -gt {times} ] || git update-ref $1 $(git -c user.name=x -c user.email=x commit-tree -p $2 -m faster $2^{{tree}}) $2");

    private void Once(bool isTime, Action action)
    {
        if (isTime && !isDone)
        {
            isDone = true;
            action();
        }
    }

    private sealed class Halves : Random
    {
        public override double NextDouble() => 0.5;
    }
}
