using System.Globalization;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.History;
using PoolResource.Testing;
using PoolResource.Tests.Builds;

namespace PoolResource.Tests.Reaping;

public sealed class ReapingLocks : ReapingTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly long HalfAnHourAgo = (Now - TimeSpan.FromMinutes(30)).ToUnixTimeSeconds();

    private void HoldBy(params IReadOnlyList<string> statuses)
    {
        Concourse.Add(statuses.Select((status, n) => new ConcourseBuild(100 + n, $"{n}", status) { EndTime = status is "started" ? null : HalfAnHourAgo }));
        Hold([.. statuses.Select((_, n) => ($"env-{n}", Claiming($"env-{n}", BuildOf(100 + n, $"{n}")), (10 - n) * Hour))]);
    }

    [Fact]
    public async Task IsOneCommitThatSaysOfEachWhy()
    {
        HoldBy("failed", "started", "aborted");

        var response = await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(
            """
            main/janitor/reap build 7 reaping: 2 locks

            main/janitor/reap build 7 unclaiming: env-0

            Build URL: https://ci.example.com/teams/main/pipelines/janitor/jobs/reap/builds/7

            Pool: aws
            Build-Id: 7000
            Reason: its build failed 30 m ago
            Reaped: id-of-env-0

            main/janitor/reap build 7 unclaiming: env-2

            Build URL: https://ci.example.com/teams/main/pipelines/janitor/jobs/reap/builds/7

            Pool: aws
            Build-Id: 7000
            Reason: its build was aborted 30 m ago
            Reaped: id-of-env-2
            """,
            Put.Branch.Git("log", "-1", "--format=%B", "main").Trim());
        Assert.Equal(new PoolResource.Concourse.Version(Put.Branch.Tip.Value), response.Version);
        Assert.Equal(["env-0: its build failed 30 m ago", "env-2: its build was aborted 30 m ago"], Reaped(response));
        Assert.Equal(["env-0", "env-2"], Free());
        Assert.Contains(Put.Lines, line => line.StartsWith("env-1 is held by main/deploy/test build 1 since 2026-01-01 18:04:05Z", StringComparison.Ordinal) && line.EndsWith(": kept, its build still runs (started)", StringComparison.Ordinal));
        Assert.Contains(Put.Lines, line => line.StartsWith("env-2 is held by", StringComparison.Ordinal) && line.EndsWith(": stale, its build was aborted 30 m ago", StringComparison.Ordinal));

        var got = await Put.GetAsync(response.Version);
        Assert.Equal("env-0", got.Metadata[0].Value);
        Assert.Null(Put.Read("env", "claim.json"));
    }

    [Fact]
    public async Task IsToldLockByLockByTheHistory()
    {
        HoldBy("failed", "errored");
        await ReapAsync("""{"ended_builds": true, "to": "recycle"}""");

        var facts = FactsOf(Put.Branch.Git("log", "-1", "--format=%B", "main"));

        Assert.Equal("main/janitor/reap build 7", facts.Holder.Who);
        Assert.All(["env-0", "env-1"], name => Assert.Equal(name == "env-0" ? "its build failed 30 m ago" : "its build errored 30 m ago", facts.ActingOn(Held(name))?.Reason));
        Assert.Null(facts.ActingOn(Held("2 locks")));
        Assert.All(["env-0", "env-1", "2 locks"], name => Assert.Null(facts.About(Held(name))));
        Assert.Equal(["env-0", "env-1"], Free("aws-lifecycle/unclaimed"));
    }

    [Theory]
    [InlineData("release", "aws/unclaimed", "unclaiming: env-0")]
    [InlineData("recycle", "aws-lifecycle/unclaimed", "recycling: env-0")]
    public async Task OfOneLockHasTheMessageOfThatAlone(string to, string where, string subject)
    {
        HoldBy("failed", "started");

        var response = await ReapAsync($$"""{"ended_builds": true, "to": "{{to}}"}""");

        Assert.Equal($"main/janitor/reap build 7 {subject}", Put.Branch.Git("log", "-1", "--format=%s", "main").Trim());
        Assert.Equal("id-of-env-0", CommitMessage.Parse(Put.Branch.Git("log", "-1", "--format=%B", "main")).Reaped);
        Assert.Equal(["env-0"], Free(where));
        await Put.GetAsync(response.Version);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    public async Task IsToldFromReleasesOfOtherKindsByTheHistory(string to)
    {
        HoldBy("failed", "failed", "started");
        await ReapAsync($$"""{"ended_builds": true, "locks": ["env-0"], "to": "{{to}}"}""");
        await ReapAsync($$"""{"ended_builds": true, "to": "{{to}}"}""");
        Put.Branch.Then("gcp/unclaimed/other", CommitMessage.Write("unclaiming: env-2", PoolName.Parse("aws", "x"), null, Person.Parse("Anna <anna@example.com>", "x"), reason: "its build failed 30 m ago"));
        using var objects = new GitObjects(Put.Branch.Repository);
        var read = new HistoryReader(objects).Read(LockHistory.Empty, Put.Branch.Tip, TestContext.Current.CancellationToken);

        foreach (var history in new[] { read, StoredHistory.Read(StoredHistory.Write(read))! })
        {
            bool Of(string name) => Assert.Single(history.TenuresOf(new PooledLock(PoolName.Parse("aws", "x"), LockName.Parse(name, "x")))).End!.IsReaped;
            Assert.Equal((true, true, false), (Of("env-0"), Of("env-1"), Of("env-2")));
            Assert.Equal(["env-0", "env-1"], history.Events.Where(what => what.IsReaped).Select(what => what.From!.Name.Value));
        }
    }

    [Fact]
    public async Task MovesThemWhereItIsTold()
    {
        HoldBy("failed", "failed");

        await ReapAsync("""{"ended_builds": true, "to": {"pool": "dirty", "state": "claimed"}, "locks": ["*-1"]}""");

        Assert.Equal(["env-1"], Free("dirty/claimed"));
        Assert.Equal(["env-0"], Free("aws/claimed"));
    }

    [Fact]
    public async Task WithNothingToDoIsASuccessWithoutACommit()
    {
        HoldBy("started");
        var tip = Put.Branch.Tip;

        var response = await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(new PoolResource.Concourse.Version(tip.Value) { Nothing = "true" }, response.Version);
        Assert.Equal(["nothing"], Reaped(response));
        Assert.Equal(tip, Put.Branch.Tip);
        Assert.Contains("nothing to do: no claim of pool aws is stale", Put.Lines);
        await Put.GetAsync(response.Version);
        Assert.Null(Put.Read("env", "name"));
    }

    [Fact]
    public async Task OfADryRunIsOnlySaid()
    {
        HoldBy("failed", "failed");
        var tip = Put.Branch.Tip;

        Assert.Equal(["env-0: its build failed 30 m ago", "env-1: its build failed 30 m ago"], Reaped(await ReapAsync("""{"ended_builds": true, "dry_run": true}""")));
        Assert.Equal(tip, Put.Branch.Tip);
        Assert.Contains("nothing to do: this is a dry run; without it, 2 locks would be taken", Put.Lines);
    }

    [Fact]
    public async Task TakesTheOldestOfMany()
    {
        HoldBy("failed", "failed", "failed");

        await ReapAsync("""{"ended_builds": true, "at_most": 2}""");

        Assert.Equal(["env-0", "env-1"], Free());
        Assert.Contains(Put.Lines, line => line.Contains("env-2", StringComparison.Ordinal) && line.Contains("left for the next time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LetsOneThatCannotBeTakenKeepNobodyElseFromIt()
    {
        HoldBy("failed", "failed", "failed");
        Put.Branch.Then($"{Put.Branch.Files} dirty/claimed/env-0");

        Assert.Equal(["env-1: its build failed 30 m ago"], Reaped(await ReapAsync("""{"ended_builds": true, "at_most": 1, "to": {"pool": "dirty"}}""")));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    // The janitor's own clock is slow.
    [InlineData(-90, true)]
    public async Task LeavesABuildTimeToFreeItsLockItself(int minutes, bool isKept)
    {
        Concourse.Add(new ConcourseBuild(100, "0", "failed") { EndTime = (Now - TimeSpan.FromMinutes(minutes)).ToUnixTimeSeconds() });
        Hold(("env-0", Claiming("env-0", BuildOf(100, "0")), Hour));

        await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(isKept, !Free().Any());
    }

    // Whatever happens between the judgement and the push, and what the log says of it.
    [Theory]
    [InlineData("renewed", "the claim of lock env-0 of pool aws was renewed meanwhile: it is left as it is")]
    [InlineData("released", "lock env-0 of pool aws was given back, moved or removed meanwhile: it is left as it is")]
    [InlineData("retaken", "lock env-0 of pool aws was taken anew meanwhile: it is left as it is")]
    [InlineData("updated", "lock env-0 of pool aws was changed under its claim meanwhile: it is left as it is")]
    [InlineData("taken there", "lock env-0 of pool aws is left as it is: something stands at dirty/claimed/env-0 already; remove or rename one of them")]
    public async Task LeavesWhatHasChangedMeanwhile(string what, string warning)
    {
        HoldBy("failed", "failed");
        var asked = 0;
        Concourse.Answer(request =>
        {
            if (request.Contains("/info", StringComparison.Ordinal) && Interlocked.Exchange(ref asked, 1) == 0)
            {
                const string Both = "aws/claimed/env-0 aws/claimed/env-1";
                _ = what switch
                {
                    "renewed" => Put.Branch.Then(Put.Branch.Files, "renewing: env-0\n\nPool: aws\nLock: env-0\nClaim-Id: id-of-env-0\nLease-Until: 2026-01-02T09:00:00Z\n"),
                    "released" => Put.Branch.Then("aws/unclaimed/env-0 aws/claimed/env-1", "unclaiming: env-0"),
                    "updated" => Put.Branch.Then($"aws/claimed/env-0=new aws/claimed/env-1", CommitMessage.Write("updating: env-0", PoolName.Parse("aws", "pool"), "id-of-env-0", BuildOf(100, "0"))),
                    "retaken" => Then("aws/unclaimed/env-0 aws/claimed/env-1", Both),
                    _ => Put.Branch.Then($"{Both} dirty/claimed/env-0"),
                };
            }

            return null;
        });

        var response = await ReapAsync("""{"ended_builds": true, "to": {"pool": "dirty"}}""");

        Assert.Equal(["env-1: its build failed 30 m ago"], Reaped(response));
        Assert.Equal(["env-1"], Free("dirty/unclaimed"));
        Assert.Contains($"warning: {warning}", Put.Lines);

        CommitId Then(params string[] files) => files.Select(one => Put.Branch.Then(one, one.Contains("unclaimed", StringComparison.Ordinal) ? "unclaiming: env-0" : Claiming("env-0", BuildOf(999, "9")).Replace("id-of-env-0", "another-id", StringComparison.Ordinal))).ToList()[^1];
    }

    [Fact]
    public async Task LeavesALockThatAnotherBuildHasChangedUnderItsClaim()
    {
        Concourse.Add(new ConcourseBuild(100, "1", "started"), new ConcourseBuild(200, "2", "failed") { EndTime = HalfAnHourAgo });
        Hold(("env-0", CommitMessage.Write("updating: env-0", PoolName.Parse("aws", "pool"), "id-of-env-0", BuildOf(200, "2"), heldBy: "main/deploy/test build 1"), 5 * Hour));

        await ReapAsync("""{"ended_builds": "all"}""");

        Assert.Empty(Free());
        Assert.Contains(Put.Lines, line => line.EndsWith("main/deploy/test build 1 holds it, and its last commit is another's", StringComparison.Ordinal));
        await ReapAsync("""{"ended_builds": "all", "stale_after": "4h"}""");
        Assert.Equal(["env-0"], Free());
    }

    // A worker's clock is a year ahead, and Concourse knows the build no more.
    [Theory]
    [InlineData(-365 * 24, false)]
    [InlineData(0, true)]
    public async Task LeavesABuildThatIsGoneTimeAfterItsClaimAlone(int hours, bool isKept)
    {
        Concourse.Pipelines["main/deploy"] = true;
        Hold(("env-0", Claiming("env-0", BuildOf(100)), hours * Hour));

        await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(isKept, !Free().Any());
    }

    [Fact]
    public async Task AsksNoLongerThanItsTime()
    {
        HoldBy("failed", "failed");
        var never = new TaskCompletionSource<ConcourseReply?>();
        Concourse.Instead = request => request.Contains("/info", StringComparison.Ordinal) ? Task.FromResult<ConcourseReply?>(null) : never.Task;
        Put.Clock = new ShortTime();

        await Put.RunAsync("""{"reap": {"ended_builds": true}, "timeout": "1s"}""");

        Assert.Empty(Free());
        Assert.Equal(2, Put.Lines.Count(line => line.EndsWith("Concourse has not told of all builds within 15s; raise params.timeout", StringComparison.Ordinal)));
        never.SetResult(null);
    }

    [Fact]
    public async Task LosesARaceAndDoesTheRoundAgain()
    {
        HoldBy("failed", "failed");
        Put.Branch.Hook(
            "pre-receive",
            """
            unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
            test -e raced && exit 0
            touch raced
            printf 'renewing: env-0\n\nPool: aws\nLock: env-0\nClaim-Id: id-of-env-0\nLease-Until: 2026-01-02T09:00:00Z\n' >message
            git update-ref refs/heads/main "$(git -c user.name=x -c user.email=x@y commit-tree -p main -F message 'main^{tree}')"
            """);

        Assert.Equal(["env-1: its build failed 30 m ago"], Reaped(await ReapAsync("""{"ended_builds": true}""")));
        Assert.Equal(["env-1"], Free());
    }

    [Theory]
    // The clock of the worker that claimed is five hours slow, and somebody committed a minute before.
    [InlineData("4h", 0)]
    [InlineData("30s", 1)]
    public async Task CountsTheAgeFromTheCommitBeforeWhereAClockIsSlow(string staleAfter, int taken)
    {
        Hold(("env-0", "by hand", TimeSpan.FromMinutes(1)), ("env-1", Claiming("env-1", BuildOf(100, "1")), 5 * Hour));

        await ReapAsync($$"""{"stale_after": "{{staleAfter}}", "locks": ["env-1"]}""");

        Assert.Equal(taken, Free().Count());
    }

    [Fact]
    public async Task DoesNotTakeABuildOfAnotherClusterForOneOfTheSameId()
    {
        Concourse.Add(new ConcourseBuild(100, "42", "failed") { EndTime = HalfAnHourAgo });
        Hold(("env-0", Claiming("env-0", BuildOf(100, cluster: "https://other.example.com")), 5 * Hour), ("env-1", Claiming("env-1", BuildOf(100)), 5 * Hour));

        await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(["env-1"], Free());
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("\"all\"", 1)]
    public async Task LeavesALockThatABuildHasHandedOn(string ended, int taken)
    {
        HoldBy("succeeded");

        await ReapAsync($$"""{"ended_builds": {{ended}}}""");

        Assert.Equal(taken, Free().Count());
    }

    [Fact]
    public async Task OfAThousandClaimsTakesFewRequestsTenAtATime()
    {
        var builds = Enumerable.Range(1, 300).Select(n => new ConcourseBuild(n * 1_000, $"{n}", n % 2 == 0 ? "failed" : "started") { EndTime = n % 2 == 0 ? HalfAnHourAgo : null }).ToList();
        Concourse.Add(builds);
        var names = Enumerable.Range(0, 1_000).Select(n => n.ToString("env-0000", CultureInfo.InvariantCulture)).ToList();
        Put.Branch.On([], string.Join(' ', names.Select(name => $"aws/unclaimed/{name}")), when: (Now - TimeSpan.FromDays(2)).ToUnixTimeSeconds());
        var message = string.Join('\n', names.Select((name, n) => Claiming(name, BuildOf(builds[n % 300].Id, builds[n % 300].Name))));
        Put.Branch.On([Put.Branch.Tip], string.Join(' ', names.Select(name => $"aws/claimed/{name}")), message, (Now - TimeSpan.FromDays(1)).ToUnixTimeSeconds());

        await ReapAsync("""{"ended_builds": true}""");

        Assert.Equal(names.Where((_, n) => n % 300 % 2 == 1), Free());
        Assert.InRange(Concourse.Requests.Count, 2, 300);
        Assert.InRange(Concourse.MostAtOnce, 1, 10);
        var facts = FactsOf(Put.Branch.Git("log", "-1", "--format=%B", "main"));
        Assert.All(Free(), name => Assert.NotNull(facts.ActingOn(Held(name))));
    }

    [Fact]
    public async Task IsToldToTheBuildThatGivesTheLockBack()
    {
        var janitor = Put.Build;
        Put.Branch.Then("aws/unclaimed/env-0 aws/unclaimed/env-1");
        Put.Build = BuildOf(100, "42");
        Concourse.Add(new ConcourseBuild(100, "42", "failed") { EndTime = HalfAnHourAgo });
        await Put.GetAsync((await Put.RunAsync("""{"claim": "env-0"}""")).Version, "env");
        Put.Build = BuildOf(101, "43");
        Concourse.Add(new ConcourseBuild(101, "43", "aborted") { EndTime = HalfAnHourAgo });
        await Put.GetAsync((await Put.RunAsync("""{"claim": "env-1"}""")).Version, "other");
        Put.Build = janitor;
        await ReapAsync("""{"ended_builds": true}""");

        Put.Build = BuildOf(100, "42");
        await Put.RunAsync("""{"release": "env"}""");
        Sentence.Matches(
            "warning: lock env-0 of pool aws was already released by main/janitor/reap build 7 at 2026-01-02 03:04:05Z (https://ci.example.com/teams/main/pipelines/janitor/jobs/reap/builds/7), for: its build failed 30 m ago; nothing was changed",
            Put.Lines[^1]);

        await Put.RunAsync("""{"claim": "env-1"}""");
        Sentence.Matches("lock env-1 of pool aws is no longer held by this claim: it was taken by main/deploy/test build 42 …", await Put.RefusalAsync("""{"release": "other"}"""));
        await Put.RunAsync("""{"release": "other", "on_lost": "warn"}""");
    }

    [Theory]
    [InlineData("{}", "params.reap does not say which claims are stale; give ended_builds: true, stale_after: 4h or lease: true")]
    [InlineData("""{"ended_builds": false, "stale_after": "", "people": true}""", "params.reap does not say …")]
    [InlineData("""{"stale_after": "0s"}""", "params.reap.stale_after: every claim would be stale at once; …")]
    [InlineData("""{"ended_buids": true}""", "params.reap: \"ended_buids\" is not part of it; …")]
    [InlineData("""{"lease": true, "to": "aws"}""", "params.reap.to: \"aws\" is neither release nor recycle; …")]
    [InlineData("""{"lease": true, "to": {"pool": "aws"}}""", "params.reap.to.pool: aws is the pool the locks are in; …")]
    [InlineData("""{"lease": true, "to": {"pool": "gcp/claimed"}}""", "params.reap.to.pool: gcp/claimed is a directory of pool gcp; …")]
    [InlineData("""{"lease": true, "to": "recycle"}""", "params.reap.to: aws-lifecycle is a lifecycle pool, which has none of its own; …", "aws-lifecycle")]
    [InlineData("""{"lease": true, "at_most": -1}""", "params.reap.at_most: -1 is negative; …")]
    [InlineData("""{"lease": true, "locks": []}""", "params.reap.locks: it is no list of names; …")]
    public async Task IsRefusedWhereItCannotBeMeant(string policy, string sentence, string pool = "aws")
    {
        HoldBy("failed");

        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(() => Put.RunAsync($$"""{"reap": {{policy}}}""", pool))).Message);
    }

    [Theory]
    [InlineData("dry_run", "true")]
    [InlineData("at_most", "1")]
    [InlineData("locks", "[\"env-1\"]")]
    [InlineData("to", "\"recycle\"")]
    public async Task IsRefusedWhereWhatBoundsItStandsBesideIt(string key, string value)
    {
        HoldBy("failed");

        Sentence.Matches(
            $"params.{key} is part of reap; write it inside, as reap: {{ended_builds: true, {key}: …}}",
            await Put.RefusalAsync($$"""{"reap": {"ended_builds": true}, "{{key}}": {{value}}}"""));
        Assert.Empty(Free());
    }

    [Fact]
    public async Task OfNoPoolSaysWhichThereAre()
    {
        HoldBy("failed");

        Sentence.Matches("there is no pool azure in the branch (the branch has aws, gcp); …", (await Assert.ThrowsAnyAsync<PoolException>(() => Put.RunAsync("""{"reap": {"lease": true}}""", "azure"))).Message);
    }

    [Fact]
    public async Task OfALifecyclePoolThatIsNotThereYetHasNothingToDo()
    {
        HoldBy("failed");

        Assert.Equal(["nothing"], Reaped(await Put.RunAsync("""{"reap": {"lease": true}}""", "aws-lifecycle")));
    }

    [Fact]
    public async Task TriggersABuildForEachLockThatArrives()
    {
        HoldBy("failed", "aborted");
        var before = Put.Branch.Tip;
        await ReapAsync("""{"ended_builds": true, "to": "recycle"}""");

        var versions = await new PoolResource.Concourse.CheckCommand(new PoolResource.Concourse.StepLog(TextWriter.Null), Put.Time).RunAsync(
            new PoolResource.Concourse.CheckRequest
            {
                Source = new PoolResource.Configuration.SourceDocument { Uri = Put.Branch.Repository, Branch = "main", Pool = "aws-lifecycle", TriggerOn = "unclaimed" },
                Version = new PoolResource.Concourse.Version(before.Value),
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            [new(Put.Branch.Tip.Value, "env-0"), new PoolResource.Concourse.Version(Put.Branch.Tip.Value, "env-1")],
            versions.Where(version => version.Lock is not null));
    }

    private static Lock Held(string name) => new(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse(name, "lock"));

    private static CommitFacts FactsOf(string message) => new(message, "CI", Now);
}
