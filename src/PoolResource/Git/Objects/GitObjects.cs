using LibGit2Sharp;

namespace PoolResource.Git.Objects;

/// <summary>Commits and trees of a local bare repository, read and written in process, without a checkout.</summary>
/// <param name="directory">The repository.</param>
/// <param name="store">Where its objects are, when another repository keeps them for it, too; null when it has its own.</param>
public sealed class GitObjects(string directory, GitObjects? store = null) : IDisposable
{
    private const string Shallow = "shallow";
    private const int MostLooks = 15;

    private Lazy<Repository> repository = Opening(directory);
    private HashSet<string> boundary = ReadBoundary(directory);
    private TreeReader? trees;
    private readonly HashSet<string> ends = [];
    private int looks;
    private CommitReader? commits;

    private Repository Repository => store?.Repository ?? repository.Value;

    private CommitReader Commits => commits ??= store?.Commits ?? new CommitReader(() => Repository, Raw, commit => boundary.Contains(commit.Value));

    /// <summary>Objects as their bytes.</summary>
    internal RawObjects Raw { get; } = store?.Raw ?? new(directory);

    internal TreeReader Trees => trees ??= store?.Trees ?? new TreeReader(() => Repository, Raw);

    /// <summary>The commit <see cref="GitRemote.Tip"/> points to.</summary>
    /// <exception cref="GitException">No branch is here.</exception>
    public CommitId Tip => Id(IsEmpty ? "" : File.ReadAllText(Path.Combine(directory, GitRemote.Tip)).TrimEnd('\n'));

    /// <summary>Whether no branch has been fetched yet. Asks the file system, since it is asked before libgit2 is loaded.</summary>
    public bool IsEmpty => !File.Exists(Path.Combine(directory, GitRemote.Tip));

    /// <summary>Whether anything was fetched, with which a fetch may have failed in the middle.</summary>
    public bool HasAny => !IsEmpty || Directory.EnumerateFiles(Path.Combine(directory, "objects", "pack")).Any();

    /// <summary>Whether libgit2 was loaded for it.</summary>
    internal bool IsWarm { get; private set; } = store is not null;

    /// <summary>Loads libgit2 and opens the repository, so that it can happen while git fetches.</summary>
    public void WarmUp() => IsWarm = Repository is not null;

    /// <summary>Forgets the branch, and all boundaries of history but the one behind a commit: what follows the commit can be fetched whole.</summary>
    public void StartAt(CommitId commit)
    {
        var parents = Parents(commit).Select(parent => parent.Value).ToHashSet();
        File.Delete(Path.Combine(directory, GitRemote.Tip));
        File.WriteAllLines(Path.Combine(directory, Shallow), ReadBoundary(directory).Where(one => parents.Contains(one) || one == commit.Value));
        Refresh();
    }

    /// <summary>Forgets the branch and all boundaries of history: it is fetched whole.</summary>
    /// <returns>What brings them back.</returns>
    public Action StartAnew()
    {
        var (earlier, tip) = (ReadBoundary(directory), Tip);

        // In this order whoever is killed in between leaves no branch whose past is taken for whole.
        File.Delete(Path.Combine(directory, GitRemote.Tip));
        File.Delete(Path.Combine(directory, Shallow));
        Refresh();
        return GoBack;

        void GoBack()
        {
            File.WriteAllLines(Path.Combine(directory, Shallow), earlier.Union(ReadBoundary(directory)));
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, GitRemote.Tip))!);
            File.WriteAllText(Path.Combine(directory, GitRemote.Tip), $"{tip}\n");
            Refresh();
        }
    }

    /// <summary>Looks anew at what a fetch has brought.</summary>
    public void Refresh()
    {
        var before = boundary;
        boundary = ReadBoundary(directory);
        ends.IntersectWith(boundary);

        // Libgit2 reads the boundary, too, and remembers that a commit has no parents when history has long been deepened.
        // And it keeps every pack open that it has read in, one for each look that brought something.
        if (repository.IsValueCreated && (!before.IsSubsetOf(boundary) || ++looks > MostLooks))
        {
            looks = 0;
            repository.Value.Dispose();
            repository = Opening(directory);
        }
    }

    /// <summary>Whether an id is that of a commit that is here.</summary>
    public bool Has(CommitId commit) =>
        new ObjectId(commit.Value) is var id && Repository.ObjectDatabase.Contains(id) && Repository.ObjectDatabase.RetrieveObjectMetadata(id).Type == ObjectType.Commit;

    /// <summary>The id of what stands at a path in a commit; null when nothing does.</summary>
    public string? Entry(CommitId commit, string path) => Trees.Find(Commits.TreeOf(commit), path)?.Id;

    /// <summary>The id of a commit's tree.</summary>
    internal string Tree(CommitId commit) => Commits.TreeOf(commit);

    /// <summary>The locks in a directory of a commit, each with the id of its content.</summary>
    public IReadOnlyList<(LockName Name, string Content)> Locks(CommitId commit, string directory) =>
        [.. Trees.Below(Commits.TreeOf(commit), directory).Where(item => item is { IsFile: true, IsText: true }).SelectMany(LockOf)];

    /// <summary>The text of a file that may have so many bytes; null when it has more.</summary>
    /// <exception cref="ObjectNotHereException">It is not here.</exception>
    internal string? Text(string id, int longest) => BlobOf(id).Size <= longest ? System.Text.Encoding.UTF8.GetString(Content(id)) : null;

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ObjectNotHereException">It is not here.</exception>
    public byte[] Content(string id)
    {
        using var content = BlobOf(id).GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal Blob BlobOf(string id) => Repository.Lookup<Blob>(new ObjectId(id)) ?? throw new ObjectNotHereException(id);

    /// <summary>Writes the bytes of a file here and returns the id that they have everywhere.</summary>
    public string WriteContent(ReadOnlyMemory<byte> content) => Repository.ObjectDatabase.Write<Blob>(content.ToArray()).Sha;

    /// <summary>What a commit says of who made it and when.</summary>
    public CommitFacts Describe(CommitId commit) => Commits.Describe(commit);

    /// <summary>
    /// The held lock that a commit speaks of by its trailers <c>Pool</c> and <c>Lock</c>, since it changes no file:
    /// its tree is its only parent's. Null for every other commit.
    /// </summary>
    public Lock? SpokenOf(CommitId commit) =>
        Parents(commit) is [var parent]
        && Commits.TreeOf(parent) == Commits.TreeOf(commit)
        && Describe(commit).Message.SpokenOf is { } held
        && Entry(commit, held.Path) is not null
            ? held
            : null;

    /// <summary>The commit's parents as far as they are here; none beyond a shallow boundary (see <see cref="IsBoundary"/>).</summary>
    public IReadOnlyList<CommitId> Parents(CommitId commit) => Commits.ParentsOf(commit);

    /// <summary>Whether the commit has parents that were not fetched, and that the host may have.</summary>
    public bool IsBoundary(CommitId commit) => boundary.Contains(commit.Value) && !ends.Contains(commit.Value);

    /// <summary>Whether there is history that was not fetched, and that the host may have.</summary>
    public bool IsShallow => !boundary.IsSubsetOf(ends);

    /// <summary>The boundaries: commits whose parents were not fetched.</summary>
    internal IReadOnlySet<string> Boundary => boundary;

    /// <summary>Takes boundaries for first commits: the host has nothing that lies behind them.</summary>
    internal void EndAt(IEnumerable<string> commits) => ends.UnionWith(boundary.Intersect(commits));

    /// <summary>Writes a commit on top of another (or the first one) and returns its id.</summary>
    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public CommitId Write(CommitId? parent, IReadOnlyList<Move> moves, string message, Author author, DateTimeOffset now, CancellationToken stop)
    {
        var root = parent is null ? null : Commits.TreeOf(parent);
        var tree = moves.Count == 0 && root is not null ? root : new TreeEdit(Repository, Trees, root).Apply(moves);
        string[] parents = parent is null ? [] : [parent.Value];
        return Id(Repository.ObjectDatabase.Write<Commit>(SignedCommit.Bytes(tree, parents, author, message, now, stop)).Sha);
    }

    public void Dispose()
    {
        (store is null ? Raw : null)?.Dispose();
        if (repository.IsValueCreated)
        {
            repository.Value.Dispose();
        }
    }

    // What went wrong once is not kept: a machine that was out of something may have it again.
    private static Lazy<Repository> Opening(string directory) => new(() => Open(directory), LazyThreadSafetyMode.PublicationOnly);

    private static Repository Open(string directory)
    {
        HashLibrary.MustBeThere();

        // Git has checked what it fetched. To hash every tree again that is read takes longer than to read it.
        GlobalSettings.SetStrictHashVerification(false);
        return new Repository(directory);
    }

    private static IEnumerable<(LockName Name, string Content)> LockOf(TreeItem item) =>
        LockName.TryParse(item.Name, out var name) ? [(name, item.Id)] : [];

    internal static CommitId Id(string sha) =>
        CommitId.TryParse(sha, out var id) ? id : throw new GitException("cat-file", 128, sha.Length == 0 ? "fatal: the branch is not here" : $"fatal: {sha} in the branch is not the id of a commit");

    // LibGit2Sharp fails on a parent that a shallow fetch left out; git lists the commits that lack theirs.
    private static HashSet<string> ReadBoundary(string directory)
    {
        var file = Path.Combine(directory, Shallow);
        return File.Exists(file) ? [.. File.ReadLines(file)] : [];
    }
}
