using Polly;

namespace PoolResource.Git;

/// <summary>What git needs for one step, in a folder that is gone afterwards.</summary>
public sealed class GitStep : IDisposable
{
    private readonly PrivateFolder folder = new();
    private readonly Source source;
    private readonly ResiliencePipeline reading;

    /// <exception cref="PoolException">The source cannot be used.</exception>
    public GitStep(Source source, BuildLog log, TimeProvider time)
    {
        this.source = source;
        reading = ReadingAgain.Pipeline(log, time);
        try
        {
            Git = new GitCommand(GitCredentials.For(source, folder), log, time);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Runs git with the source's credentials.</summary>
    public GitCommand Git { get; }

    private string OwnRepository => Path.Combine(folder.Path, "repository.git");

    /// <summary>Asks the host what the branch points to; null when there is no such branch.</summary>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public async Task<CommitId?> TipAsync(CancellationToken stop)
    {
        var remote = new GitRemote(Git, source, OwnRepository);
        return await reading.ExecuteAsync(async again => await remote.TipAsync(again), stop);
    }

    /// <summary>Opens the branch with a local repository.</summary>
    /// <param name="repository">Its directory; null for one that goes with the step.</param>
    /// <param name="readAgain">Whether to read from the host again after the line failed.</param>
    public PoolBranch OpenBranch(string? repository = null, bool readAgain = true)
    {
        var directory = repository ?? OwnRepository;
        return new PoolBranch(
            new GitRemote(Git, source, directory), directory, Author.Of(source), readAgain ? reading : ResiliencePipeline.Empty);
    }

    public void Dispose() => folder.Dispose();
}
