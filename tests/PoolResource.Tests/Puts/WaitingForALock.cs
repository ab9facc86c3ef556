namespace PoolResource.Tests.Puts;

public sealed class WaitingForALock : IDisposable
{
    private const string Held = "aws/claimed/env-1 aws/unclaimed/.gitkeep";
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/env-1";

    private readonly Put put = new();

    public WaitingForALock() => put.Branch.Then(Held, "main/other/job build 7 claiming: env-1\n\nBuild URL: https://ci/builds/7\n");

    public void Dispose() => put.Dispose();

    [Fact]
    public async Task LooksOnceWithATimeoutOfZero()
    {
        var refusal = await put.RefusalAsync("""{"claim": "env-1", "timeout": "0s"}""");

        Sentence.Matches(
            "gave up waiting for lock env-1 of pool aws after 0s: env-1 is held by main/other/job build 7 since 2026-01-01 00:00:00Z (https://ci/builds/7), held …; raise params.timeout, or have it released",
            refusal);
        Assert.Empty(put.Time.Pauses);
    }

    [Fact]
    public async Task EndsWhenItsTimeoutRunsOutAndNotLater()
    {
        var refusal = await put.RefusalAsync("""{"acquire": true, "timeout": "90s"}""");

        Sentence.Matches("gave up waiting for a free lock of pool aws after 1m30s: env-1 is held by main/other/job build 7 …", refusal);
        Assert.Equal(TimeSpan.FromSeconds(90), put.Time.Pauses.Aggregate((one, two) => one + two));
        Assert.Equal(1, put.Branch.Commits);
    }

    [Fact]
    public async Task TakesTheLockOnceItIsReleased()
    {
        put.Time.Paused = elapsed => ReleaseAfter(elapsed, TimeSpan.FromMinutes(3));

        var response = await put.RunAsync("""{"claim": "env-1"}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.All(put.Time.Pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1, false)]
    public async Task SaysHowLongTheLockIsUsuallyHeldWhereRecentHistoryTells(int holds, bool isTold)
    {
        for (var hold = 0; hold < holds; hold++)
        {
            put.Branch.Then(Free);
            put.Branch.Then(Held, "main/other/job build 8 claiming: env-1\n");
        }

        var commits = put.Branch.Commits;
        put.Time.Paused = _ =>
        {
            if (put.Branch.Commits == commits)
            {
                put.Branch.Then(Free);
            }
        };

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(isTold, put.Lines[0].StartsWith("waiting for a free lock of pool aws, usually held 1 m: env-1 is held by ", StringComparison.Ordinal));
        Assert.StartsWith("waiting for a free lock of pool aws", put.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"claim": "env-1"}""")]
    [InlineData("""{"acquire": true}""")]
    public async Task IsToldInTheCommitOfTheClaim(string parameters)
    {
        put.Time.Paused = elapsed => ReleaseAfter(elapsed, TimeSpan.FromMinutes(3));

        await put.RunAsync(parameters);

        Assert.Matches("^main/deploy/test build 42 claiming: env-1\n(.*\n)*Waited: 1[89][0-9]s\n", put.Branch.Git("log", "-1", "--format=%B", "main"));
    }

    [Theory]
    [InlineData("""{"claim": "env-1"}""", 0)]
    [InlineData("""{"acquire": true}""", 0)]
    [InlineData("""{"update": "env"}""", 3)]
    public async Task IsToldNowhereElse(string parameters, int minutes)
    {
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "name"), "env-1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), "new", TestContext.Current.CancellationToken);
        if (minutes == 0)
        {
            put.Branch.Then(Free);
        }

        put.Time.Paused = elapsed => ReleaseAfter(elapsed, TimeSpan.FromMinutes(minutes));

        await put.RunAsync(parameters);

        Assert.Equal(3, put.Branch.Commits);
        Assert.DoesNotContain("Waited:", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysSoAtTheStartThenRarerAndRarer()
    {
        put.Time.Paused = elapsed => ReleaseAfter(elapsed, TimeSpan.FromMinutes(16));

        await put.RunAsync("""{"acquire": true}""");

        var waits = put.Lines.Where(line => line.Contains("waiting for a free lock of pool aws", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            waits,
            line => Sentence.Matches("waiting for a free lock of pool aws: env-1 is held by main/other/job build 7 since …", line),
            line => Assert.Matches("after 1[0-2]s: env-1 is held by", line),
            line => Assert.Matches("after 3[0-2]s: ", line),
            line => Assert.Matches("after 1m([0-2]s)?: ", line),
            line => Assert.Matches("after 5m([0-9]s|1[0-2]s)?: ", line),
            line => Assert.Matches("after 10m([0-9]s|1[0-2]s)?: ", line),
            line => Assert.Matches("after 15m([0-9]s|1[0-2]s)?: ", line));
    }

    [Fact]
    public async Task IsNoError()
    {
        put.Time.Paused = elapsed => ReleaseAfter(elapsed, TimeSpan.FromSeconds(20));

        await put.RunAsync("""{"claim": "env-1"}""");

        Assert.DoesNotMatch("(?i)error|fail|fatal|rejected", put.Log);
    }

    [Fact]
    public async Task EndsAtOnceWhenTheStepIsStopped()
    {
        using var stop = new CancellationTokenSource();
        put.Time.Paused = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.RunUntilAsync("""{"claim": "env-1"}""", stop.Token));

        Assert.Equal(1, put.Branch.Commits);
        Assert.Single(put.Time.Pauses);
    }

    [Fact]
    public async Task SurvivesAHostThatIsGoneForAWhile()
    {
        put.Time.Paused = _ =>
        {
            switch (put.Time.Pauses.Count)
            {
                case 3:
                    put.Branch.Break();
                    break;
                case 12:
                    put.Branch.Mend();
                    put.Branch.Then(Free);
                    break;
            }
        };

        await put.RunAsync("""{"claim": "env-1"}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.Contains(put.Lines, line => line.Contains("; trying again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"claim": "env-2", "timeout": "0s"}""", "gave up waiting for lock env-2, which is being recycled in pool aws-lifecycle (claimed) after 0s: env-2 (in aws-lifecycle) is held by main/clean/job build 8 since …; raise params.timeout, or have it restored")]
    [InlineData("""{"acquire": true, "timeout": "0s"}""", "gave up waiting for a free lock of pool aws after 0s: env-2 (in aws-lifecycle) is held by main/clean/job build 8 since …; raise params.timeout, or have it restored")]
    public async Task NamesWhoHasALockThatIsBeingCleaned(string parameters, string sentence)
    {
        put.Branch.Then("aws/unclaimed/.gitkeep aws-lifecycle/unclaimed/env-2");
        put.Branch.Then("aws/unclaimed/.gitkeep aws-lifecycle/claimed/env-2", "main/clean/job build 8 claiming: env-2");

        Sentence.Matches(sentence, await put.RefusalAsync(parameters));
    }

    [Fact]
    public async Task SaysAtOnceThatTheBranchWasDeleted()
    {
        put.Time.Paused = _ => put.Branch.Git("update-ref", "-d", "refs/heads/main");

        var refusal = await put.RefusalAsync("""{"claim": "env-1", "timeout": "8s"}""");

        Assert.Equal("gave up waiting for branch main after 8s; push it again", refusal);
        Assert.Equal("warning: branch main was deleted while this step waited; push it again", Assert.Single(put.Lines, line => line.Contains("deleted", StringComparison.Ordinal)));
    }

    private void ReleaseAfter(TimeSpan elapsed, TimeSpan due)
    {
        if (elapsed >= due && put.Branch.Commits == 1)
        {
            put.Branch.Then(Free);
        }
    }
}
