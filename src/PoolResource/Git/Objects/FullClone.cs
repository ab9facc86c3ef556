using System.Globalization;

namespace PoolResource.Git.Objects;

/// <summary>The clone that the baseline leaves in the destination of every get: here only for those who ask.</summary>
/// <param name="git">Runs git.</param>
/// <param name="source">The branch.</param>
/// <param name="place">Where it is read from.</param>
public sealed class FullClone(GitCommand git, Source source, string place)
{
    /// <summary>Clones the branch and checks a commit out.</summary>
    /// <param name="destination">An empty directory.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="depth">How many commits of history; null or 0 for all.</param>
    /// <param name="stop">Kills git.</param>
    /// <exception cref="GitException">The host cannot be reached, or the destination is not empty.</exception>
    public async Task LeaveAsync(string destination, CommitId commit, long? depth, CancellationToken stop)
    {
        string[] history = depth > 0 ? [$"--depth={depth.Value.ToString(CultureInfo.InvariantCulture)}"] : [];
        await git.RunAsync(
            ["clone", "--progress", "--no-checkout", "--single-branch", $"--branch={source.Branch}", .. history, "--", place, destination],
            GitCommand.LongSilence,
            stop);
        var here = await git.TryAsync(["-C", destination, "cat-file", "-e", $"{commit}^{{commit}}"], GitCommand.LongSilence, stop);
        if (here.ExitCode != 0)
        {
            await git.RunAsync(["-C", destination, "fetch", "--progress", "--unshallow"], GitCommand.LongSilence, stop);
        }

        await git.RunAsync(["-C", destination, "checkout", "--progress", "--detach", commit.Value], GitCommand.LongSilence, stop);
        if (source.WrittenUri.Value != place)
        {
            await git.RunAsync(["-C", destination, "config", "remote.origin.url", source.WrittenUri.Value], GitCommand.ShortSilence, stop);
        }
    }
}
