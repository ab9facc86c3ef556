using PoolResource.Git.Objects;
using PoolResource.Operations;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Properties;

public sealed class CommitsOfOperations
{
    private static readonly Author Author = new("CI Pool Resource", "ci-pool@localhost");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    [Fact]
    public void DecideAndChangeWhatTheyWouldInMemory() => Property.Holds(Story.Of(Asked.OfNames), 30, story =>
    {
        using var branch = new BareBranch(story);
        var memory = MemoryBranch.Of(story);
        var tip = branch.Objects.Tip;
        foreach (var (step, n) in story.Steps.Select((step, n) => (step, n)))
        {
            var outcome = MemoryBranch.Attempt(step.Operation(n, []), branch.Pools(tip));
            Assert.Equal(Answer.Of(step.Operation(n, []), memory), Said(step.Operation(n, []), branch, tip));
            if (outcome is Changed change)
            {
                var parent = tip;
                tip = branch.Objects.Write(parent, change.Moves, $"{change.Subject}\n\n\nno: end", Author, Now, TestContext.Current.CancellationToken);
                memory = memory.Apply(change);

                Assert.Equal(Expected(branch.Tree(parent), change, memory.Files.Keys), Comparable(branch.Tree(tip), change));
                Assert.All(memory.Names.SelectMany(memory.In), one => Assert.Equal(memory.Read(one), branch.Pools(tip).Read(one)));
                Assert.EndsWith($"\n\n{change.Subject}\n\n\nno: end", branch.Git("cat-file", "commit", $"{tip}"), StringComparison.Ordinal);
            }
        }

        branch.Git("fsck", "--strict");
    });

    [Theory]
    [InlineData("100644"), InlineData("100755"), InlineData("120000")]
    public void KeepTheModeOfALockThatMoves(string mode)
    {
        using var branch = new BareBranch(new Story([("aws/unclaimed/env-1", mode), ("README.md", "100644")], []));
        var before = branch.Tree(branch.Objects.Tip);

        var after = branch.Tree(Commit(branch, branch.Objects.Tip, new ClaimLock(Answer.Aws, Answer.Env1)));

        Assert.Equal(before["aws/unclaimed/env-1"], after["aws/claimed/env-1"]);
        Assert.Equal(["README.md", "aws/claimed/.gitkeep", "aws/claimed/env-1", "aws/unclaimed/.gitkeep"], after.Keys);
    }

    [Fact]
    public void MakeNewLocksOrdinaryFiles()
    {
        using var branch = new BareBranch(new Story([("README.md", "100644")], []));

        var after = branch.Tree(Commit(branch, branch.Objects.Tip, new AddLock(Answer.Aws, Answer.Env1, LockState.Claimed, "x"u8.ToArray())));

        Assert.Equal("100644", after["aws/claimed/env-1"].Mode);
        Assert.Equal("100644", after["aws/unclaimed/.gitkeep"].Mode);
    }

    [Fact]
    public void MayBeTheFirstOfARepository()
    {
        using var branch = new BareBranch(new Story([], []));

        var first = Commit(branch, null, new AddLock(Answer.Aws, Answer.Env1, LockState.Unclaimed, "x"u8.ToArray()));

        Assert.Equal($"{first}\n", branch.Git("rev-list", $"{first}"));
        Assert.Equal(["aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1"], branch.Tree(first).Keys);
        branch.Git("fsck", "--strict");
    }

    [Fact]
    public void CarryAuthorAndTime()
    {
        using var branch = new BareBranch(new Story([("aws/claimed/env-1", "100644")], []));

        var commit = branch.Git("cat-file", "commit", $"{Commit(branch, branch.Objects.Tip, new ReleaseLock(Answer.Aws, Answer.Env1))}");

        Assert.Contains("\nauthor CI Pool Resource <ci-pool@localhost> 1767315845 +0200\n", commit, StringComparison.Ordinal);
        Assert.Contains("\ncommitter CI Pool Resource <ci-pool@localhost> 1767315845 +0200\n", commit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws", "aws is not a directory in the branch; …")]
    [InlineData("aws/claimed", "aws/claimed is not a directory in the branch; …")]
    [InlineData("aws/claimed/env-1/file", "aws/claimed/env-1 in the branch is not a lock; …")]
    public void AreRefusedWhereSomethingElseStandsInTheWay(string path, string sentence)
    {
        using var branch = new BareBranch(new Story([(path, "100644")], []));

        Sentence.Refuses(sentence, () => Commit(
            branch, branch.Objects.Tip, new AddLock(Answer.Aws, Answer.Env1, LockState.Claimed, "x"u8.ToArray())));
    }

    private static CommitId Commit(BareBranch branch, CommitId? parent, Operation operation) => branch.Objects.Write(
        parent, Assert.IsType<Changed>(operation.Decide(branch.Pools(parent))).Moves, "message\n", Author, Now, TestContext.Current.CancellationToken);

    private static string Said(Operation operation, BareBranch branch, CommitId tip)
    {
        try
        {
            return Answer.Of(operation.Decide(branch.Pools(tip)));
        }
        catch (PoolException refusal)
        {
            return $"refused: {refusal.Message}";
        }
    }

    // A lock with new content has an id of its own; every other line stays what it was, at its old or its new path.
    private static IEnumerable<(string, string, string?)> Expected(
        SortedDictionary<string, (string Mode, string Id)> before, Changed change, IEnumerable<string> paths)
    {
        var move = Assert.Single(change.Moves);
        return paths.Order(StringComparer.Ordinal).Select(path =>
            path == move.To?.Path
                ? (path, ModeOf(before, move), move.Content is null ? before[move.From!.Path].Id : null)
                : before.TryGetValue(path, out var same) ? (path, same.Mode, same.Id) : (path, "100644", (string?)EmptyBlob));
    }

    private const string EmptyBlob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    private static string ModeOf(SortedDictionary<string, (string Mode, string Id)> before, Move move) =>
        move.From is null ? "100644"
        : before[move.From.Path].Mode is var mode && move.Content is null ? mode
        : mode == "100755" ? mode : "100644";

    private static IEnumerable<(string, string, string?)> Comparable(
        SortedDictionary<string, (string Mode, string Id)> after, Changed change) =>
        after.Select(line => (line.Key, line.Value.Mode, change.Moves.Any(move => move.Content is not null && move.To?.Path == line.Key) ? null : line.Value.Id));
}
