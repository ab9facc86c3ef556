using System.Text;
using PoolResource.Configuration;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>A get: hands the lock that a version's commit changed to the build; takes nothing and writes no commit.</summary>
public sealed class InCommand(StepLog log, TimeProvider time)
{
    /// <param name="request">What the pipeline asks.</param>
    /// <param name="destination">The directory the lock's files go to.</param>
    /// <param name="stop">Ends the step.</param>
    /// <exception cref="PoolException">The version is not there, or its claim no longer stands.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Response> RunAsync(InRequest request, string destination, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        Payload.RequireAll(document.ToMissing());
        var source = document.ToSource();
        var parameters = request.Parameters ?? new InParams();
        _ = parameters.ToDepth();
        if (request.Version is { Nothing: { Length: > 0 } } nothing)
        {
            log.NothingInVersion();
            return Response.For(nothing, "", source.Pool);
        }

        using var step = await GitSession.OpenAsync(source, log, time, stop, leavesFilesOut: true);
        return await GetAsync(request, source, parameters, destination, step, PartialFetch.Large, stop)
            ?? (await GetAsync(request, source, parameters, destination, step, filter: null, stop))!;
    }

    // Null when the lock's file stays on the host.
    private async Task<Response?> GetAsync(
        InRequest request, Source source, InParams parameters, string destination, GitSession step, string? filter, CancellationToken stop)
    {
        using var branch = step.OpenBranch(filter: filter);
        if (filter is null)
        {
            branch.Restart();
        }

        var history = new HistoryFetcher(branch);
        var search = new HistorySearch(history);
        var claimed = CommitId.TryParse(request.Version?.Claim, out var named) ? named : null;
        var commit = await FetchAsync(branch, search, source, request.Version?.Ref, claimed, stop);
        var pool = Payload.Present(request.Version?.Pool) is { } other ? PoolName.Parse(other, "version.pool") : source.Pool;
        var about = new ChangedLock(search, pool);
        var name = Payload.Present(request.Version?.Lock);
        var changed = name is not null
            ? about.Named(commit, LockName.Parse(name, "version.lock"), claimed)
            : await about.InAsync(commit, stop);
        RequireClaim(changed, parameters.RequireClaimed == true, commit, pool);
        // A version that names its lock says how that was, not how it is.
        var status = changed?.Claim is null ? null : history.Graph.Pools(branch.Objects.Tip).StatusOf(changed.Claim);
        if (name is null && changed?.Claim is { } claim && status is { Standing: null, Ending: var ending })
        {
            throw new PoolException($"lock instance is no longer acquired ({claim.Lock} of pool {claim.Pool} was changed by {ending?.Last.Shown} since); acquire it again");
        }

        var standing = changed?.Standing;
        var content = standing is null ? [] : await ContentAsync(branch, history.Graph.Pools(changed!.Commit), standing, filter, stop);
        if (content is null)
        {
            return null;
        }

        if (parameters.FullClone == true)
        {
            await new FullClone(step.Git, source, branch.Place).LeaveAsync(destination, commit, parameters.ToDepth(), stop);
        }

        if (standing is null)
        {
            log.NoLockInVersion(commit);
        }
        else
        {
            Write(new DestinationFolder(destination), branch.Objects, changed!, standing, content, source, status?.Standing?.LeaseUntil);
        }

        return Response.For((request.Version ?? new Version(null)) with { Ref = commit.Value }, changed?.Name.Value ?? "", pool, status?.Standing?.LeaseUntil);
    }

    // A link leads to another file, which may have stayed on the host as well.
    private static async Task<byte[]?> ContentAsync(PoolBranch branch, Pools pools, Lock standing, string? filter, CancellationToken stop)
    {
        for (var brought = new HashSet<string>(); ;)
        {
            try
            {
                return pools.Read(standing);
            }
            catch (ObjectNotHereException missing) when (filter is not null)
            {
                if (!brought.Add(missing.Id) || !await branch.FetchFileAsync(missing.Id, stop))
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Brings the version, the claim that it names, and what came after both.</summary>
    private static async Task<CommitId> FetchAsync(
        PoolBranch branch, HistorySearch search, Source source, string? given, CommitId? claim, CancellationToken stop)
    {
        var commit = CommitId.TryParse(given, out var parsed) ? parsed : null;
        if (!((claim ?? commit) is { } oldest ? await search.History.FetchWithAsync(oldest, stop) : await branch.FetchAsync(stop, "--depth=2")))
        {
            throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; {source.Branch.Advice}");
        }

        commit ??= await search.FindAsync(given, stop);
        return string.IsNullOrEmpty(given) ? branch.Objects.Tip
            : commit is not null && await search.History.CompleteAsync(claim ?? commit, stop) && await search.History.CompleteAsync(commit, stop) ? commit
            : throw new PoolException($"version {Quoted.Text(given)} is not in branch {source.Branch} (was its history rewritten?); let a check find the newest one");
    }

    private static void RequireClaim(Change? changed, bool required, CommitId commit, PoolName pool)
    {
        if (required && changed?.Standing?.State != LockState.Claimed)
        {
            throw new PoolException($"params.require_claimed: {(changed is null ? "the lock" : $"lock {changed.Name}")} of pool {pool} is not claimed in version {commit}; claim it first");
        }
    }

    private static void Write(
        DestinationFolder destination, GitObjects objects, Change changed, Lock standing, byte[] content, Source source, DateTimeOffset? leaseUntil)
    {
        destination.Write("name", Encoding.UTF8.GetBytes($"{changed.Name}\n"));
        destination.Write("metadata", content);
        if (changed.Claim is { Ref: var claim })
        {
            destination.Write(
                ClaimDocument.FileName, ClaimDocument.Of(standing, claim, objects.Describe(claim), source, leaseUntil).ToBytes());
        }
    }
}
