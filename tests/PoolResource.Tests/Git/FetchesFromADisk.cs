using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class FetchesFromADisk : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("", "--depth=2", false)]
    [InlineData("file://", "--depth=2", false)]
    [InlineData("", null, true)]
    [InlineData("file://", null, true)]
    public async Task TellHowFarTheyAreOnlyWhereAllOfTheHistoryComes(string scheme, string? depth, bool tells)
    {
        host.Then("aws/unclaimed/env-1=one");
        var uri = RepositoryUri.Parse($"{scheme}{host.Repository}", "source.uri");
        using var step = await GitSession.OpenAsync(
            host.Source with { Uri = uri, PushUri = uri, GitConfig = [new("trace2.normalTarget", folder["trace"])] },
            new StepLog(TextWriter.Null),
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch();

        Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, depth is null ? [] : [depth]));

        var unpacked = Assert.Single(
            await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken),
            line => line.Contains(" start ", StringComparison.Ordinal) && line.Contains(" index-pack ", StringComparison.Ordinal));
        Assert.Equal(tells, unpacked.Contains(" -v ", StringComparison.Ordinal));
    }
}
