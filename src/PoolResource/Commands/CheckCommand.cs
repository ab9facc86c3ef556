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
        if (await step.TipAsync(stop) is not { } tip)
        {
            log.NoBranch(source.Branch.Value);
            return [];
        }

        var given = request.Version is { Ref: null or "", Lock: null or "" } ? null : request.Version;
        if (source.TriggerOn is null && cache.TryRecall(tip, source.Pool, out var newest)
            && (given is null || newest is null || newest.Value == given.Ref))
        {
            return newest is null ? None(source.Pool) : [new Version(newest.Value)];
        }

        return await FromCacheAsync() ?? await FindAsync();

        async Task<IReadOnlyList<Version>?> FromCacheAsync()
        {
            try
            {
                return cache.HasRepository ? await FindAsync() : null;
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                log.CacheDropped(fault);
                Directory.Delete(cache.Repository!, recursive: true);
                return null;
            }
        }

        async Task<IReadOnlyList<Version>> FindAsync()
        {
            using var branch = step.OpenBranch(cache.Repository, readAgain: !cache.HasRepository);
            if (source.TriggerOn is not null)
            {
                return await new PoolArrivals(branch, source, log, time.GetUtcNow()).SinceAsync(given, stop);
            }

            var found = await new PoolVersions(branch, source.Pool, log).SinceAsync(given?.Ref, stop);
            cache.Remember(branch.Objects.Tip, source.Pool, found.Count == 0 ? null : found[^1]);
            return found.Count == 0 ? None(source.Pool) : [.. found.Select(version => new Version(version.Value))];
        }
    }

    // Git does not say whose fault a failure was; whatever fails on an old repository is tried once more on a new one.
    private static bool IsDamage(Exception fault) =>
        fault is not (PoolException or OperationCanceledException) && fault is not GitException { IsRefusal: true };

    private Version[] None(PoolName pool)
    {
        log.NoPool(pool);
        return [];
    }
}
