using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Queue;
using PoolResource.Tests.History;
using PoolResource.Tests.Objects;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Queueing;

/// <summary>The place of one run of a put in a line whose tickets are refs of a repository.</summary>
public sealed class PlacesOnAHost : IAsyncLifetime
{
    private const string Refusing = "cannot lock ref";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly HostedBranch host = new();
    private readonly StringWriter stderr = new();
    private readonly FakeTimeProvider time = new(Now);
    private Watched? watched;
    private CommitId? tip;

    public async ValueTask InitializeAsync()
    {
        host.Then("aws/unclaimed/env-1 aws/unclaimed/env-2 aws-lifecycle/claimed/dirty");
        host.Hook("pre-receive", "wc -l >>pushes");
        watched = await Watched.OpenAsync(host);
        Assert.True(await watched.Branch.FetchAsync(Stop));
        tip = host.Tip;
    }

    public async ValueTask DisposeAsync()
    {
        watched?.Dispose();
        host.Dispose();
        await stderr.DisposeAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Of each push how many refs it was to change.</summary>
    private string Pushes => File.Exists(Path.Combine(host.Repository, "pushes")) ? string.Join(' ', File.ReadLines(Path.Combine(host.Repository, "pushes")).Select(line => line.Trim())) : "";

    [Fact]
    public async Task AreMadeOnceAndAgainWhereTheyAreTakenOut()
    {
        var place = Place();
        await JoinAsync(place);
        var ticket = Assert.Single(host.Tickets);
        Assert.True(place.IsIn);
        Assert.StartsWith("""{"cluster":"https://ci","team":"main","pipeline":"deploy","job":"test"}""", host.Git("cat-file", "blob", ticket), StringComparison.Ordinal);

        await JoinAsync(place);
        Assert.Equal("1", Pushes);

        host.Git("update-ref", "-d", ticket);
        await JoinAsync(place);
        Assert.Equal([ticket], host.Tickets);
        Assert.Equal("1 1", Pushes);

        await place.LeaveAsync(Stop);
        Assert.Empty(host.Tickets);
        Assert.False(place.IsIn);
        await place.LeaveAsync(Stop);
        Assert.Equal("1 1 1", Pushes);
    }

    [Fact]
    public async Task TellHowLongTheLastLookTookTwice()
    {
        var place = Place();
        time.Advance(TimeSpan.FromSeconds(3));
        await JoinAsync(place);
        Assert.Contains(",attempt=60,", Assert.Single(host.Tickets), StringComparison.Ordinal);

        host.Git("update-ref", "-d", host.Tickets[0]);
        await JoinAsync(place);
        Assert.Contains(",attempt=0,", Assert.Single(host.Tickets), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreGivenUpWhereTheHostShowsNoneOfTwo()
    {
        host.Git("config", "uploadpack.hideRefs", "refs/pool-resource");
        var place = Place();

        await JoinAsync(place);
        await JoinAsync(place);
        Assert.True(place.IsOpen);
        Assert.Empty(stderr.ToString());
        await JoinAsync(place);

        Assert.Equal((false, false), (place.IsOpen, place.IsIn));
        Assert.Contains("the host does not show refs below refs/pool-resource/queue/, in which those who wait stand in line", stderr.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Tickets);
    }

    [Fact]
    public async Task AreNotGivenUpOnceTheyWereSeen()
    {
        var place = Place();
        await JoinAsync(place);
        await place.LookAsync(Stop);
        await place.LookAsync(Stop);
        for (var n = 0; n < 4; n++)
        {
            host.Git("update-ref", "-d", Assert.Single(host.Tickets));
            await JoinAsync(place);
        }

        // Nor where the host says so often that somebody else was faster.
        host.Git("update-ref", "-d", Assert.Single(host.Tickets));
        host.Hook("update", $"echo {Refusing} >&2; exit 1");
        for (var n = 0; n < 4; n++)
        {
            await JoinAsync(place);
        }

        host.Hook("update", "echo no room left >&2; exit 1");
        await JoinAsync(place);
        Assert.True(place.IsOpen);
    }

    [Fact]
    public async Task AreGivenUpWhereTheHostTakesNoneAtTheThirdTime()
    {
        host.Hook("update", $"echo {Refusing} >&2; exit 1");
        var place = Place();

        await JoinAsync(place);
        await JoinAsync(place);
        Assert.Equal((true, true), (place.IsOpen, place.IsIn));
        await JoinAsync(place);

        Assert.Equal((false, false), (place.IsOpen, place.IsIn));
        Sentence.Matches("\e[33mwarning: the host does not take (…cannot lock ref…) refs below refs/pool-resource/queue/, in which those who wait stand in line: waiting without a place; …", stderr.ToString().TrimEnd('\n'));
    }

    [Fact]
    public async Task AreGivenUpWhereTheHostRefusesThreeTimes()
    {
        var place = Place();
        await place.LookAsync(Stop);
        place.See(Pools);
        Directory.Move(host.Repository, $"{host.Repository}.away");
        await place.JoinAsync(Stop);
        await place.JoinAsync(Stop);
        Assert.Equal((true, false, ""), (place.IsOpen, place.IsIn, stderr.ToString()));
        await place.JoinAsync(Stop);
        Directory.Move($"{host.Repository}.away", host.Repository);

        Assert.Equal((false, false), (place.IsOpen, place.IsIn));
        Sentence.Matches("…the host does not take (there is no git repository at source.uri …", stderr.ToString().TrimEnd('\n'));
    }

    // What was wrong passes, and has to come three times on end to count.
    [Theory]
    [InlineData("no room left", 2)]
    [InlineData(Refusing, 2)]
    public async Task AreNotGivenUpWhereTheHostTakesThemAfterSomeRefusals(string words, int refusals)
    {
        host.Hook("update", $"[ $3 = 0000000000000000000000000000000000000000 ] || ls good >&2 || {{ echo {words} >&2; exit 1; }}");
        var place = Place();
        foreach (var _ in Enumerable.Range(0, refusals))
        {
            for (var n = 0; n < refusals; n++)
            {
                await JoinAsync(place);
                Assert.Empty(host.Tickets);
            }

            await File.WriteAllTextAsync(Path.Combine(host.Repository, "good"), "", Stop);
            await JoinAsync(place);
            host.Git("update-ref", "-d", Assert.Single(host.Tickets));
            File.Delete(Path.Combine(host.Repository, "good"));
        }

        Assert.Equal((true, true, ""), (place.IsOpen, place.IsIn, stderr.ToString()));
    }

    // Whatever they say of themselves: a branch that stands still beside a free lock shows that none of them lives.
    [Theory]
    [InlineData(null, 70, 2, "still", "env-1")]
    [InlineData(null, 69, 2, "still", null)]
    [InlineData(null, 70, 2, "moved", null)]
    [InlineData("env-2", 70, 2, "still", "env-2")]
    [InlineData("dirty", 70, 2, "still", null)]
    // Where nobody could look for long, the others may live.
    [InlineData(null, 90, 1, "still", null)]
    public async Task AreServedBesideAFreeLockOnABranchThatStandsStillForLongerThanTurnsLast(string? wished, int seconds, int looks, string branch, string? mine)
    {
        foreach (var n in Enumerable.Range(0, 40))
        {
            host.Stand(new Ticket(Ticket.NewId(Now.AddSeconds(-20 + n).ToUnixTimeMilliseconds(), new Random(n)), "0123abcd") { Priority = 100, Attempt = TimeSpan.FromMinutes(1) });
        }

        var place = Place(wished: wished is null ? null : LockName.Parse(wished, "lock"));
        await JoinAsync(place);
        Assert.Null(place.See(Pools).Mine);
        time.Advance(TimeSpan.FromSeconds(1));
        if (branch == "moved")
        {
            host.Then("aws/unclaimed/env-1 aws/unclaimed/env-2 aws-lifecycle/claimed/dirty README");
        }

        await place.LookAsync(Stop);
        for (var look = 0; look < looks; look++)
        {
            time.Advance(TimeSpan.FromSeconds(seconds - 1) / looks);
            await place.LookAsync(Stop);
        }

        Assert.Equal(mine, place.See(Pools).Mine?.Value);

        if (wished is null && mine is not null)
        {
            Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));
            Assert.Empty(host.Tickets);
        }
    }

    // Its next look comes in time to see that nobody takes it.
    [Theory]
    [InlineData(null, 35)]
    [InlineData("env-3", 120)]
    public async Task AreLookedAtSoonerBesideAFreeLockThatSuits(string? wished, int seconds)
    {
        StandMany(300, wished);

        var place = Place(wished: wished is null ? null : LockName.Parse(wished, "lock"));
        await JoinAsync(place);
        time.Advance(TimeSpan.FromHours(1));
        await place.LookAsync(Stop);

        Assert.Equal(seconds, place.See(Pools).Pause.TotalSeconds);
    }

    // Such a host shows none, so that no look tells what is left there.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AreEndedUnderEachNameTheyHadWhereTheHostHidesThem(bool claims)
    {
        host.Git("config", "uploadpack.hideRefs", "refs/pool-resource");
        var place = Place();
        time.Advance(TimeSpan.FromSeconds(3));
        await JoinAsync(place);
        await JoinAsync(place);
        Assert.Equal(2, host.Tickets.Count);

        await EndAsync(place, claims);

        Assert.Empty(host.Tickets);
    }

    [Fact]
    public async Task HaveOthersWhereSomebodyElseStands()
    {
        var place = Place();
        await JoinAsync(place);
        await place.LookAsync(Stop);
        Assert.False(place.HasOthers);

        Stand(Now.AddSeconds(5));
        await place.LookAsync(Stop);
        Assert.True(place.HasOthers);
    }

    [Theory]
    [InlineData("true", "1 3")]
    [InlineData("false", "1 1 1 1")]
    public async Task EndWithTheClaimTogetherWithThoseThatWereOvertaken(string atomic, string pushes)
    {
        host.Git("config", "receive.advertiseAtomic", atomic);
        Stand(Now.AddHours(-1));
        var place = Place();
        await place.LookAsync(Stop);
        var seen = place.See(Pools, Answer.Env1, Now.AddHours(-1));
        Assert.Equal(Answer.Env1, seen.Mine);
        await place.JoinAsync(Stop);

        Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));

        Assert.Empty(host.Tickets);
        Assert.False(place.IsIn);
        Assert.Equal(pushes, Pushes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndWithOneOfTheirOwnThatArrivesLateWithAnotherTimeForAnAttempt(bool claims)
    {
        var place = Place();
        await JoinAsync(place);
        var ticket = Assert.Single(host.Tickets);
        host.Git("update-ref", ticket.Replace(",attempt=0,", ",attempt=14,", StringComparison.Ordinal), host.Blob("somebody"));
        await place.LookAsync(Stop);
        Assert.Equal(2, host.Tickets.Count);

        await EndAsync(place, claims);

        Assert.Empty(host.Tickets);
    }

    [Fact]
    public async Task AreLeftWhereTheHostFallsSilentWhileTheyGoOneAfterTheOther()
    {
        host.Git("config", "receive.advertiseAtomic", "false");
        StandMany(5);

        // Of the claim, of the first end, and of the second, which is not answered.
        var place = Place();
        await place.LookAsync(Stop);
        place.See(Pools, Answer.Env1, Now.AddHours(-1));
        host.Hook("pre-receive", "wc -l >>pushes; [ \"$(wc -l <pushes)\" -lt 3 ] || kill -9 $PPID");

        Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));

        Assert.Equal("1 1 1", Pushes);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 6)]
    public async Task AreLeftToLaterClaimsWhereManyWouldEndOneAfterTheOther(string atomic, int left)
    {
        host.Git("config", "receive.advertiseAtomic", atomic);
        StandMany(25);

        var place = Place();
        await place.LookAsync(Stop);
        place.See(Pools, Answer.Env1, Now.AddHours(-1));
        await place.JoinAsync(Stop);

        Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));

        Assert.Equal(left, host.Tickets.Count);
        Assert.False(place.IsIn);
    }

    [Theory]
    // A later run of a put with a name puts its own in the place of the ticket; without one it does not matter.
    [InlineData("mine", true, false)]
    [InlineData("mine", false, false)]
    [InlineData(null, false, true)]
    public async Task HaveToBeThereWithTheClaimOfAPutThatHasAName(string? name, bool isThere, bool isIn)
    {
        var place = Place(name);
        await JoinAsync(place);
        var ticket = Assert.Single(host.Tickets);
        host.Git(isThere ? ["update-ref", ticket, host.Blob("another")] : ["update-ref", "-d", ticket]);

        var answer = await place.SwapAsync(Next(), tip, Stop);

        Assert.Equal(isIn, answer is Accepted);
        Assert.Equal(isIn, host.Tip != tip);
    }

    [Fact]
    public async Task GoApartFromACommitThatIsPushedAgain()
    {
        var place = Place();
        await JoinAsync(place);
        host.Hook("pre-receive", $"wc -l >>pushes; [ \"$(tail -n 1 pushes | tr -d ' ')\" = 1 ] || {{ echo \"{Refusing} 'refs/heads/main'\" >&2; exit 1; }}");
        var commit = Next();

        var first = Assert.IsType<Rejected>(await place.SwapAsync(commit, tip, Stop));
        Assert.False(first.IsAboutOthers);
        Assert.Equal((tip, true), (host.Tip, place.IsIn));
        Assert.IsType<Accepted>(await place.SwapAsync(commit, tip, Stop));

        Assert.Equal("1 2 1 1", Pushes);
        Assert.Empty(host.Tickets);
    }

    [Theory]
    [InlineData("another commit", "1 2 2")]
    [InlineData("no answer", "1 2 2")]
    public async Task StayWithACommitThatTheHostHasNotRefused(string what, string pushes)
    {
        var place = Place();
        await JoinAsync(place);
        host.Hook("pre-receive", what == "no answer" ? "wc -l >>pushes; kill -9 $PPID" : $"wc -l >>pushes; echo \"{Refusing} 'refs/heads/main'\" >&2; exit 1");
        var commit = Next();
        Assert.IsNotType<Accepted>(await place.SwapAsync(commit, tip, Stop));
        host.Hook("pre-receive", "wc -l >>pushes");

        Assert.IsType<Accepted>(await place.SwapAsync(what == "no answer" ? commit : Next("other"), tip, Stop));

        Assert.Equal(pushes, Pushes);
    }

    [Fact]
    public async Task AreNotWhatTheHostRefusesWhereNoneWasToEnd()
    {
        var place = Place();
        await place.LookAsync(Stop);
        place.See(Pools);
        var commit = Next();
        host.Hook("update", "exit 1");
        Assert.IsType<Rejected>(await place.SwapAsync(commit, tip, Stop));
        host.Hook("update", "exit 0");
        await JoinAsync(place);

        Assert.IsType<Accepted>(await place.SwapAsync(commit, tip, Stop));

        Assert.Equal("1 1 2", Pushes);
    }

    [Fact]
    public async Task MayBeLeftWhereTheHostEndsNone()
    {
        var place = Place();
        await JoinAsync(place);
        host.Hook("update", "[ $3 != 0000000000000000000000000000000000000000 ] || { echo no deletion >&2; exit 1; }");

        Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));

        Sentence.Matches("…warning: the host does not let refs below refs/pool-resource/queue/ be taken away (…no deletion…), in which …", stderr.ToString().TrimEnd('\n'));
        Assert.Single(host.Tickets);
        Assert.False(place.IsIn);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task AreThoseOfAnEarlierRunWhichGo(string atomic)
    {
        host.Git("config", "receive.advertiseAtomic", atomic);
        var earlier = await LeaveAsync("mine");
        var others = Stand(Now.AddSeconds(1));
        var place = Place("mine", seed: 7);

        await JoinAsync(place);

        var ticket = Assert.Single(host.Tickets, name => name != others);
        Assert.Equal((PlaceOf(earlier), true), (PlaceOf(ticket), place.IsIn));
        Assert.NotEqual(earlier, ticket);
    }

    [Fact]
    public async Task AreForWhatTheLaterRunWishes()
    {
        var earlier = await LeaveAsync("mine");

        await JoinAsync(Place("mine", seed: 7, wished: LockName.Parse("env-2", "lock"), priority: -1));

        var ticket = Assert.Single(host.Tickets);
        Assert.Equal(PlaceOf(earlier), PlaceOf(ticket));
        Assert.Contains($"/v1,priority=-1,want={Ticket.WantOf(LockName.Parse("env-2", "lock"))},", ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StayThoseOfAnEarlierRunWhereTheHostTakesNoOther()
    {
        host.Git("config", "receive.advertiseAtomic", "false");
        var earlier = await LeaveAsync("mine");
        host.Hook("update", $"[ $3 = 0000000000000000000000000000000000000000 ] || {{ echo {Refusing} >&2; exit 1; }}");

        await JoinAsync(Place("mine", seed: 7));

        Assert.Equal([earlier], host.Tickets);
    }

    [Theory]
    [InlineData("other", "1234")]
    [InlineData("mine", "77")]
    [InlineData(null, "1234")]
    public async Task AreNotThoseOfAnotherPut(string? name, string build)
    {
        var earlier = await LeaveAsync("mine");

        await JoinAsync(Place(name, Answer.Build with { Id = build }, seed: 7));

        Assert.Equal(2, host.Tickets.Count);
        Assert.Equal(2, host.Tickets.Append(earlier).Select(PlaceOf).Distinct().Count());
    }

    [Fact]
    public async Task EndWithAClaimThatAnEarlierRunHasWaitedFor()
    {
        await LeaveAsync("mine");
        var place = Place("mine", seed: 7);
        await place.LookAsync(Stop);
        Assert.Equal(Answer.Env1, place.See(Pools, Answer.Env1).Mine);

        Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));

        Assert.Empty(host.Tickets);
    }

    [Fact]
    public async Task AreLeftToALaterRun()
    {
        var place = Place("mine");
        await JoinAsync(place);
        await JoinAsync(Place("mine", seed: 7));
        var later = Assert.Single(host.Tickets);

        var followed = await Assert.ThrowsAsync<PoolException>(() => place.LookAsync(Stop));

        Assert.Equal("a later run of this put waits in its place in the line; this one ends", followed.Message);
        Assert.False(place.IsIn);
        await place.LeaveAsync(Stop);
        Assert.Equal([later], host.Tickets);
    }

    [Theory]
    [InlineData("mine", true, true)]
    [InlineData("mine", false, false)]
    [InlineData(null, true, false)]
    public async Task AreLeftWhereALaterRunHasClaimed(string? name, bool hasClaim, bool ends)
    {
        var place = Place(name);
        // Nobody has followed who was never there.
        place.EndWhereFollowed(hasClaim);
        await JoinAsync(place);
        await place.LookAsync(Stop);
        place.EndWhereFollowed(hasClaim);
        host.Git("update-ref", "-d", Assert.Single(host.Tickets));
        await place.LookAsync(Stop);

        Assert.Equal(ends, Record.Exception(() => place.EndWhereFollowed(hasClaim)) is PoolException);
    }

    [Fact]
    public async Task AreForTheLockThatIsAskedFor()
    {
        var place = Place();
        await place.LookAsync(Stop);

        Assert.Equal((Answer.Env1, 1, 1), Seen(place.See(Pools)));
        Assert.Equal((LockName.Parse("env-2", "lock"), 1, 1), Seen(place.See(Pools, LockName.Parse("env-2", "lock"))));
    }

    [Theory]
    // Whoever comes now comes after all who stand, whatever their clocks say; only one who asks for less than it wishes, or waits, has a place by its time.
    [InlineData(false, false, false, false)]
    [InlineData(true, false, false, true)]
    [InlineData(true, true, false, false)]
    [InlineData(false, false, true, true)]
    public async Task AreBehindAllWhoStandWhenSomebodyComes(bool isOne, bool looksOnce, bool isIn, bool isMine)
    {
        var place = Place(wished: Answer.Env1);
        if (isIn)
        {
            await JoinAsync(place);
        }

        Stand(Now.AddSeconds(5), "env-1");
        await place.LookAsync(Stop);

        var seen = place.See(Pools, isOne ? Answer.Env1 : null, looksOnce ? Now : null);

        Assert.Equal(isMine ? Answer.Env1 : null, seen.Mine);
    }

    [Fact]
    public async Task AreBehindOneWhoWaitsForALockThatIsBeingCleaned()
    {
        Stand(Now.AddSeconds(-20), "dirty");
        var place = Place(wished: LockName.Parse("dirty", "lock"));
        Stand(Now.AddSeconds(-30));
        await place.LookAsync(Stop);

        Assert.Equal((null, 3, 3), Seen(place.See(Pools)));
    }

    [Fact]
    public async Task AreLookedForAtTheEndOfSomebodysTurnOrAtTheirOwnPace()
    {
        var place = Place(wished: Answer.Env1);
        Stand(Now.AddSeconds(-20), "env-1");
        await JoinAsync(place);
        var pauses = new List<double>();
        for (var look = 0; look < 12; look++)
        {
            await place.LookAsync(Stop);
            pauses.Add(Math.Round(place.See(Pools).Pause.TotalSeconds, 2));
            time.Advance(TimeSpan.FromSeconds(0.9));
        }

        Assert.Equal([0.5, 0.6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.1], pauses);
    }

    private Pools Pools => watched!.History.Graph.Pools(tip);

    private static (LockName? Mine, int Place, int Length) Seen(PlaceSeen seen) => (seen.Mine, seen.Place, seen.Length);

    private PlaceInLine Place(string? name = null, Build? build = null, int seed = 1, LockName? wished = null, int priority = 0)
    {
        var alias = name is null ? null : new Alias(name, build ?? Answer.Build);
        Operation operation = wished is null ? new AcquireLock(Answer.Aws, new Random(1), alias) : new ClaimLock(Answer.Aws, wished, alias);
        return new PlaceInLine(operation, operation.Wish!, watched!.Branch, BranchName.Parse("main", "branch"), build ?? Answer.Build, new StepLog(stderr), time, new Random(seed)) { Priority = priority };
    }

    private async Task JoinAsync(PlaceInLine place)
    {
        await place.LookAsync(Stop);
        place.See(Pools);
        await place.JoinAsync(Stop);
    }

    private async Task<string> LeaveAsync(string name)
    {
        await JoinAsync(Place(name));
        File.Delete(Path.Combine(host.Repository, "pushes"));
        return Assert.Single(host.Tickets);
    }

    private async Task EndAsync(PlaceInLine place, bool claims)
    {
        if (claims)
        {
            Assert.IsType<Accepted>(await place.SwapAsync(Next(), tip, Stop));
        }
        else
        {
            await place.LeaveAsync(Stop);
        }
    }

    private void StandMany(int count, string? want = null)
    {
        for (var n = 0; n < count; n++)
        {
            Stand(Now.AddHours(-1), want, seed: n);
        }
    }

    private string Stand(DateTimeOffset since, string? want = null, int seed = 2) => host.Stand(
        new Ticket(Ticket.NewId(since.ToUnixTimeMilliseconds(), new Random(seed)), "0123abcd") { Build = "7", Want = want is null ? null : Ticket.WantOf(LockName.Parse(want, "lock")) });

    private CommitId Next(string reason = "claiming") => watched!.Branch.Write(
        tip, [new Move(new Lock(Answer.Aws, LockState.Unclaimed, Answer.Env1), new Lock(Answer.Aws, LockState.Claimed, Answer.Env1))], reason, null, Now, Stop);

    private static string PlaceOf(string ticket) => ticket.Split('/')[^2];
}
