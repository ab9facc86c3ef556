using PoolResource.Git.Objects;

namespace PoolResource.Git;

/// <summary>
/// The branch as a register with compare-and-swap: fetch its tip, write a commit on top of it, push the commit.
/// What is read from the host is read again a few times when the line fails.
/// </summary>
public sealed class PoolBranch : IDisposable
{
    private readonly IRemote remote;
    private readonly string directory;
    private readonly Author author;
    private readonly RetriedReads? reading;
    private readonly GitObjects? store;

    /// <param name="remote">The branch on the host.</param>
    /// <param name="directory">The local bare repository; made when it is missing.</param>
    /// <param name="author">Who commits.</param>
    /// <param name="reading">Repeats reading from the host; null for doing it once.</param>
    /// <param name="store">Where the repository's objects are, when another one keeps them for it, too; null when it has its own.</param>
    public PoolBranch(IRemote remote, string directory, Author author, RetriedReads? reading, GitObjects? store = null)
    {
        (this.remote, this.directory, this.author, this.reading, this.store) = (remote, directory, author, reading, store);
        if (!System.IO.Directory.Exists(directory))
        {
            BareRepository.Create(directory);
        }

        Objects = new GitObjects(directory, store);
    }

    /// <summary>The local repository.</summary>
    public string Directory => directory;

    /// <summary>What is here of the branch.</summary>
    public GitObjects Objects { get; private set; }

    /// <inheritdoc cref="IRemote.Place"/>
    public string Place => remote.Place;

    /// <summary>How many packs fetches have left.</summary>
    public int Packs => System.IO.Directory.EnumerateFiles(Path.Combine(directory, "objects", "pack"), "*.pack").Count();

    /// <summary>Forgets everything that is here: a repository in which an older commit can be fetched first.</summary>
    public void Restart()
    {
        Objects.Dispose();
        BareRepository.Create(directory);
        Objects = new GitObjects(directory, store);
    }

    /// <summary>Brings the branch here.</summary>
    /// <param name="stop">Kills git.</param>
    /// <param name="options">Options of git-fetch for how much history comes; none for all that follows what is here.</param>
    /// <returns>False when there is no such branch.</returns>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public Task<bool> FetchAsync(CancellationToken stop, params string[] options) =>
        FetchingAsync(again => remote.FetchBranchAsync(options, again), stop);

    /// <summary>The same, and tells which refs there are that begin so.</summary>
    /// <param name="prefix">The beginning of their names.</param>
    /// <param name="stop">Kills git.</param>
    /// <param name="options">Options of git-fetch.</param>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public Task<HostRefs> FetchAndLookAsync(string prefix, CancellationToken stop, params string[] options) =>
        FetchingAsync(again => remote.FetchAndLookAsync(prefix, options, again), stop);

    /// <summary>Brings the branch's tip and another commit here, each with its parents.</summary>
    /// <returns>False when the host does not give them: there is no such branch, or no such commit, or it gives out branches only.</returns>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public Task<bool> FetchTipAndAsync(CommitId commit, CancellationToken stop) =>
        FetchingAsync(again => remote.FetchTipAndAsync(commit, depth: 2, again), stop);

    /// <summary>Brings one file that stayed on the host.</summary>
    /// <returns>False when the host does not give it by its id.</returns>
    public Task<bool> FetchFileAsync(string id, CancellationToken stop) => FetchingAsync(again => remote.FetchFileAsync(id, again), stop);

    // Libgit2 is loaded while git waits for the host, and not before git runs: until then both need the same memory map.
    private async Task<T> FetchingAsync<T>(Func<CancellationToken, Task<T>> fetch, CancellationToken stop)
    {
        var fetching = reading?.ExecuteAsync(fetch, stop) ?? fetch(stop);
        var warm = Objects.IsWarm ? Task.CompletedTask : Task.Run(Objects.WarmUp, CancellationToken.None);
        try
        {
            return await fetching;
        }
        finally
        {
            await warm;
            Objects.Refresh();
        }
    }

    /// <summary>Writes a commit here, on top of a commit of the branch.</summary>
    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public CommitId Write(CommitId? parent, IReadOnlyList<Move> moves, string message, Person? person, DateTimeOffset now, CancellationToken stop) =>
        Objects.Write(parent, moves, message, person is null ? author : author.For(person), now, stop);

    /// <summary>Swaps the branch from <paramref name="expected"/> (null: from nothing) to a commit made here.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="expected">What the branch has to point to.</param>
    /// <param name="others">What happens to other refs at once with it: all of it or nothing; none where that is all.</param>
    /// <param name="stop">Kills git; the answer is then unknown.</param>
    public Task<PushResult> PushAsync(CommitId commit, CommitId? expected, IReadOnlyList<RefChange> others, CancellationToken stop) =>
        remote.PushAsync(commit, expected, others, stop);

    /// <summary>Asks the host what the branch points to, and which refs there are that begin so.</summary>
    /// <param name="prefix">The beginning of their names.</param>
    /// <param name="stop">Kills git.</param>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public Task<HostRefs> LookAsync(string prefix, CancellationToken stop) => remote.LookAsync(prefix, stop);

    /// <inheritdoc cref="IRemote.PushAsync(IReadOnlyList{RefChange}, CancellationToken)"/>
    public Task<PushResult> PushRefsAsync(IReadOnlyList<RefChange> changes, CancellationToken stop) => remote.PushAsync(changes, stop);

    public void Dispose() => Objects.Dispose();
}
