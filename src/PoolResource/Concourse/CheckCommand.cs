using PoolResource.Configuration;
using PoolResource.Git;

namespace PoolResource.Concourse;

/// <summary>Finds the commits that touched the pool since a version; never writes to the branch and never waits.</summary>
public sealed class CheckCommand(StepLog log, TimeProvider time)
{
    /// <returns>Versions, oldest first: the known one and every later one; the newest alone when none is known.</returns>
    /// <exception cref="PoolException">The source cannot be used.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<IReadOnlyList<Version>> RunAsync(CheckRequest request, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        Payload.RequireAll(document.ToMissing());
        var source = document.ToSource();

        using var step = await GitSession.OpenAsync(source, log, time, stop);
        using var cache = CheckCache.Open(source);
        var given = request.Version is { Ref: null or "", Lock: null or "" } ? null : request.Version;
        // To ask for the tip is cheaper than to fetch, but only where an earlier check may have seen it.
        if (cache.HasRepository)
        {
            if (await step.TipAsync(stop) is not { } tip)
            {
                return NoBranch(source.Branch);
            }

            if (Recall(tip) is { } versions)
            {
                return versions;
            }
        }

        return await FindAsync() ?? NoBranch(source.Branch);

        IReadOnlyList<Version>? Recall(CommitId tip)
        {
            var isMissing = given?.Ref is { } missing && cache.MissedAt(missing) == tip;
            var known = isMissing ? null : given;
            var versions = source.TriggerOn is null ? RecallPool(tip, known) : RecallTrigger(tip, known);
            if (isMissing && versions is not null)
            {
                log.UnknownVersion(given!.Ref!);
            }

            return versions;
        }

        IReadOnlyList<Version>? RecallTrigger(CommitId tip, Version? known) =>
            cache.RecallWaiting(source) is { } waiting && waiting.Tip == tip
                ? waiting.From(known)?.Versions(source.RetriggerAfter, time.GetUtcNow())
                : null;

        IReadOnlyList<Version>? RecallPool(CommitId tip, Version? known) =>
            cache.RecallNewest(source.Pool) is not { } newest || newest.Tip != tip ? null
            : known is { IsNamed: true } && (known.Ref == tip.Value || known.Ref == newest.Commit?.Value) ? [known]
            : known is null || newest.Commit is null || newest.Commit.Value == known.Ref ? Versions(new FoundVersions(null, newest.Commit, []), source.Pool)
            : null;

        async Task<IReadOnlyList<Version>?> FindAsync()
        {
            var isOld = cache.HasRepository;
            try
            {
                return await SearchAsync(cache.Repository, readAgain: !isOld);
            }
            catch (Exception fault) when (isOld && IsDamage(fault))
            {
                log.CacheDropped(fault);
                return await SearchAsync(cache.TryDropRepository() ? cache.Repository : null, readAgain: true);
            }
        }

        async Task<IReadOnlyList<Version>?> SearchAsync(string? repository, bool readAgain)
        {
            using var branch = step.OpenBranch(repository, readAgain);
            var version = new GivenVersion(branch, cache, log);
            if (source.TriggerOn is not null)
            {
                if (await new PoolArrivals(branch, source, version).SinceAsync(given, cache.RecallWaiting(source), stop) is not { } waiting)
                {
                    return null;
                }

                cache.Remember(waiting, source);
                return waiting.Versions(source.RetriggerAfter, time.GetUtcNow());
            }

            var newest = cache.RecallNewest(source.Pool);
            if (await new PoolVersions(branch, source.Pool, version).SinceAsync(given, newest, stop) is not { } found)
            {
                return null;
            }

            cache.Remember(new NewestVersion(branch.Objects.Tip, found.Newest), source.Pool);
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
