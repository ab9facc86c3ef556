using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;
using PoolResource.Tests.Protocol;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class TakingAClaimBack : IDisposable
{
    private readonly Put put = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        put.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task GoesOnInANewRepositoryWhereItsOwnIsDamaged()
    {
        var claim = await ClaimAsync();
        using var step = await GitSession.OpenAsync(put.Branch.Source, new StepLog(TextWriter.Null), put.Time, Stop);
        using var branch = step.OpenBranch(folder["own.git"], readAgain: false);
        Directory.Delete(folder["own.git"], recursive: true);
        await File.WriteAllTextAsync(folder["own.git"], "damaged", Stop);

        var given = await new ClaimRollback(branch, put.Build, new StepLog(TextWriter.Null), put.Time).WithdrawAsync([claim], Stop);

        Assert.Equal("a", given!.Value);
        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/a", put.Branch.Files);
    }

    // A file that cannot be read at first stands for a disk that is full at first.
    [Fact]
    public async Task IsTriedAgainWhereItCannotBePrepared()
    {
        var claim = await ClaimAsync();
        var source = await Stdin.SourceAsync(
            $$"""
            , "uri": {{JsonSerializer.Serialize(put.Branch.Repository)}}, "git_config": [
              {"name": "url.http://nobody.invalid/x.insteadOf", "value": {{JsonSerializer.Serialize(put.Branch.Repository)}}},
              {"name": "url.{{put.Branch.Repository}}.pushInsteadOf", "value": {{JsonSerializer.Serialize(put.Branch.Repository)}}},
              {"name": "http.sslCAInfo", "value": {{JsonSerializer.Serialize(folder["ca.pem"])}}}]
            """);
        Assert.True(CommitId.TryParse(new string('1', 40), out var never));
        var before = put.Time.Pauses.Count;
        put.Time.Paused = _ => Appear(put.Time.Pauses.Count - before);

        await new UnfinishedWork(new StepLog(TextWriter.Null), put.Time, put.Build, new Random(1))
            .TakeBackAsync(source, [claim with { Commit = never }], [], Stop);

        Assert.True(File.Exists(folder["ca.pem"]));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Appear(int pause)
    {
        if (pause == 3)
        {
            File.WriteAllText(folder["ca.pem"], "");
        }
    }

    private async Task<PushedClaim> ClaimAsync()
    {
        var free = put.Branch.Then("aws/claimed/.gitkeep aws/unclaimed/a");
        await put.RunAsync("""{"claim": "a"}""");
        var aws = PoolName.Parse("aws", "pool");
        var name = LockName.Parse("a", "lock");
        return new PushedClaim(
            put.Branch.Tip, free, new Lock(aws, LockState.Claimed, name), new Lock(aws, LockState.Unclaimed, name), "unclaiming: a");
    }
}
