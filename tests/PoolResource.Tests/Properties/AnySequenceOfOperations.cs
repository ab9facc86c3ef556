using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Properties;

public sealed class AnySequenceOfOperations
{
    private const int Stories = 300;

    [Fact]
    public void LeavesEveryLockInOnePlace() => AfterEveryChange((_, _, after) =>
        Assert.All(after.Names, pool => Assert.Empty(
            after.Standing(pool, LockState.Claimed).Intersect(after.Standing(pool, LockState.Unclaimed)))));

    [Fact]
    public void ChangesTheNumberOfLocksOnlyByAddingAndRemoving() => AfterEveryChange((before, change, after) =>
        Assert.Equal(
            change.Subject.Split(' ')[0] switch { "adding" => 1, "removing:" => -1, _ => 0 },
            Count(after) - Count(before)));

    [Fact]
    public void ChangesNothingOutsideTheTwoDirectoriesOfThePool() => AfterEveryChange((before, change, after) =>
    {
        var pool = (change.Moves[0].From ?? change.Moves[0].To)!.Pool;
        bool IsOutside(string path) => !LockState.All.Any(state => path.StartsWith($"{pool.Directory(state)}/", StringComparison.Ordinal));

        Assert.Equal(before.Files.Where(file => IsOutside(file.Key)), after.Files.Where(file => IsOutside(file.Key)));
    });

    [Fact]
    public void TouchesOneLockAndKeepFilesAlone() => AfterEveryChange((before, change, after) =>
    {
        bool IsElse(string path) => Path.GetFileName(path) is var name && name != change.Lock.Value && name != ".gitkeep";

        Assert.Equal(before.Files.Where(file => IsElse(file.Key)), after.Files.Where(file => IsElse(file.Key)));
    });

    [Fact]
    public void KeepsTheBytesOfALockThatMoves() => AfterEveryChange((before, change, after) =>
        Assert.All(
            change.Moves.Where(move => move is { From: not null, To: not null, Content: null }),
            move => Assert.Equal(before.Read(move.From!), after.Read(move.To!))));

    [Fact]
    public void LeavesBothDirectoriesOfThePool() => AfterEveryChange((_, change, after) =>
    {
        var pool = (change.Moves[0].From ?? change.Moves[0].To)!.Pool;

        Assert.All(LockState.All, state => Assert.Contains(
            after.Files.Keys, path => path.StartsWith($"{pool.Directory(state)}/", StringComparison.Ordinal)));
    });

    private static int Count(MemoryPools pools) => pools.Names.Sum(pool => pools.In(pool).Count());

    private static void AfterEveryChange(Action<MemoryPools, Changed, MemoryPools> claim) => Property.Holds(Story.Any, Stories, story =>
    {
        var pools = MemoryBranch.Of(story);
        foreach (var (step, n) in story.Steps.Select((step, n) => (step, n)))
        {
            if (MemoryBranch.Attempt(step.Operation(n), pools) is Changed change)
            {
                var after = pools.Apply(change);
                claim(pools, change, after);
                pools = after;
            }
        }
    });
}
