using PoolResource.Git.Objects;
using PoolResource.Operations;

namespace PoolResource.Tests.Properties;

/// <summary>Played on real git, whose trees and history tell what was done.</summary>
public sealed class AnySequenceOfOperations
{
    private const int Stories = 30;

    private static readonly Author Author = new("CI Pool Resource", "ci-pool@localhost");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void LeavesEveryLockInOnePlace() => AfterEveryChange(done =>
        Assert.All(done.After.Pools.Names, pool => Assert.Empty(
            done.After.Pools.Standing(pool, LockState.Claimed).Intersect(done.After.Pools.Standing(pool, LockState.Unclaimed)))));

    [Fact]
    public void ChangesTheNumberOfLocksOnlyByAddingAndRemoving() => AfterEveryChange(done =>
        Assert.Equal(
            done.Change.Subject.Split(' ')[0] switch { "adding" => 1, "removing:" => -1, _ => 0 },
            Count(done.After.Pools) - Count(done.Before.Pools)));

    [Fact]
    public void ChangesNothingOutsideThePoolsItIsAskedOf() => AfterEveryChange(done =>
    {
        var directories = PoolsAskedOf(done).SelectMany(pool => LockState.All.Select(state => $"{pool.Directory(state)}/")).ToList();
        bool IsOutside(string path) => !directories.Any(directory => path.StartsWith(directory, StringComparison.Ordinal));

        Assert.Equal(done.Before.Files.Where(file => IsOutside(file.Key)), done.After.Files.Where(file => IsOutside(file.Key)));
    });

    [Fact]
    public void TouchesTheLocksItSpeaksOfAndKeepFilesAlone() => AfterEveryChange(done =>
    {
        var spokenOf = done.Change.Moves.Count < 2 ? [done.Change.Lock.Value] : done.Change.Subject.Split(", ").Select(part => part.Split(": ")[1]).ToList();
        bool IsElse(string path) => Path.GetFileName(path) is var name && !spokenOf.Contains(name) && name != ".gitkeep";

        Assert.Equal(done.Before.Files.Where(file => IsElse(file.Key)), done.After.Files.Where(file => IsElse(file.Key)));
    });

    [Fact]
    public void KeepsTheBytesAndTheModeOfALockThatMoves() => AfterEveryChange(done =>
        Assert.All(
            done.Change.Moves.Where(move => move is { From: not null, To: not null, Content: null }),
            move => Assert.Equal(done.Before.Files[move.From!.Path], done.After.Files[move.To!.Path])));

    [Fact]
    public void LeavesBothDirectoriesOfEveryPoolItChanges() => AfterEveryChange(done =>
        Assert.All(
            done.Change.Moves.SelectMany(move => new[] { move.From, move.To }).OfType<Lock>().SelectMany(one => LockState.All.Select(one.Pool.Directory)),
            directory => Assert.Contains(done.After.Files.Keys, path => path.StartsWith($"{directory}/", StringComparison.Ordinal))));

    [Fact]
    public void TakesNothingFromTheNextHolderOfALock() => AfterEveryChange(done =>
    {
        if (done.Operation is HeldLockOperation { Claim: var claim })
        {
            var standing = done.Before.Pools.StatusOf(claim).Standing;
            Assert.All(done.Change.Moves, move => Assert.True(move.From?.State != LockState.Claimed || move.From == standing?.Held));
        }
    });

    private static int Count(Pools pools) => pools.Names.Sum(pool => pools.In(pool).Count());

    // A claim leads to the pool where its lock is by now, and from each pool its lock may be recycled or restored.
    private static IEnumerable<PoolName> PoolsAskedOf(Done done)
    {
        var pools = new List<PoolName> { done.Operation.Pool, PoolName.Parse(done.Step.Pool, "x"), PoolName.Parse(done.Step.To, "x") };
        if (done.Operation is HeldLockOperation { Claim: var claim })
        {
            var status = done.Before.Pools.StatusOf(claim);
            pools.Add((status.Standing?.Held ?? status.Ending!.From).Pool);
        }
        else if (done.Operation is LockUnderAName)
        {
            pools.AddRange(done.Before.Pools.ClaimsIn(null).Where(standing => standing.Alias == Asked.Mine.Name).Select(standing => standing.Held.Pool));
        }

        return pools.SelectMany(pool => new[] { pool, pool.Lifecycle });
    }

    private static void AfterEveryChange(Action<Done> claim) => Property.Holds(Story.Of(Asked.OfAnything), Stories, story =>
    {
        using var branch = new BareBranch(story);
        var made = new List<Claim>();
        var tip = branch.Objects.Tip;
        var before = new Moment(branch.Tree(tip), branch.Pools(tip));
        foreach (var (step, n) in story.Steps.Select((step, n) => (step, n)))
        {
            var operation = step.Operation(n, made);
            if (MemoryBranch.Attempt(operation, before.Pools) is Changed change)
            {
                var id = change.Kept?.Message.ClaimId ?? (change.Claims || change.NamesItsClaim ? $"claim-{n}" : null);
                tip = branch.Objects.Write(tip, change.Moves, Message(change, id), Author, Now, TestContext.Current.CancellationToken);
                if (change.Claims)
                {
                    made.Add(new Claim(change.Moves is [{ To: { } to }, ..] ? to.Pool : change.Pool, change.Lock, tip, id));
                }

                var after = new Moment(branch.Tree(tip), branch.Pools(tip));
                claim(new Done(step, operation, before, change, after));
                before = after;
            }
        }
    });

    private static string Message(Changed change, string? id) => CommitMessage.Write(
        change.Subject,
        change.Pool,
        id,
        Asked.Build,
        change.Alias ?? change.Kept?.Alias,
        change.Moves.Count == 0 ? change.Lock : null,
        change.Continues?.Id ?? (change.NamesItsClaim ? change.Kept?.Id : null),
        change.TakenIn);

    private sealed record Moment(SortedDictionary<string, (string Mode, string Id)> Files, Pools Pools);

    private sealed record Done(Asked Step, Operation Operation, Moment Before, Changed Change, Moment After);
}
