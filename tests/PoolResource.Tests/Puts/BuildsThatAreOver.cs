namespace PoolResource.Tests.Puts;

/// <summary>Puts that are told while they wait that their own build is over.</summary>
public sealed class BuildsThatAreOver : IDisposable
{
    private const string Held = "aws/claimed/env-1 aws/unclaimed/.gitkeep";
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/env-1";
    private const string Over = "https://ci says that this build is over (errored)";

    private readonly Put put = new();
    // Whoever tells it goes on once the wait's end has begun.
    private readonly TaskCompletionSource<string> told = new();
    private CancellationToken? end;

    public BuildsThatAreOver()
    {
        put.Branch.Then(Held);
        put.Ending = (_, _) => told.Task;
    }

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("""{"acquire": true}""", "")]
    [InlineData("""{"acquire": true, "as": "mine"}""", "")]
    [InlineData("""{"claim": "env-1", "timeout": "3h"}""", "")]
    [InlineData("""{"acquire": true}""", """, "queue": false""")]
    [InlineData("""{"claim_from": "env"}""", "")]
    public async Task TakeNothingAndLeaveTheLine(string parameters, string source)
    {
        put.Branch.MoreOfTheSource = source;
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "name"), "env-1\n", TestContext.Current.CancellationToken);
        put.Time.Paused = elapsed => After(elapsed, TimeSpan.FromMinutes(2), () => told.TrySetResult(Over));

        Assert.Equal(Over, await put.RefusalAsync(parameters));

        Assert.Equal(1, put.Branch.Commits);
        Assert.Empty(put.Branch.Tickets);
        Assert.Empty(put.Left);
    }

    [Fact]
    public async Task TakeNothingAlthoughALockIsFreeByThen()
    {
        put.Time.Paused = elapsed => After(elapsed, TimeSpan.FromMinutes(2), () =>
        {
            told.TrySetResult(Over);
            put.Branch.Then(Free);
        });

        Assert.Equal(Over, await put.RefusalAsync("""{"acquire": true}"""));

        Assert.Equal(Free, put.Branch.Files);
        Assert.Empty(put.Branch.Tickets);
    }

    [Fact]
    public async Task PushNothingWhereTheyAreToldBetweenALookAndAPush()
    {
        put.Branch.Then(Free);
        put.Debug = true;
        put.Time.Asked = () =>
        {
            // The commit of the claim is dated just before it is pushed.
            if (put.Log.Contains("fetch", StringComparison.Ordinal))
            {
                told.TrySetResult(Over);
            }
        };

        Assert.Equal(Over, await put.RefusalAsync("""{"acquire": true}"""));

        Assert.True(told.Task.IsCompleted);
        Assert.Equal(Free, put.Branch.Files);
    }

    [Fact]
    public async Task AwaitAPushThatIsUnderWayAndTakeBackWhatItTook()
    {
        put.Branch.Then(Free);
        put.Branch.Hook("pre-receive", "touch pushing; while test ! -e told; do :; done");
        var answer = put.RunAsync("""{"acquire": true}""");
        await put.Branch.HasAsync("pushing");

        told.TrySetResult(Over);
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "told"), "", TestContext.Current.CancellationToken);

        Sentence.Matches($"{Over}; …", (await Assert.ThrowsAsync<PoolException>(() => answer)).Message);
        Assert.Equal(("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1", 4), (put.Branch.Files, put.Branch.Commits));
    }

    [Fact]
    public async Task GiveBackWhatTheyHold()
    {
        put.Ending = (_, _) => Task.FromResult(Over);
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "name"), "env-1\n", TestContext.Current.CancellationToken);

        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal(2, put.Branch.Commits);
    }

    [Theory]
    [InlineData("a fault")]
    [InlineData("nobody tells")]
    public async Task AreWaitedForWhereThatIsNotTold(string why)
    {
        put.Ending = (_, stop) => why == "a fault" ? throw new InvalidOperationException(why) : told.Task.WaitAsync(stop);
        put.Time.Paused = elapsed => After(elapsed, TimeSpan.FromMinutes(7), () => put.Branch.Then(Free));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(3, put.Branch.Commits);
    }

    [Fact]
    public async Task AreAskedAboutNoMoreAtTheEndOfAPut()
    {
        put.Branch.Then(Free);
        put.Ending = (_, stop) =>
        {
            end = stop;
            return told.Task.WaitAsync(stop);
        };

        await put.RunAsync("""{"acquire": true}""");

        Assert.True(end!.Value.IsCancellationRequested);
    }

    private void After(TimeSpan elapsed, TimeSpan time, Action action)
    {
        if (elapsed >= time && put.Branch.Commits == 1)
        {
            action();
        }
    }
}
