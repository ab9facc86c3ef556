using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Testing;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Objects;

public sealed class HistoryCutOnTheHost : IDisposable
{
    private readonly Put put = new();

    private HostedBranch Host => put.Branch;

    public void Dispose() => put.Dispose();

    [Fact]
    public async Task BeginsWithAVersionLikeOthers()
    {
        var (first, last) = Cut("aws/claimed/a gcp/unclaimed/x");

        Assert.Equal([first], await CheckAsync(null));
        Assert.Equal([first], await CheckAsync(first));
        Assert.Equal([first], await CheckAsync(last));
    }

    [Fact]
    public async Task IsGotFromItsFirstCommitOn()
    {
        var (first, last) = Cut("aws/claimed/a gcp/unclaimed/x");

        await put.GetAsync(new Version(first), "first");
        await put.GetAsync(new Version(last), "last");

        Assert.Equal(("a\n", "a\n"), (put.Read("first", "name"), put.Read("last", "name")));
        await put.RunAsync("""{"release": "first"}""");
        Assert.Contains("aws/unclaimed/a", Host.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HasNoClaimOfThisBuildForLocksThatItsFirstCommitDoesNotName()
    {
        Cut("aws/claimed/a aws/unclaimed/b", "claiming: c\n\nClaim-Id: 1\nBuild-Id: 1234\nClaimed-As: mine\n");

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Contains("aws/claimed/b", Host.Files, StringComparison.Ordinal);
    }

    // Two commits are left, of which the last touches another pool.
    private (string First, string Last) Cut(string files, string message = "by hand")
    {
        Host.Then("aws/unclaimed/a");
        Host.Then("README.md aws/unclaimed/a");
        var first = Host.Then(files, message);
        var last = Host.Then($"{files} gcp/unclaimed/y");
        File.WriteAllText(Path.Combine(Host.Repository, "shallow"), $"{first}\n");
        return (first.Value, last.Value);
    }

    private async Task<IEnumerable<string?>> CheckAsync(string? version)
    {
        var given = version is null ? "" : $$""", "version": {"ref": "{{version}}"}""";
        var request = $$"""{"source": {{Host.SourceJson}}{{given}} }""";
        return (await new CheckCommand(new StepLog(TextWriter.Null), new HurriedTime(TimeSpan.FromMinutes(1))).RunAsync(
            JsonSerializer.Deserialize(request, ProtocolJson.Default.CheckRequest)!, TestContext.Current.CancellationToken)).Select(found => found.Ref);
    }
}
