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
        Payload.RequireAll(document.Missing);
        var source = document.ToSource();

        using var step = await GitStep.OpenAsync(source, log, time, stop);
        using var cache = CheckCache.Open(source);
        if (await step.TipAsync(stop) is not { } tip)
        {
            log.NoBranch(source.Branch.Value);
            return [];
        }

        var given = Payload.Present(request.Version?.Ref);
        var known = CommitId.TryParse(given, out var parsed) ? parsed : null;
        if (cache.TryRecall(tip, source.Pool, out var newest) && (given is null || newest is null || known == newest))
        {
            return Answer(source.Pool, newest is null ? [] : [newest]);
        }

        var versions = cache.HasRepository ? await FromCacheAsync() : null;
        return Answer(source.Pool, versions ?? await FindAsync());

        async Task<IReadOnlyList<CommitId>?> FromCacheAsync()
        {
            try
            {
                return await FindAsync();
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                log.CacheDropped(fault);
                Directory.Delete(cache.Repository!, recursive: true);
                return null;
            }
        }

        async Task<IReadOnlyList<CommitId>> FindAsync()
        {
            using var branch = step.OpenBranch(cache.Repository, readAgain: !cache.HasRepository);
            var found = await new PoolVersions(branch, source.Pool, log).SinceAsync(given, known, stop);
            cache.Remember(branch.Objects.Tip, source.Pool, found.Count == 0 ? null : found[^1]);
            return found;
        }
    }

    // Git does not say whose fault a failure was; whatever fails on an old repository is tried once more on a new one.
    private static bool IsDamage(Exception fault) =>
        fault is not (PoolException or OperationCanceledException) && fault is not GitException { IsRefusal: true };

    private Version[] Answer(PoolName pool, IReadOnlyList<CommitId> versions)
    {
        if (versions.Count == 0)
        {
            log.NoPool(pool);
        }

        return [.. versions.Select(version => new Version(version.Value))];
    }
}
