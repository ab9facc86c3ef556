using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>
/// Whether history tells of a claim of a build under a name at all. Where it does not, no lock is held so, and there is
/// no need to read who holds the old ones: to read what commits say takes far less than to read which locks they moved.
/// </summary>
/// <param name="objects">What is here of the branch; all of its history.</param>
/// <param name="tip">Where to begin.</param>
/// <param name="own">The build and the name.</param>
internal sealed class OwnClaims(GitObjects objects, CommitId tip, Alias own)
{
    private const int Slice = 500;

    // Commits of which is read what they say, for each whose locks are looked at.
    private const int Lead = 8;

    /// <summary>
    /// Ends a walk: where its locks are answered, or where no commit is left that may be asked for. By turns, since
    /// either may be the shorter way by far.
    /// </summary>
    public async Task EndAsync(LockWalk walk, CancellationToken stop)
    {
        using var git = objects.Raw.Start(isAsked: false, "rev-list", tip.Value);
        for (var most = Slice; ; most *= 2)
        {
            walk.Go(stop, most);
            if (walk.IsOver)
            {
                return;
            }

            switch (await AreToldAsync(git, Lead * most, stop))
            {
                case true:
                    walk.Go(stop);
                    return;
                case false:
                    return;
            }
        }
    }

    // Null where there are more commits to be read.
    private async Task<bool?> AreToldAsync(ChildProcess git, int most, CancellationToken stop)
    {
        while (most > 0)
        {
            var commits = new List<string>();
            while (commits.Count < Slice && await git.Stdout.ReadLineAsync(stop) is { } commit)
            {
                commits.Add(commit);
            }

            if (objects.Raw.Many(commits).Any(bytes => bytes is null || own.MayBeToldBy(bytes)))
            {
                return true;
            }

            if (commits.Count < Slice)
            {
                await git.EndAsync(stop);
                return git.ExitCode != 0;
            }

            most -= commits.Count;
        }

        return null;
    }
}
