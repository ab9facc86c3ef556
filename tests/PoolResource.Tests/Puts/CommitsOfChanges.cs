using Microsoft.Extensions.Time.Testing;
using PoolResource.Operations;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>What the commit of a change says, for every way in which a lock is taken, kept or given back.</summary>
public sealed class CommitsOfChanges : IAsyncLifetime
{
    private static readonly PoolName Blue = PoolName.Parse("blue", "pool");
    private static readonly Lock Free = new(Answer.Aws, LockState.Unclaimed, Answer.Env1);
    private static readonly Lock Taken = Free with { State = LockState.Claimed };
    private static readonly Lock Held = Taken with { Name = LockName.Parse("env-2", "lock") };
    private static readonly Build Theirs = new("77", "7", "test", "deploy", "main", "https://ci/builds/77");

    private readonly HostedBranch host = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private CommitId? parent;
    private Watched? watched;

    public async ValueTask InitializeAsync()
    {
        parent = host.Then("aws/unclaimed/env-1 aws/claimed/env-2");
        watched = await Watched.OpenAsync(host);
        Assert.True(await watched.Branch.FetchAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        watched?.Dispose();
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void TellWhoTookALockUnderWhichNameHowLongThatTookAndForHowLong()
    {
        var pushed = Write(new Changed([new Move(Free, Taken)], Answer.Env1, "claiming: env-1") { Alias = "mine", Lease = Lease.Of(TimeSpan.FromHours(4), "lease") }, "to test", TimeSpan.FromSeconds(90));
        var said = Said(pushed);

        Assert.Equal(
            ("main/deploy/test build 42", "https://ci/builds/1234", "1234", "mine", "to test", TimeSpan.FromSeconds(90)), (said.BuildTitle, said.BuildUrl, said.BuildId, said.Alias, said.Reason, said.Waited));
        Assert.Equal((null, null, null, null), (said.Continues, said.TakenIn, said.HeldBy, said.SpokenOf));
        Assert.Equal((time.GetUtcNow().AddHours(4), time.GetUtcNow().AddHours(4)), (said.LeaseUntil, pushed.LeaseUntil));
        Assert.True(Guid.TryParse(said.ClaimId, out _));
        Assert.Equal(parent, pushed.Parent);
        Assert.Equal(["env-1", "env-2"], watched!.Branch.Objects.Locks(pushed.Commit, "aws/claimed").Select(entry => entry.Name.Value));
    }

    [Fact]
    public void TellOfNoClaimWhereALockIsGivenBack()
    {
        var said = Said(Write(new Changed([new Move(Held, Held with { State = LockState.Unclaimed })], Held.Name, "unclaiming: env-2"), waited: TimeSpan.FromSeconds(90)));

        Assert.Equal((null, null, null), (said.ClaimId, said.Waited, said.LeaseUntil));
        Assert.Equal((null, null), (said.Alias, said.HeldBy));
    }

    [Fact]
    public void TellTheEarlierClaimTheyGoOnWith()
    {
        var pushed = Write(Changed.Adopting(Claim("claim-1", Theirs, alias: "mine"), Lease.Of(TimeSpan.FromHours(1), "lease")));
        var said = Said(pushed);

        Assert.Equal(("claim-1", "mine", time.GetUtcNow().AddHours(1), Held.Name), (said.Continues, said.Alias, said.LeaseUntil, said.SpokenOf?.Name));
        Assert.True(Guid.TryParse(said.ClaimId, out _));
        Assert.NotEqual("claim-1", said.ClaimId);
        Assert.Null(said.HeldBy);
    }

    [Fact]
    public void KeepTheClaimUnderWhichALockIsChangedWithItsNameAndItsLease()
    {
        var until = time.GetUtcNow().AddHours(2);
        var kept = Claim("claim-1", Answer.Build, alias: "mine").With(until);
        var pushed = Write(Update(kept), waited: TimeSpan.FromSeconds(90));
        var said = Said(pushed);

        Assert.Equal(("claim-1", "mine", until), (said.ClaimId, said.Alias, said.LeaseUntil));
        Assert.Equal((null, null, null, null), (said.Continues, said.Waited, said.HeldBy, said.TakenIn));
        Assert.Null(pushed.LeaseUntil);
    }

    [Fact]
    public void SayTheNameAndTheLeaseThatAreNewBeforeThoseThatAreKept()
    {
        var kept = Claim("claim-1", Answer.Build, alias: "old").With(time.GetUtcNow().AddHours(2));
        var said = Said(Write(Update(kept) with { Alias = "new", Lease = Lease.Of(TimeSpan.FromHours(9), "lease") }));

        Assert.Equal(("new", time.GetUtcNow().AddHours(9)), (said.Alias, said.LeaseUntil));
    }

    [Theory]
    // In another pool a claim without an id is known by one that it gets, and by the commit that made it.
    [InlineData("blue", true)]
    [InlineData("aws", false)]
    public void NameAClaimWithoutAnIdWhereTheLockGoesToAnotherPool(string pool, bool isNamed)
    {
        var kept = Claim(null, Answer.Build);
        var said = Said(Write(new Changed([new Move(Held, Held with { Pool = PoolName.Parse(pool, "pool") })], Held.Name, "moving: env-2") { Kept = kept }));

        Assert.Equal(isNamed, Guid.TryParse(said.ClaimId, out _));
        Assert.Equal(isNamed ? (kept.Ref.Value, "aws") : (null, null), (said.Continues, said.TakenIn));
    }

    [Fact]
    public void KeepTheIdOfAClaimInAnotherPool()
    {
        var said = Said(Write(new Changed([new Move(Held, Held with { Pool = Blue })], Held.Name, "moving: env-2") { Kept = Claim("claim-1", Answer.Build) }));

        Assert.Equal(("claim-1", null, "aws"), (said.ClaimId, said.Continues, said.TakenIn));
    }

    [Theory]
    // What the claim's commit says of who made it, and how that is told by another build.
    [InlineData("main/deploy/test build 7 claiming: env-1\n\nBuild URL: https://ci/builds/77\n", "A Person", "main/deploy/test build 7")]
    [InlineData("taken\n\nBuild URL: https://ci/builds/77\n", "A Person", "https://ci/builds/77")]
    [InlineData("by hand", "A Person", "A Person")]
    [InlineData("by hand", null, "somebody")]
    [InlineData("claiming: env-1\n\nPerson: Jane <jane@example.com>\n", "A Person", "Jane <jane@example.com>")]
    [InlineData("main/deploy/test build 9 updating: env-1\n\nHeld-By: main/other/job build 1\n", "A Person", "main/other/job build 1")]
    [InlineData("main/deploy/test build 9 updating: env-1\n\nHeld-By: main/deploy/test build 42\n", "A Person", null)]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci/builds/1234\n", "A Person", null)]
    public void TellWhoHoldsALockThatSomebodyElseChanges(string message, string? who, string? told)
    {
        var kept = new StandingClaim(Held, Answer.Commit, CommitMessage.Parse(message)) { Holder = who is null ? null : new Holder(who, default, null) };

        Assert.Equal(told, Said(Write(Update(kept))).HeldBy);
        // Whoever is known by nothing claims to be nobody.
        Assert.Null(Said(Write(Update(kept), actor: Build.From(_ => null))).HeldBy);
    }

    [Fact]
    public void RenewAClaimInTheNameOfItsHolderAndTellWhoDidIt()
    {
        var pushed = Write(new Changed([], Held.Name, "renewing: env-2") { Renews = Claim("claim-1", Theirs), Lease = Lease.Of(TimeSpan.FromHours(6), "lease") }, "more work");
        var said = Said(pushed);

        Assert.Equal(("main/deploy/test build 7", "claim-1", "main/deploy/test build 42", "more work"), (said.BuildTitle, said.ClaimId, said.RenewedBy, said.Reason));
        Assert.Equal((time.GetUtcNow().AddHours(6), time.GetUtcNow().AddHours(6)), (said.LeaseUntil, pushed.LeaseUntil));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ReapEachLockForAReasonOfItsOwn(int count)
    {
        var pushed = Write(new Changed([new Move(Free, Taken)], Answer.Env1, "reaping: 2 locks") { Reaped = [.. Enumerable.Range(1, count).Select(n => Reaped($"env-{n}"))] });

        var lines = watched!.Branch.Objects.Describe(pushed.Commit).Text.Split('\n');
        Assert.Equal(
            [.. count == 1 ? [] : (string[])["reaping: 2 locks"], .. Enumerable.Range(1, count).Select(n => $"reaping: env-{n}")],
            lines.Where(line => line.StartsWith("main/", StringComparison.Ordinal)).Select(line => line.Replace("main/deploy/test build 42 ", "", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, count).Select(n => $"Reason: env-{n} is stale"), lines.Where(line => line.StartsWith("Reason:", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, count).Select(n => $"Reaped: claim-{n}"), lines.Where(line => line.StartsWith("Reaped:", StringComparison.Ordinal)));
        // The subject is a paragraph of its own where there are several.
        Assert.Equal(count > 1, lines[1].Length == 0 && lines[2].StartsWith("main/", StringComparison.Ordinal));
    }

    [Fact]
    public void TakeAClaimBackWithoutAClaimOfTheirOwn()
    {
        var writer = new ChangeWriter(watched!.Branch, Answer.Build, time);
        var commit = writer.WriteInverse(new Changed([new Move(Held, Held with { State = LockState.Unclaimed })], Held.Name, "unclaiming: env-2") { Alias = "mine" }, parent, TestContext.Current.CancellationToken);
        var said = watched.Branch.Objects.Describe(commit).Message;

        Assert.Equal((null, "aborted", null, null), (said.ClaimId, said.Reason, said.Waited, said.LeaseUntil));
    }

    private static ReapedLock Reaped(string name)
    {
        var held = Held with { Name = LockName.Parse(name, "lock") };
        return new ReapedLock(new ClaimFate(new StandingClaim(held, Answer.Commit, new CommitMessage(Theirs.Title, null, name.Replace("env", "claim", StringComparison.Ordinal), null, null)), true, $"{name} is stale"), $"reaping: {name}");
    }

    private static Changed Update(StandingClaim kept) => new([new Move(Held, Held, "new"u8.ToArray())], Held.Name, "updating: env-2") { Kept = kept };

    private static StandingClaim Claim(string? id, Build build, string? alias = null) => new(Held, Answer.Commit, new CommitMessage(build.Title, build.Url, id, build.Id, alias));

    private Pushed Write(Changed change, string? reason = null, TimeSpan? waited = null, Actor? actor = null) => new ChangeWriter(watched!.Branch, actor ?? Answer.Build, time)
        .Write(change, parent, reason, waited, new StepTimeout(null, time), TestContext.Current.CancellationToken);

    private CommitMessage Said(Pushed pushed) => watched!.Branch.Objects.Describe(pushed.Commit).Message;
}
