using PoolResource.Git;
using PoolResource.Protocol;

namespace PoolResource.Commands;

/// <summary>A get: hands the lock that a version's commit changed to the build; takes nothing and writes no commit.</summary>
public sealed class InCommand(BuildLog log, TimeProvider time)
{
    /// <param name="request">What the pipeline asks.</param>
    /// <param name="destination">The directory the lock's files go to.</param>
    /// <param name="stop">Ends the step.</param>
    /// <exception cref="PoolException">The version is not there, or its claim no longer stands.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Response> RunAsync(InRequest request, string destination, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        Payload.RequireAll(document.Missing);
        var source = document.ToSource();
        var parameters = request.Parameters ?? new InParams();

        using var step = await GitStep.OpenAsync(source, log, time, stop);
        using var branch = step.OpenBranch();
        var history = new BranchHistory(branch);
        var commit = await FetchAsync(branch, history, source, request.Version?.Ref, stop);
        var (name, standing) = await new ChangedLock(branch, history, source.Pool).InAsync(commit, stop);
        if (standing?.State == LockState.Claimed)
        {
            RequireStanding(branch, history, commit, standing);
        }
        else if (parameters.RequireClaimed == true)
        {
            throw new PoolException($"params.require_claimed: {(name is null ? "no lock" : $"lock {name}")} of pool {source.Pool} is claimed in version {commit}; claim it first");
        }

        if (parameters.FullClone == true)
        {
            await new FullClone(step.Git, source).LeaveAsync(destination, commit, parameters.Depth, stop);
        }

        if (standing is null)
        {
            log.NoLockInVersion(commit);
        }
        else
        {
            Directory.CreateDirectory(destination);
            await File.WriteAllTextAsync(Path.Combine(destination, "name"), $"{name}\n", stop);
            await File.WriteAllBytesAsync(Path.Combine(destination, "metadata"), branch.Objects.Pools(commit).Read(standing), stop);
        }

        return Response.For(new Version(commit.Value), name?.Value ?? "", source.Pool);
    }

    /// <summary>Brings the version and what came after it; mostly the version is the tip, and one fetch is enough.</summary>
    private static async Task<CommitId> FetchAsync(
        PoolBranch branch, BranchHistory history, Source source, string? given, CancellationToken stop)
    {
        if (!await branch.FetchAsync(stop, "--depth=2"))
        {
            throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; correct it, or add a lock to begin it");
        }

        var tip = branch.Objects.Tip;
        if (string.IsNullOrEmpty(given) || given == tip.Value)
        {
            return tip;
        }

        return CommitId.TryParse(given, out var commit) && await history.BringSinceAsync(commit, stop)
            ? commit
            : throw new PoolException($"version {Quoted.Text(given)} is not in branch {source.Branch} (was its history rewritten?); let a check find the newest one");
    }

    private static void RequireStanding(PoolBranch branch, BranchHistory history, CommitId commit, Lock standing)
    {
        var content = branch.Objects.Entry(commit, standing.Path);
        foreach (var later in history.Since(commit, branch.Objects.Tip))
        {
            if (branch.Objects.Entry(later, standing.Path) != content)
            {
                var (message, committer, _) = branch.Objects.Describe(later);
                throw new PoolException($"lock instance is no longer acquired ({standing.Name} of pool {standing.Pool} was changed by {message.BuildTitle ?? committer} in {later}); acquire it again");
            }
        }
    }
}
