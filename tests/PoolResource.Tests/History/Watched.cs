using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Testing;
using PoolResource.Transactions;

namespace PoolResource.Tests.History;

/// <summary>A branch on disk and what a step knows of it, which is nothing at first.</summary>
internal sealed class Watched : IDisposable
{
    private readonly StringWriter stderr = new();
    private readonly GitSession step;

    private Watched(HostedBranch host, GitSession step, bool readAgain)
    {
        Host = host;
        this.step = step;
        Branch = step.OpenBranch(readAgain: readAgain);
        History = new HistoryFetcher(Branch);
        Search = new HistorySearch(History);
    }

    public HostedBranch Host { get; }

    public PoolBranch Branch { get; }

    /// <summary>Brings more of its past.</summary>
    public HistoryFetcher History { get; }

    /// <summary>What is asked of its past.</summary>
    public HistorySearch Search { get; }

    /// <param name="host">The branch.</param>
    /// <param name="time">The clock; by default one that keeps nobody waiting.</param>
    /// <param name="readAgain">Whether what the host does not answer is asked again at once.</param>
    public static async Task<Watched> OpenAsync(HostedBranch host, TimeProvider? time = null, bool readAgain = true) => new(
        host,
        await GitSession.OpenAsync(
            host.Source, new StepLog(TextWriter.Null), time ?? new HurriedTime(GitCommand.LongSilence), TestContext.Current.CancellationToken),
        readAgain);

    public string Log => stderr.ToString();

    /// <summary>The versions since one, as a check finds them.</summary>
    public async Task<IReadOnlyList<CommitId>> VersionsSinceAsync(string? given) =>
        await FindSinceAsync(given is null ? null : new Version(given)) is { } found
            ? [.. new[] { found.First }.OfType<CommitId>(), .. found.Later]
            : [];

    /// <summary>What a check finds since a version.</summary>
    public Task<FoundVersions?> FindSinceAsync(Version? given) =>
        new PoolVersions(Branch, Host.Source.Pool, new GivenVersion(Branch, CheckCache.Absent, new StepLog(stderr)))
            .SinceAsync(given, learned: null, TestContext.Current.CancellationToken);

    /// <summary>The lock a commit is about, and where it stands in it.</summary>
    public async Task<(string? Name, string? Standing)> LockOfAsync(CommitId commit)
    {
        Assert.True(await History.FetchSinceAsync(commit, TestContext.Current.CancellationToken));
        var change = await new ChangedLock(Search, Host.Source.Pool).InAsync(commit, TestContext.Current.CancellationToken);
        return (change?.Name.Value, change?.Standing?.Path);
    }

    public void Dispose()
    {
        Branch.Dispose();
        step.Dispose();
        stderr.Dispose();
    }
}
