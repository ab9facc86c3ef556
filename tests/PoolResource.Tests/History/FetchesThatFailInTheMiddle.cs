using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Testing;
using PoolResource.Transactions;

namespace PoolResource.Tests.History;

/// <summary>A whole history that does not arrive leaves what was known before, and nothing that misleads the next look.</summary>
public sealed class FetchesThatFailInTheMiddle : IDisposable
{
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/a";
    private const string Held = "aws/claimed/a aws/unclaimed/.gitkeep";

    private static readonly GitSetting BranchesOnly = new("protocol.version", "0");

    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task LeaveAClaimToBeTakenBackByTheNextLook()
    {
        var (parent, claim) = ClaimedBelowAMerge();
        var source = host.Source with { GitConfig = [BranchesOnly, PackedHistory.BeforeWhole(host, "exit 1")] };
        var build = new Build("1", "1", "test", "deploy", "main", "https://ci");
        var pool = host.Source.Pool;
        var name = LockName.Parse("a", "lock");
        var pushed = new PushedClaim(claim, parent, new Lock(pool, LockState.Claimed, name), new Lock(pool, LockState.Unclaimed, name), "unclaiming: a");

        var given = await new UnfinishedWork(new StepLog(TextWriter.Null), new HurriedTime(GitCommand.LongSilence), build, new Random(1))
            .TakeBackAsync(source, [pushed], [], TestContext.Current.CancellationToken);

        Assert.Equal(name, given);
        Assert.Contains("aws/unclaimed/a", host.Files, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LoseNoVersionOfTheNextCheck(bool isKilled)
    {
        var (parent, claim) = ClaimedBelowAMerge();
        var source = host.Source with { GitConfig = [BranchesOnly, PackedHistory.BeforeWhole(host, "exit 1")] };
        var directory = folder["cache.git"];
        await Assert.ThrowsAsync<GitException>(() => SinceAsync(source, directory, parent));
        if (isKilled)
        {
            File.Delete(Path.Combine(directory, GitRemote.Tip));
            File.Delete(Path.Combine(directory, "shallow"));
        }

        var found = await SinceAsync(source, directory, parent);

        Assert.Contains(claim, found!.Later);
    }

    [Fact]
    public async Task KeepWhatWasKnownOfABranchThatIsDeleted()
    {
        var (parent, _) = ClaimedBelowAMerge();
        var source = host.Source with { GitConfig = [PackedHistory.BeforeFetch(host, 2, "git update-ref -d refs/heads/main")] };
        using var step = await StepAsync(source);
        using var branch = step.OpenBranch(readAgain: false);
        var history = new HistoryFetcher(branch);

        Assert.False(await history.FetchSinceAsync(parent, TestContext.Current.CancellationToken));
        Assert.False(await history.FetchSinceAsync(parent, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task NameABranchThatIsNotHere()
    {
        using var step = await StepAsync(host.Source);
        using var branch = step.OpenBranch();

        Assert.Contains("not here", Assert.Throws<GitException>(() => branch.Objects.Tip).Stderr, StringComparison.Ordinal);
    }

    // A side branch that began before the claim was merged after it, and two commits followed.
    private (CommitId Parent, CommitId Claim) ClaimedBelowAMerge()
    {
        var fork = host.Then(Free);
        for (var n = 0; n < 80; n++)
        {
            host.Then($"{Free} other={n}");
        }

        var parent = host.Tip;
        var claim = host.Then(Held);
        var side = host.On([fork], $"{Free} side");
        host.On([claim, side], $"{Held} side");
        host.Then($"{Held} side more=1");
        host.Then($"{Held} side more=2");
        return (parent, claim);
    }

    private static async Task<FoundVersions?> SinceAsync(Source source, string directory, CommitId version)
    {
        using var step = await StepAsync(source);
        using var branch = step.OpenBranch(directory, readAgain: false);
        return await new PoolVersions(branch, source.Pool, new GivenVersion(branch, CheckCache.Absent, new StepLog(TextWriter.Null)))
            .SinceAsync(new Version(version.Value), learned: null, TestContext.Current.CancellationToken);
    }

    private static Task<GitSession> StepAsync(Source source) => GitSession.OpenAsync(
        source, new StepLog(TextWriter.Null), new HurriedTime(GitCommand.LongSilence), TestContext.Current.CancellationToken);
}
