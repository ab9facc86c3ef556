using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class LocksOfAKilledGit
{
    [Theory]
    [InlineData("shallow.lock")]
    [InlineData("refs/pool/tip.lock")]
    public async Task StandInNobodysWay(string name)
    {
        using var host = new HostedBranch();
        host.Then("aws/unclaimed/env-1");
        using var step = await GitSession.OpenAsync(host.Source, new StepLog(TextWriter.Null), TimeProvider.System, TestContext.Current.CancellationToken);
        using var folder = new TestFolder();
        using var branch = step.OpenBranch(folder["repository.git"]);
        Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1"));
        host.Then("aws/claimed/env-1");
        await File.WriteAllTextAsync(Path.Combine(folder["repository.git"], name), "", TestContext.Current.CancellationToken);

        Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1"));

        Assert.Equal(host.Tip, branch.Objects.Tip);
    }
}
