using PoolResource.FaultTests.History;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <content>What people do to the branch while builds are at work.</content>
internal sealed partial class Bench
{
    /// <summary>Commits by hand on top of whatever is there; changes of dot-files alone touch no lock.</summary>
    public async Task CommitByHandAsync(string message, params Change[] changes)
    {
        while (Repository.TryCommit(Tip, $"{Commit.ByHand}{message}", changes) is null)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Gives a lock another content in its place, unless it is gone from there.</summary>
    public async Task EditByHandAsync(string path, string content)
    {
        while (true)
        {
            var tip = Tip;
            if (Repository.Git("ls-tree", tip, "--", path).Length == 0
                || Repository.TryCommit(tip, $"{Commit.ByHand}edit {path}", Change.Put(path, content)) is not null)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Gives the branch another history with the same files, as an operator does it.</summary>
    /// <param name="amends">Whether it is the last commit alone that is made anew, with its message; else all are made one.</param>
    public async Task RewriteAsync(bool amends)
    {
        while (true)
        {
            var tip = Tip;
            var message = amends ? Repository.Git("log", "-1", "--format=%B", tip) : $"{Commit.ByHand}squash {tip}";
            string[] parents = amends ? ["-p", $"{tip}^"] : [];
            var rewritten = Repository.Git(["commit-tree", $"{tip}^{{tree}}", "-m", message, .. parents]).Trim();
            Rewrites.Enqueue(rewritten);
            if (Repository.TrySwap(tip, rewritten) is not null)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
