using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Tests.Objects;

namespace PoolResource.Tests.Puts;

/// <summary>Puts that wait on a real repository whose refs are the line.</summary>
public sealed class PutsInALine : IDisposable
{
    private const string Held = "aws/claimed/env-1 aws/unclaimed/.gitkeep";
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/env-1";

    // When the clock of a put begins.
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Put put = new();
    private readonly string line = Ticket.LineOf(BranchName.Parse("main", "branch"), PoolName.Parse("aws", "pool"));

    public void Dispose() => put.Dispose();

    private IReadOnlyList<string> Tickets => put.Branch.Tickets;

    [Theory]
    [InlineData("""{"claim": "env-1"}""", "env-1")]
    [InlineData("""{"acquire": true}""", null)]
    public async Task StandsThereFromTheFirstPauseToTheClaim(string parameters, string? want)
    {
        put.Branch.Then(Held);
        IReadOnlyList<string> seen = [];
        put.Time.Paused = _ => ThenFree(() => seen = Tickets);

        await put.RunAsync(parameters);

        Assert.StartsWith(line, Assert.Single(seen), StringComparison.Ordinal);
        Assert.Contains($"want={(want is null ? "any" : Ticket.WantOf(LockName.Parse(want, "lock")))},", seen[0], StringComparison.Ordinal);
        Assert.Contains("build=1234", seen[0], StringComparison.Ordinal);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task LeavesNoTicketWhenItsTimeIsOver()
    {
        put.Branch.Then(Held);
        var most = 0;
        put.Time.Paused = _ => most = Math.Max(most, Tickets.Count);

        await put.RefusalAsync("""{"acquire": true, "timeout": "90s"}""");

        Assert.Equal(1, most);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task LeavesNoTicketWhenItIsStopped()
    {
        put.Branch.Then(Held);
        using var stop = new CancellationTokenSource();
        put.Time.Paused = _ =>
        {
            Assert.Single(Tickets);
            stop.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.RunUntilAsync("""{"acquire": true}""", stop.Token));

        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task MakesNoneWhereALockIsFreeAndNobodyWaits()
    {
        put.Branch.Then(Free);
        put.Branch.Hook("update", """case $1 in refs/heads/main) ;; *) echo "$1" >>asked ;; esac""");

        await put.RunAsync("""{"acquire": true}""");

        Assert.False(File.Exists(Path.Combine(put.Branch.Repository, "asked")));
    }

    [Fact]
    public async Task TakesNothingThatIsMeantForOneWhoCameBefore()
    {
        put.Branch.Then(Free);
        var first = Stand(Now.AddSeconds(-20));
        put.Time.Paused = elapsed =>
        {
            if (elapsed > TimeSpan.FromSeconds(5) && Tickets.Contains(first))
            {
                Assert.Equal(1, put.Branch.Commits);
                put.Branch.Git("update-ref", "-d", first);
            }
        };

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(2, put.Branch.Commits);
        Assert.DoesNotContain(first, Tickets);
        Assert.InRange(put.Time.Pauses.Aggregate((one, two) => one + two).TotalSeconds, 5, 9);
    }

    [Fact]
    public async Task PassesByTheDeadAfterTheirTurnsAndTakesThemOut()
    {
        put.Branch.On([], Free, when: Now.AddSeconds(-10).ToUnixTimeSeconds());
        Stand(Now.AddHours(-2));
        Stand(Now.AddHours(-1));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Empty(Tickets);
        Assert.InRange(put.Time.Pauses.Aggregate((one, two) => one + two).TotalSeconds, 15, 20);
    }

    [Theory]
    // Seconds since the ticket was made, and since the lock is free.
    [InlineData(590, 3600)]
    [InlineData(3600, 590)]
    public async Task DoesNotComeBeforeOthersWhereItLooksOnce(int ticket, int free)
    {
        put.Branch.On([], Free, when: Now.AddSeconds(-free).ToUnixTimeSeconds());
        Stand(Now.AddSeconds(-ticket));

        Assert.Equal("gave up waiting for a free lock of pool aws, 2nd of 2, after 0s; raise params.timeout", await put.RefusalAsync("""{"acquire": true, "timeout": "0s"}"""));
        Assert.Single(Tickets);
        Assert.Empty(put.Time.Pauses);
    }

    [Theory]
    [InlineData("""{"acquire": true, "timeout": "0s"}""")]
    [InlineData("""{"claim": "env-1", "timeout": "0s"}""")]
    public async Task ComesAtOnceBeforeTheDeadWhereTheLockIsFreeForLongAndItLooksOnce(string parameters)
    {
        // Other pools may move meanwhile.
        var first = put.Branch.On([], Free, when: Now.AddHours(-1).ToUnixTimeSeconds());
        put.Branch.On([first], $"{Free} gcp/unclaimed/other", when: Now.ToUnixTimeSeconds());
        Stand(Now.AddHours(-2), attempt: 60);
        Stand(Now.AddHours(-1));

        await put.RunAsync(parameters);

        Assert.Empty(Tickets);
        Assert.Empty(put.Time.Pauses);
    }

    [Fact]
    public async Task EndsItsTicketWhereItIsStoppedWhileItsClaimMayGetInAndLeavesThatToTheProcessBehindIt()
    {
        put.Branch.Then(Held);
        put.Branch.Hook("update", "case $1 in refs/heads/main) echo >>refused; echo disk quota exceeded >&2; exit 1 ;; esac");
        using var stop = new CancellationTokenSource();
        put.Time.Paused = _ =>
        {
            ThenFree(() => { });
            if (File.Exists(Path.Combine(put.Branch.Repository, "refused")) && File.ReadLines(Path.Combine(put.Branch.Repository, "refused")).Count() > 2)
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.RunUntilAsync("""{"acquire": true}""", stop.Token));

        var left = Assert.Single(put.Left);
        Assert.Empty(Tickets);

        put.Branch.Hook("update", "exit 0");
        put.Branch.Git("update-ref", Assert.Single(left.Tickets), put.Branch.Blob("somebody"));
        put.Branch.Then($"{Free} notes");
        await new UnfinishedWork(new StepLog(TextWriter.Null), put.Time, put.Build, new Random(1)).RunAsync(left, TestContext.Current.CancellationToken);
        Assert.Empty(Tickets);
        Assert.Equal(3, put.Branch.Commits);
    }

    // Git would be killed, and the host make the ticket all the same.
    [Fact]
    public async Task AwaitsThePushOfItsTicketWhereItIsStopped()
    {
        put.Branch.Then(Held);
        put.Branch.Hook("pre-receive", "grep -q ' 0000000000000000000000000000000000000000 ' && exit 0; touch joining; while test ! -e told; do :; done");
        put.Clock = TimeProvider.System;
        put.Debug = true;
        using var stop = new CancellationTokenSource();
        var ended = put.RunUntilAsync("""{"acquire": true}""", stop.Token);
        await put.Branch.HasAsync("joining");

        await stop.CancelAsync();
        Assert.False(ended.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "told"), "", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        Assert.Empty(Tickets);
        Assert.All(put.Lines.Where(line => line.Contains(" push ", StringComparison.Ordinal)), line => Assert.Contains(" → 0 in ", line, StringComparison.Ordinal));
        Assert.Equal(2, put.Lines.Count(line => line.Contains(" push ", StringComparison.Ordinal)));
    }

    // A commit may be pushed long after it was made, and clocks be wrong: whoever has the time sees turns end.
    [Fact]
    public async Task StandsBehindOthersAlthoughTheLockIsFreeForLongByTheDateOfItsCommit()
    {
        put.Branch.On([], Free, when: Now.AddHours(-1).ToUnixTimeSeconds());
        var other = Stand(Now.AddHours(-2));
        put.Time.Paused = elapsed => Assert.Contains(other, Tickets);

        await put.RunAsync("""{"acquire": true}""");

        Assert.InRange(put.Time.Pauses.Aggregate((one, two) => one + two).TotalSeconds, 10, 15);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task ComesBeforeTheDeadAtItsLastLookWhereThereIsNoTimeForTheirTurns()
    {
        put.Branch.On([], Free, when: Now.AddSeconds(-597).ToUnixTimeSeconds());
        Stand(Now.AddHours(-1), attempt: 60);

        await put.RunAsync("""{"acquire": true, "timeout": "5s"}""");

        Assert.Empty(Tickets);
        Assert.Equal(2, put.Branch.Commits);
    }

    [Fact]
    public async Task PushesTheSameCommitAgainAlthoughAnotherLockIsMeantForItByNow()
    {
        put.Branch.On([], "aws/unclaimed/a aws/unclaimed/b", when: Now.AddSeconds(-10).ToUnixTimeSeconds());
        Stand(Now.AddHours(-1));
        put.Branch.Hook("update", """case $1 in refs/heads/main) echo "$3" >>pushed; test -e sound || { echo "cannot lock ref" >&2; exit 1; } ;; esac""");
        put.Time.Paused = elapsed =>
        {
            if (elapsed > TimeSpan.FromSeconds(30))
            {
                File.WriteAllText(Path.Combine(put.Branch.Repository, "sound"), "");
            }
        };

        var response = await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal("aws/claimed/.gitkeep aws/claimed/b aws/unclaimed/a", put.Branch.Files);
        Assert.Single((await File.ReadAllLinesAsync(Path.Combine(put.Branch.Repository, "pushed"), TestContext.Current.CancellationToken)).Distinct());
    }

    [Theory]
    [InlineData("""{"acquire": true}""")]
    [InlineData("""{"claim": "env-1"}""")]
    public async Task DoesNotPushAgainWhatIsMeantForOneWhoHasComeMeanwhile(string parameters)
    {
        put.Branch.Then($"{Free} aws/claimed/other");
        put.Branch.Hook("update", """case $1 in refs/heads/main) test -e sound || { echo "cannot lock ref" >&2; exit 1; } ;; esac""");
        string? first = null;
        put.Time.Paused = elapsed =>
        {
            if (first is null)
            {
                first = Stand(Now.AddSeconds(-20));
                File.WriteAllText(Path.Combine(put.Branch.Repository, "sound"), "");
            }
            else if (elapsed > TimeSpan.FromSeconds(5) && Tickets.Contains(first))
            {
                Assert.Equal((1, 2), (put.Branch.Commits, Tickets.Count));
                put.Branch.Git("update-ref", "-d", first);
            }
        };

        await put.RunAsync(parameters);

        Assert.Equal((2, 0), (put.Branch.Commits, Tickets.Count));
        Assert.InRange(put.Time.Pauses.Aggregate((one, two) => one + two).TotalSeconds, 5, 9);
        // Who waits for any lock is told who has the others.
        Assert.Contains(", 2nd of 2", put.Log, StringComparison.Ordinal);
        Assert.Equal(parameters.Contains("acquire", StringComparison.Ordinal), put.Log.Contains("other is held", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TakesWhatIsFreeBehindOthersOnceTheHostHasRefusedItsTicketThreeTimes()
    {
        put.Branch.On([], Free, when: Now.AddSeconds(-10).ToUnixTimeSeconds());
        Stand(Now.AddSeconds(-20));
        put.Branch.Hook("update", """case $1 in refs/heads/*) ;; *) exit 1 ;; esac""");

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal([0.5, 0.5], put.Time.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal((2, 1), (put.Branch.Commits, Tickets.Count));
    }

    [Theory]
    [InlineData("true", "1 2")]
    [InlineData("false", "1 1 1")]
    public async Task EndsItsTicketWithThePushOfTheClaimWhereTheHostCan(string atomic, string pushes)
    {
        put.Branch.Then(Held);
        put.Branch.Git("config", "receive.advertiseAtomic", atomic);
        put.Branch.Hook("pre-receive", "wc -l >>pushes");
        put.Time.Paused = _ => ThenFree(() => Assert.Single(Tickets));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(pushes.Split(' '), (await File.ReadAllLinesAsync(Path.Combine(put.Branch.Repository, "pushes"), TestContext.Current.CancellationToken)).Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("""case $1 in refs/heads/*) ;; *) echo no tickets here >&2; exit 1 ;; esac""")]
    [InlineData("""case $1 in refs/heads/*) ;; *) [ "$3" = 0000000000000000000000000000000000000000 ] || git update-ref "$1" "$3"; [ "$3" = 0000000000000000000000000000000000000000 ] || exit 1 ;; esac""")]
    public async Task GoesOnWithoutAPlaceWhereTheHostTakesNoTickets(string hook)
    {
        put.Branch.Then(Held);
        put.Branch.Hook("update", hook);
        put.Time.Paused = elapsed => ThenFree(() => { }, elapsed > TimeSpan.FromMinutes(2));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Contains("source.queue: false", Assert.Single(put.Lines, text => text.Contains("warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task GoesOnWithoutAPlaceWhereTheHostHidesTickets()
    {
        put.Branch.Then(Held);
        put.Branch.Git("config", "uploadpack.hideRefs", "refs/pool-resource");
        put.Time.Paused = elapsed => ThenFree(() => { }, elapsed > TimeSpan.FromMinutes(2));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Contains("does not show", Assert.Single(put.Lines, text => text.Contains("warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task EndsItsTicketAfterTheClaimWhereTheHostCannotDoBothAtOnce()
    {
        put.Branch.Then(Held);
        put.Branch.Git("config", "receive.advertiseAtomic", "false");
        put.Time.Paused = _ => ThenFree(() => Assert.Single(Tickets));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.Empty(Tickets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GitLab: You are not allowed to delete this ref.")]
    public async Task TakesTheLockWhereTheHostEndsNoTickets(string words)
    {
        put.Branch.Then(Held);
        put.Branch.Hook("update", $"[ $3 != 0000000000000000000000000000000000000000 ] || {{ echo '{words}' >&2; exit 1; }}");
        put.Time.Paused = _ => ThenFree(() => Assert.Single(Tickets));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Contains("source.queue: false", Assert.Single(put.Lines, text => text.Contains("warning", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.Single(Tickets);
    }

    [Theory]
    [InlineData("refs/pool-resource")]
    [InlineData("refs/pool-resource/queue")]
    [InlineData(null)]
    public async Task TakesTheLockWhereSomethingStandsInTheLinesWay(string? name)
    {
        put.Branch.Then(Held);
        put.Branch.Git("update-ref", name ?? line.TrimEnd('/'), put.Branch.Blob("in the way"));
        put.Time.Paused = elapsed => ThenFree(() => { }, elapsed > TimeSpan.FromSeconds(1) && put.Branch.Commits == 1);

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
    }

    [Fact]
    public async Task WaitsWithoutAPlaceWhereSomethingStandsInTheLinesWay()
    {
        put.Branch.Then(Held);
        put.Branch.Git("update-ref", Ticket.Refs.TrimEnd('/'), put.Branch.Blob("in the way"));
        put.Time.Paused = elapsed => ThenFree(() => { }, elapsed > TimeSpan.FromMinutes(1));

        await put.RunAsync("""{"acquire": true}""");

        Assert.Contains("waiting without a place", Assert.Single(put.Lines, text => text.Contains("warning", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesForATicketOnlyWhatIsOne()
    {
        var commit = put.Branch.Then(Free);
        var (tree, blob) = (put.Branch.Git("rev-parse", "main^{tree}").Trim(), put.Branch.Blob(new string('x', 1_000_000)));
        var id = Ticket.NewId(Now.AddHours(-1).ToUnixTimeMilliseconds(), new Random(1));
        const string Fields = "priority=0,want=any,attempt=1,build=1,as=,run=0123abcd";
        foreach (var (name, to) in new (string, string)[]
        {
            ($"{line}x", blob), ($"{line}{id}/v2,{Fields}", blob), ($"{line}{id}/v1,priority=101,want=any,attempt=1,build=1,as=,run=0123abcd", commit.Value),
            ($"{line}{id.ToString().ToUpperInvariant()}/v1,{Fields}", tree), ($"{line}not-a-uuid/v1,{Fields}", blob), ($"{line}{id}/v1,priority=0,want=any,attempt=999999,build=1,as=,run=0123abcd", blob),
            ($"{line}ffffffff-ffff-7fff-bfff-ffffffffffff/v1,{Fields}", blob), ($"{Ticket.Refs}{new string('0', 32)}/{id}/v1,{Fields}", blob),
        })
        {
            put.Branch.Git("update-ref", name, to);
        }

        await put.RunAsync("""{"acquire": true}""");

        Assert.Empty(put.Time.Pauses);
        Assert.DoesNotContain("warning", put.Log, StringComparison.Ordinal);
    }

    // As a ticket does for a moment that is taken away between the list of the refs and the pack.
    [Fact]
    public async Task SeesTheLineAlthoughATicketLeadsNowhere()
    {
        put.Branch.Then(Free);
        var first = Stand(Now);
        var lost = Path.Combine(put.Branch.Repository, $"{line}x/y");
        Directory.CreateDirectory(Path.GetDirectoryName(lost)!);
        await File.WriteAllTextAsync(lost, $"{new string('1', 40)}\n", TestContext.Current.CancellationToken);
        using var session = await GitSession.OpenAsync(put.Branch.Source, new EngineLog(TextWriter.Null), put.Time, TestContext.Current.CancellationToken);
        using var branch = session.OpenBranch(readAgain: false);

        var seen = await branch.FetchAndLookAsync(line, TestContext.Current.CancellationToken, "--depth=1");

        Assert.Equal((put.Branch.Tip, put.Branch.Tip), (seen.Tip, branch.Objects.Tip));
        Assert.Contains(first, seen.Others.Keys);
    }

    [Fact]
    public async Task SeesTheLineTogetherWithTheBranchAndEachTimeAnew()
    {
        put.Branch.Then(Free);
        var first = Stand(Now);
        using var session = await GitSession.OpenAsync(put.Branch.Source, new EngineLog(TextWriter.Null), put.Time, TestContext.Current.CancellationToken);
        using var branch = session.OpenBranch(readAgain: false);
        await branch.FetchAndLookAsync(line, TestContext.Current.CancellationToken, "--depth=1");
        put.Branch.Git("update-ref", "-d", first);
        var second = Stand(Now.AddSeconds(1));

        var seen = await branch.FetchAndLookAsync(line, TestContext.Current.CancellationToken);

        Assert.Equal([second], seen.Others.Keys);
        Assert.Equal(put.Branch.Git("rev-parse", second).Trim(), seen.Others[second]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task HasItsPlaceAgainInASecondRunOfThePut(string atomic)
    {
        put.Branch.Git("config", "receive.advertiseAtomic", atomic);
        var earlier = await LeaveATicketAsync();
        Stand(Now.AddSeconds(30));
        var seen = new List<string>();
        put.Time.Paused = _ => ThenFree(() => seen.AddRange(Tickets.Where(name => name.Contains("build=1234", StringComparison.Ordinal))));

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.All(seen, name => Assert.Equal(Place(earlier), Place(name)));
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(earlier, seen);
        Assert.Single(Tickets);
        Assert.Equal(3, put.Branch.Commits);
    }

    [Theory]
    [InlineData("""{"acquire": true, "as": "other"}""", "https://ci/builds/1234")]
    [InlineData("""{"acquire": true}""", "https://ci/builds/1234")]
    // The build of another cluster, whose number is the same.
    [InlineData("""{"acquire": true, "as": "mine"}""", "https://ci.example.com/builds/1234")]
    public async Task HasNotThePlaceOfAnotherPut(string parameters, string url)
    {
        var earlier = await LeaveATicketAsync();
        put.Build = put.Build with { Url = url };
        var seen = new List<string>();
        put.Time.Paused = _ => ThenFree(() => seen.AddRange(Tickets));

        await put.RunAsync(parameters);

        Assert.Equal(2, seen.Count);
        Assert.Equal(earlier, seen[0]);
    }

    [Fact]
    public async Task TakesTheTicketOfAnEarlierRunAlongWithAFreeLock()
    {
        await LeaveATicketAsync();
        put.Branch.Then(Free);

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Empty(Tickets);
        Assert.Equal(3, put.Branch.Commits);
    }

    [Fact]
    public async Task HasItsPlaceAgainAlthoughThePushThatTakesItOverIsLost()
    {
        await LeaveATicketAsync();
        put.Branch.Hook("update", """case $1 in refs/heads/*) ;; *) test -e tried || { touch tried; echo cannot lock ref >&2; exit 1; } ;; esac""");
        put.Time.Paused = elapsed => ThenFree(() => Assert.Single(Tickets), elapsed > TimeSpan.FromSeconds(3));

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.True(File.Exists(Path.Combine(put.Branch.Repository, "tried")));
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task EndsWhenALaterRunHasClaimedInItsPlace()
    {
        put.Branch.Then(Free);
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        var claim = put.Branch.Git("log", "-1", "--format=%B", "main");
        put.Branch.On([], Held);
        put.Time.Paused = _ => ThenFree(() =>
        {
            put.Branch.Git("update-ref", "-d", Assert.Single(Tickets));
            put.Branch.Then(Free);
            put.Branch.Then(Held, claim);
        });

        Assert.Equal("a later run of this put waits in its place in the line; this one ends", await put.RefusalAsync("""{"acquire": true, "as": "mine"}"""));
        Assert.Equal(claim.Trim(), put.Branch.Git("log", "-1", "--format=%B", "main").Trim());
    }

    [Fact]
    public async Task EndsWhenALaterRunHasItsPlace()
    {
        put.Branch.Then(Held);
        put.Time.Paused = _ =>
        {
            if (Tickets is [var mine])
            {
                put.Branch.Git("update-ref", $"{mine[..^8]}0123abcd", put.Branch.Blob("later"));
                put.Branch.Git("update-ref", "-d", mine);
            }
        };

        Assert.Equal("a later run of this put waits in its place in the line; this one ends", await put.RefusalAsync("""{"acquire": true, "as": "mine"}"""));
        Assert.Single(Tickets);
    }

    // What a push has made that arrived late, under a name that says another time for a look, is no other run's, and goes with the run's own.
    [Theory]
    [InlineData("the run")]
    [InlineData("an earlier run")]
    public async Task EndsWithItsClaimAlthoughItsAnswerIsLostAndTheRunHasLeftAnotherTicket(string whose)
    {
        var late = await LeaveATicketAsync();
        put.Time.Paused = _ => ThenFree(() =>
        {
            late = OfAnotherTime(whose == "the run" ? Assert.Single(Tickets) : late);
            put.Branch.Git("update-ref", late, put.Branch.Blob("late"));
            put.Branch.Hook("post-receive", "! grep -q refs/heads/ || kill -9 $PPID");
        });

        var response = await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal(3, put.Branch.Commits);
        Assert.Equal(whose == "the run" ? [] : [late], Tickets);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task TakesEveryTicketOfAnEarlierRunOver(string atomic)
    {
        put.Branch.Git("config", "receive.advertiseAtomic", atomic);
        var earlier = await LeaveATicketAsync();
        put.Branch.Git("update-ref", OfAnotherTime(earlier), put.Branch.Blob("earlier"));
        IReadOnlyList<string> seen = [];
        put.Time.Paused = _ => ThenFree(() => seen = Tickets);

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Equal(Place(earlier), Place(Assert.Single(seen)));
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task StandsInNoLineForAPoolThatWantsNone()
    {
        put.Branch.Then(Held);
        put.Branch.MoreOfTheSource = """, "queue": false""";
        put.Time.Paused = _ =>
        {
            Assert.Empty(Tickets);
            ThenFree(() => { });
        };

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(3, put.Branch.Commits);
    }

    [Fact]
    public async Task WaitsOnInABranchThatIsDeletedForAWhile()
    {
        put.Branch.Then(Held);
        var tip = put.Branch.Tip.Value;
        put.Time.Paused = _ =>
        {
            switch (put.Time.Pauses.Count)
            {
                case 3:
                    put.Branch.Git("update-ref", "-d", "refs/heads/main");
                    break;
                case 6:
                    put.Branch.Git("update-ref", "refs/heads/main", tip);
                    put.Branch.Then(Free);
                    break;
            }
        };

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep", put.Branch.Files);
        Assert.Empty(Tickets);
    }

    // What the first run of a put leaves that is killed.
    private async Task<string> LeaveATicketAsync()
    {
        put.Branch.Then(Held);
        var ticket = "";
        using var stop = new CancellationTokenSource();
        put.Time.Paused = _ =>
        {
            ticket = Tickets[0];
            stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.RunUntilAsync("""{"acquire": true, "as": "mine"}""", stop.Token));
        var left = $"{ticket[..^8]}0123abcd";
        put.Branch.Git("update-ref", left, put.Branch.Blob("earlier"));
        put.Time.Paused = null;
        return left;
    }

    private string Stand(DateTimeOffset since, int attempt = 0) => put.Branch.Stand(
        new Ticket(Ticket.NewId(since.ToUnixTimeMilliseconds(), new Random(2)), "0123abcd") { Build = "7", Attempt = TimeSpan.FromSeconds(attempt) });

    private void ThenFree(Action look, bool isTime = true)
    {
        if (isTime && put.Branch.Commits == 1)
        {
            look();
            if (put.Branch.Commits == 1)
            {
                put.Branch.Then(Free);
            }
        }
    }

    private static string OfAnotherTime(string ticket) => System.Text.RegularExpressions.Regex.Replace(ticket, "attempt=[0-9]+,", "attempt=599,");

    private static string Place(string ticket) => ticket.Split('/')[^2];
}
