using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Puts;

/// <summary>A claim that nobody will ever hear of is taken back, by the step or by the process it leaves behind.</summary>
public sealed class EndingWithoutAnAnswer : IDisposable
{
    private const string Start = "aws/claimed/held aws/unclaimed/.gitkeep aws/unclaimed/a";

    private readonly Put put = new();

    public EndingWithoutAnAnswer()
    {
        var claim = put.Branch.Then(Start);
        File.WriteAllText(In("name"), "held");
        File.WriteAllText(In("claim.json"), $$"""{"pool": "aws", "lock": "held", "ref": "{{claim}}"}""");
    }

    public static TheoryData<string, string> Claims => new()
    {
        { """{"acquire": true}""", "unclaiming: a" },
        { """{"claim": "a"}""", "unclaiming: a" },
        { """{"claim": "a", "as": "mine"}""", "unclaiming: a" },
        { """{"add_claimed": {"name": "new"}}""", "removing: new" },
        { """{"move": {"lock": {"name": "a"}, "to": "gcp", "state": "claimed"}}""", "moving: a to aws/unclaimed" },
    };

    public void Dispose() => put.Dispose();

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task TakesTheClaimBackWhenTheStepIsStoppedAfterIt(string parameters, string undo)
    {
        using var stop = new CancellationTokenSource();
        put.Answering = _ => stop.Cancel();

        var aborted = await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync(parameters, stop.Token));

        Assert.Matches("^the claim of lock (a|new) is taken back$", aborted.Done);
        AssertTakenBack(undo);
        Assert.Empty(put.Left);
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task TakesTheClaimBackWhenTheAnswerCannotBeGiven(string parameters, string undo)
    {
        put.Answering = _ => throw new IOException("no space left");

        await Assert.ThrowsAsync<IOException>(() => put.RunAsync(parameters));

        AssertTakenBack(undo);
        Assert.Contains(put.Lines, line => line.Contains("is taken back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeavesWhatWasGivenBackAsItIs()
    {
        using var stop = new CancellationTokenSource();
        put.Answering = _ => stop.Cancel();

        var aborted = await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync("""{"release": "."}""", stop.Token));

        Assert.Null(aborted.Done);
        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/a aws/unclaimed/held", put.Branch.Files);
        Assert.Empty(put.Left);
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task LeavesAProcessBehindForAClaimThatMayGetInLater(string parameters, string undo)
    {
        var (claim, document) = await GivingUpAsync(parameters);
        put.Branch.Git("update-ref", "refs/heads/main", claim);
        Sound();

        await RunAsync(document);

        AssertTakenBack(undo);
    }

    [Fact]
    public async Task LeavesAProcessBehindThatLooksUntilTheClaimIsThere()
    {
        var (claim, document) = await GivingUpAsync("""{"claim": "a"}""");
        Sound();
        AtPause(document.Before + 12, () => put.Branch.Git("update-ref", "refs/heads/main", claim));

        await RunAsync(document);

        AssertTakenBack("unclaiming: a");
        var pauses = put.Time.Pauses.Skip(document.Before).ToList();
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)), (pauses[0], pauses[^1]));
    }

    [Fact]
    public async Task LeavesAProcessBehindThatEndsOnceTheClaimCannotGetInAnyMore()
    {
        var (_, document) = await GivingUpAsync("""{"claim": "a"}""");
        AtPause(document.Before + 3, () => put.Branch.Then($"{Start} other"));

        await RunAsync(document);

        Assert.Equal(3, put.Time.Pauses.Count - document.Before);
        Assert.Equal(2, put.Branch.Commits);
    }

    [Fact]
    public async Task LeavesAProcessBehindThatTakesBackAClaimWhoseLockWasEditedInPlace()
    {
        var (claim, document) = await GivingUpAsync("""{"claim": "a"}""");
        put.Branch.Git("update-ref", "refs/heads/main", claim);
        put.Branch.Then("aws/claimed/a=edited aws/claimed/held");
        Sound();

        await RunAsync(document);

        Assert.Equal("edited", put.Branch.Git("show", "main:aws/unclaimed/a"));
    }

    [Theory]
    [InlineData("aws/claimed/held aws/unclaimed/a")]
    [InlineData("aws/claimed/held gcp/claimed/a")]
    public async Task LeavesAProcessBehindThatTouchesNoClaimWhichSomebodyElseHasTouched(string files)
    {
        var (claim, document) = await GivingUpAsync("""{"claim": "a"}""");
        put.Branch.Git("update-ref", "refs/heads/main", claim);
        var tip = put.Branch.Then(files);
        Sound();

        await RunAsync(document);

        Assert.Equal(tip, put.Branch.Tip);
    }

    [Fact]
    public async Task LeavesAProcessBehindThatGoesOnWithGivingBack()
    {
        using var stop = new CancellationTokenSource();
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ => stop.Cancel();

        var aborted = await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync("""{"release": ".", "timeout": "1s"}""", stop.Token));

        Assert.Equal("a process left behind goes on for up to 10 minutes to release lock held of pool aws", aborted.Done);
        AtPause(20, Sound);
        await RunAsync(new Handed(Assert.Single(put.Left), 0));
        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/a aws/unclaimed/held", put.Branch.Files);
    }

    // What the later run has pushed never gets in: the connection was held, and then cut.
    [Fact]
    public async Task LeavesAProcessBehindThatFreesWhatAnEarlierRunHasTaken()
    {
        var document = await StoppingALaterRunAsync();
        Sound();

        await RunAsync(document);

        AssertTakenBack("unclaiming: a");
    }

    [Fact]
    public async Task LeavesAProcessBehindThatFreesNothingWhichSomebodyElseHasTakenSince()
    {
        var document = await StoppingALaterRunAsync();
        put.Branch.Then(Start);
        var taken = put.Branch.Then("aws/claimed/a aws/claimed/held", "other claiming: a");
        Sound();

        await RunAsync(document);

        Assert.Equal(taken, put.Branch.Tip);
    }

    // The host has answered to the step before it.
    [Theory]
    [InlineData("""{"release": "."}""")]
    [InlineData("""{"release": {"as": "mine"}}""")]
    public async Task LeavesAProcessBehindThatBearsWithAHostThatIsAwayAtFirst(string parameters)
    {
        using var stop = new CancellationTokenSource();
        using var inputs = new TestFolder().With("name", "held").With("claim.json", await File.ReadAllBytesAsync(In("claim.json"), TestContext.Current.CancellationToken));
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ => stop.Cancel();
        await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync(parameters, stop.Token, inputs: inputs.Path));
        Sound();
        Directory.Move(put.Branch.Repository, $"{put.Branch.Repository}.away");
        AtPause(put.Time.Pauses.Count + 20, () => Directory.Move($"{put.Branch.Repository}.away", put.Branch.Repository));

        await RunAsync(new Handed(Assert.Single(put.Left), 0));

        Assert.StartsWith("main/deploy/test build 42 unclaiming: ", put.Branch.Git("log", "-1", "--format=%B"), StringComparison.Ordinal);
    }

    // A pipeline's timeout stops a step, not its build: the next attempt releases, and a later step takes a lock anew.
    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    public async Task LeavesAProcessBehindThatSparesWhatTheBuildTakesLaterUnderTheSameName(string operation)
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        using var stop = new CancellationTokenSource();
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ => stop.Cancel();
        await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync($$$"""{"{{{operation}}}": {"as": "mine"}}""", stop.Token));
        put.Time.Paused = _ => { };
        Sound();
        await put.RunAsync("""{"release": {"as": "mine"}}""");
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        var taken = put.Branch.Tip;

        await RunAsync(new Handed(Assert.Single(put.Left), 0));

        Assert.Equal(taken, put.Branch.Tip);
    }

    [Fact]
    public async Task GivesBackItselfWhatItHasNotLookedForYet()
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        var aborted = await StoppedAtOnceAsync("""{"release": {"as": "mine"}}""");

        Assert.Equal("lock a, which this build held as \"mine\", is given back", aborted.Done);
        Assert.Equal(Start, put.Branch.Files);
        Assert.Empty(put.Left);
    }

    [Fact]
    public async Task SaysWhatStaysWhenItCannotGiveBackWhatItHasNotLookedForYet()
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        Directory.Move(put.Branch.Repository, $"{put.Branch.Repository}.away");

        var aborted = await StoppedAtOnceAsync("""{"release": {"as": "mine"}}""");

        Assert.Equal("what this build holds as \"mine\" in pool aws, if anything, stays claimed; release it by hand", aborted.Done);
        Assert.Empty(put.Left);
    }

    [Fact]
    public async Task SaysWhatStaysWhenThereIsNoTimeLeftToGiveBackWhatItHasNotLookedForYet()
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var request = await Protocol.Stdin.OutAsync($$$"""{"source": {{{put.Branch.SourceJson}}}, "params": {"release": {"as": "mine"}} }""");
        var command = new OutCommand(new StepLog(TextWriter.Null), new NoTime(), put.Build, new Random(1), put.Left.Add);

        var aborted = await Assert.ThrowsAsync<StepAborted>(() => command.RunAsync(request, "/nowhere", _ => Task.CompletedTask, stop.Token));

        Assert.Equal("what this build holds as \"mine\" in pool aws, if anything, stays claimed; release it by hand", aborted.Done);
        Assert.Empty(put.Left);
    }

    [Fact]
    public async Task LeavesAProcessBehindThatGivesNobodyElsesLockBack()
    {
        using var stop = new CancellationTokenSource();
        put.Branch.Hook("update", "exit 1");
        put.Time.Paused = _ => stop.Cancel();
        await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync("""{"release": "."}""", stop.Token));
        put.Branch.Then("aws/unclaimed/held");
        var taken = put.Branch.Then("aws/claimed/held", "other claiming: held");
        Sound();

        await Assert.ThrowsAsync<PoolException>(() => RunAsync(new Handed(Assert.Single(put.Left), 0)));

        Assert.Equal(taken, put.Branch.Tip);
    }

    [Theory]
    [InlineData("""{"acquire": true, "as": "mine"}""", true)]
    [InlineData("""{"acquire": true, "as": "mine"}""", false)]
    [InlineData("""{"claim": "a", "as": "mine"}""", true)]
    [InlineData("""{"claim": "a", "as": "mine"}""", false)]
    public async Task FreesWhatAnEarlierRunOfThePutHasTaken(string parameters, bool beforeItLooked)
    {
        await put.RunAsync(parameters);
        using var stop = new CancellationTokenSource();
        if (beforeItLooked)
        {
            await stop.CancelAsync();
        }

        put.Answering = _ => stop.Cancel();

        var aborted = await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync(parameters, stop.Token));

        Assert.Equal(Start, put.Branch.Files);
        Assert.Contains(aborted.Done!, new[] { "the claim of lock a is taken back", "lock a, which this build held as \"mine\", is freed" });
    }

    [Fact]
    public async Task FreesNothingWhenThereWasNoEarlierRun()
    {
        var aborted = await StoppedAtOnceAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Null(aborted.Done);
        Assert.Equal(1, put.Branch.Commits);
    }

    [Fact]
    public async Task SaysWhatStaysWhenItCannotFreeWhatAnEarlierRunHasTaken()
    {
        await put.RunAsync("""{"claim": "a", "as": "mine"}""");
        Directory.Move(put.Branch.Repository, $"{put.Branch.Repository}.away");

        var aborted = await StoppedAtOnceAsync("""{"claim": "a", "as": "mine"}""");

        // A process that freed it later, by its name alone, could free what a later run has taken.
        Assert.Equal("what this build holds as \"mine\" in pool aws, if anything, stays claimed; release it by hand", aborted.Done);
        Assert.Empty(put.Left);
    }

    // What a hook on the host prints sounds like a refusal, and the line breaks before the answer; whether git
    // still passes the hook's words on is a race.
    [Theory]
    [InlineData("post-receive", "")]
    [InlineData("post-receive", "mv $PWD $PWD.away; ")]
    [InlineData("pre-receive", "")]
    [InlineData("pre-receive", "mv $PWD $PWD.away; ")]
    public async Task LeavesAProcessBehindForAClaimThatWasSentAndMayBeThere(string hook, string away)
    {
        put.Branch.Hook(hook, $"echo 'line 3: /var/log/pushes: Permission denied' >&2; {away}kill -9 $PPID");

        if (hook == "post-receive" && away.Length == 0)
        {
            var response = await put.RunAsync("""{"claim": "a"}""");
            Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
            return;
        }

        var refusal = await Assert.ThrowsAsync<PoolException>(() => put.RunAsync("""{"claim": "a"}"""));

        Sentence.Matches("…; a process left behind takes lock a of pool aws back if commit … gets into the branch within 10 minutes", refusal.Message);
        Assert.Single(Assert.Single(put.Left).Claims);
    }

    [Fact]
    public async Task NamesTheClaimWhenNoProcessCanBeLeftBehind()
    {
        put.Leaving = _ => throw new PoolException("no more processes");
        put.Branch.Hook("update", "exit 1");

        Sentence.Matches(
            "the host does not accept the commit …; if commit … is in the branch, lock a of pool aws is claimed by this build, although the step failed; release it by hand",
            await put.RefusalAsync("""{"claim": "a"}"""));
    }

    private async Task<(string Claim, Handed Document)> GivingUpAsync(string parameters)
    {
        put.Branch.Hook("update", "test -e sound || { echo $3 >pushed; exit 1; }");
        var refusal = await put.RefusalAsync(parameters);
        var claim = (await File.ReadAllTextAsync(In("pushed"), TestContext.Current.CancellationToken)).Trim();
        Sentence.Matches($"…; a process left behind takes lock … of pool … back if commit {claim} gets into the branch within 10 minutes", refusal);
        return (claim, new Handed(Assert.Single(put.Left), put.Time.Pauses.Count));
    }

    private async Task<StepAborted> StoppedAtOnceAsync(string parameters)
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        return await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync(parameters, stop.Token));
    }

    private async Task<Handed> StoppingALaterRunAsync()
    {
        await put.RunAsync("""{"claim": "a", "as": "mine"}""");
        using var stop = new CancellationTokenSource();
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ => stop.Cancel();
        var aborted = await Assert.ThrowsAsync<StepAborted>(() => put.RunUntilAsync("""{"claim": "a", "as": "mine"}""", stop.Token));
        Sentence.Matches("a process left behind takes lock a of pool aws back (…)", aborted.Done!);
        put.Time.Paused = _ => { };
        return new Handed(Assert.Single(put.Left), put.Time.Pauses.Count);
    }

    // What is handed over is text on a pipe.
    private async Task RunAsync(Handed handed)
    {
        var text = JsonSerializer.Serialize(handed.Document, ProtocolJson.Default.UnfinishedWorkDocument);
        await new UnfinishedWork(new StepLog(TextWriter.Null), put.Time, put.Build, new Random(1))
            .RunAsync(JsonSerializer.Deserialize(text, ProtocolJson.Default.UnfinishedWorkDocument)!, TestContext.Current.CancellationToken);
    }

    private void AssertTakenBack(string undo)
    {
        Assert.Equal(3, put.Branch.Commits);
        Assert.Equal(Start, put.Branch.Git("ls-tree", "-r", "--name-only", "main").Trim().Replace('\n', ' ').Replace(" gcp/claimed/.gitkeep gcp/unclaimed/.gitkeep", "", StringComparison.Ordinal));
        var message = put.Branch.Git("log", "-1", "--format=%B");
        Assert.StartsWith($"main/deploy/test build 42 {undo}\n", message, StringComparison.Ordinal);
        Assert.EndsWith("\nReason: aborted", message.TrimEnd(), StringComparison.Ordinal);
    }

    private void AtPause(int number, Action act) => put.Time.Paused = _ =>
    {
        if (put.Time.Pauses.Count == number)
        {
            act();
        }
    };

    private void Sound() => File.WriteAllText(In("sound"), "");

    private string In(string file) => Path.Combine(put.Branch.Repository, file);

    /// <summary>Of which nothing is ever left.</summary>
    private sealed class NoTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new AtOnce(base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period));
    }

    private sealed class AtOnce(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }

    private sealed record Handed(UnfinishedWorkDocument Document, int Before);
}
