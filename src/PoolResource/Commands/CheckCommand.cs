using PoolResource.Git;
using PoolResource.Protocol;

namespace PoolResource.Commands;

/// <summary>Finds the commits that touched the pool since a version; never writes to the branch and never waits.</summary>
public sealed class CheckCommand(BuildLog log, TimeProvider time)
{
    /// <returns>Versions, oldest first: the known one and every later one; the newest alone when none is known.</returns>
    /// <exception cref="PoolException">The source cannot be used.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<IReadOnlyList<Version>> RunAsync(CheckRequest request, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        Payload.RequireAll(document.ToMissing());
        var source = document.ToSource();

        using var step = await GitStep.OpenAsync(source, log, time, stop);
        using var cache = CheckCache.Open(source);
        var given = request.Version is { Ref: null or "", Lock: null or "" } ? null : request.Version;
        // To ask for the tip is cheaper than to fetch, but only where an earlier check may have seen it.
        if (source.TriggerOn is null && cache.HasRepository)
        {
            if (await step.TipAsync(stop) is not { } tip)
            {
                return NoBranch(source.Branch);
            }

            if (cache.TryRecall(tip, source.Pool, out var newest))
            {
                if (given is { IsNamed: true } && (given.Ref == tip.Value || given.Ref == newest?.Value))
                {
                    return [given];
                }

                if (given is null || newest is null || newest.Value == given.Ref)
                {
                    return Versions(new FoundVersions(null, newest, []), source.Pool);
                }
            }
        }

        return await FindAsync() ?? NoBranch(source.Branch);

        async Task<IReadOnlyList<Version>?> FindAsync()
        {
            var isOld = cache.HasRepository;
            try
            {
                return await SearchAsync(readAgain: !isOld);
            }
            catch (Exception fault) when (isOld && IsDamage(fault))
            {
                log.CacheDropped(fault);
                Directory.Delete(cache.Repository!, recursive: true);
                return await SearchAsync(readAgain: true);
            }
        }

        async Task<IReadOnlyList<Version>?> SearchAsync(bool readAgain)
        {
            using var branch = step.OpenBranch(cache.Repository, readAgain);
            if (source.TriggerOn is not null)
            {
                return await new PoolArrivals(branch, source, log, time.GetUtcNow()).SinceAsync(given, stop);
            }

            if (await new PoolVersions(branch, source.Pool, log).SinceAsync(given, stop) is not { } found)
            {
                return null;
            }

            cache.Remember(branch.Objects.Tip, source.Pool, found.Newest);
            return Versions(found, source.Pool);
        }
    }

    // Git does not say whose fault a failure was; whatever fails on an old repository is tried once more on a new one.
    private static bool IsDamage(Exception fault) =>
        fault is not (PoolException or OperationCanceledException) && fault is not GitException { IsRefusal: true };

    private Version[] NoBranch(BranchName branch)
    {
        log.NoBranch(branch.Value);
        return [];
    }

    private IReadOnlyList<Version> Versions(FoundVersions found, PoolName pool)
    {
        if (found.All is not [_, ..] versions)
        {
            log.NoPool(pool);
            return [];
        }

        return versions;
    }
}
