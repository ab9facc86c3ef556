using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.History;

public sealed class VersionsInCapitals : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly CheckCache cache;

    public VersionsInCapitals() => cache = CheckCache.Open(host.Source);

    public void Dispose()
    {
        cache.Dispose();
        Directory.Delete(Path.GetDirectoryName(cache.Repository)!, recursive: true);
        host.Dispose();
    }

    [Fact]
    public async Task AreFoundOnceTheyComeAlthoughTheyWereMissedBefore()
    {
        var first = host.Then("a");
        var later = host.Then("b");
        var version = later.Value[..8].ToUpperInvariant();
        host.Git("update-ref", "refs/heads/main", first.Value);
        Assert.Null(await FindAsync(version));

        host.Git("update-ref", "refs/heads/main", later.Value);

        Assert.Equal(later, await FindAsync(version));
    }

    private async Task<CommitId?> FindAsync(string version)
    {
        using var step = await GitSession.OpenAsync(
            host.Source, new StepLog(TextWriter.Null), new HurriedTime(GitCommand.LongSilence), TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch(cache.Repository);
        return (await new GivenVersion(branch, cache, new StepLog(TextWriter.Null)).FetchAsync(version, TestContext.Current.CancellationToken)).Known;
    }
}
