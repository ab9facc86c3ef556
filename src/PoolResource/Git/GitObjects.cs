using LibGit2Sharp;
using PoolResource.Operations;

namespace PoolResource.Git;

/// <summary>Commits and trees of a local bare repository, read and written in process, without a checkout.</summary>
/// <param name="directory">The repository.</param>
public sealed class GitObjects(string directory) : IDisposable
{
    private const string Shallow = "shallow";

    private Lazy<Repository> repository = new(() => Open(directory));
    private readonly Dictionary<CommitId, CommitFacts> facts = [];
    private HashSet<string> boundary = ReadBoundary(directory);

    private Repository Repository => repository.Value;

    /// <summary>Objects as their bytes.</summary>
    internal RawObjects Raw { get; } = new(directory);

    /// <summary>The commit <see cref="GitRemote.Tip"/> points to.</summary>
    public CommitId Tip => Id(Repository.Refs[GitRemote.Tip].TargetIdentifier);

    /// <summary>Whether no branch has been fetched yet. Asks the file system, since it is asked before libgit2 is loaded.</summary>
    public bool IsEmpty => !File.Exists(Path.Combine(directory, GitRemote.Tip));

    /// <summary>Loads libgit2 and opens the repository, so that it can happen while git fetches.</summary>
    public void WarmUp() => _ = Repository;

    /// <summary>Forgets the branch, and all boundaries of history but the one behind a commit: what follows the commit can be fetched whole.</summary>
    public void StartAt(CommitId commit)
    {
        var parents = Parents(commit).Select(parent => parent.Value).ToHashSet();
        File.WriteAllLines(Path.Combine(directory, Shallow), ReadBoundary(directory).Where(parents.Contains));
        File.Delete(Path.Combine(directory, GitRemote.Tip));
        Refresh();
    }

    /// <summary>Looks anew at what a fetch has brought.</summary>
    public void Refresh()
    {
        var before = boundary;
        boundary = ReadBoundary(directory);

        // Libgit2 reads the boundary, too, and remembers that a commit has no parents when history has long been deepened.
        if (repository.IsValueCreated && !before.IsSubsetOf(boundary))
        {
            repository.Value.Dispose();
            repository = new(() => Open(directory));
        }
    }

    public bool Has(CommitId commit) => Repository.Lookup<Commit>(commit.Value) is not null;

    /// <summary>The pools as they are in a commit; none at all before the first commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="history">What is here of the branch's past.</param>
    public Pools Pools(CommitId? commit, BranchHistory history) =>
        new CommitPools(commit, () => commit is null ? null : Commit(commit).Tree, new ClaimHistory(history, this));

    /// <summary>The id of what stands at a path in a commit; null when nothing does.</summary>
    public string? Entry(CommitId commit, string path) => Commit(commit)[path]?.Target.Sha;

    /// <summary>The locks in a directory of a commit, each with the id of its content.</summary>
    public IReadOnlyList<(LockName Name, string Content)> Locks(CommitId commit, string directory) =>
        Commit(commit)[directory]?.Target is Tree tree
            ? [.. tree.Where(CommitPools.IsFile).SelectMany(LockOf)]
            : [];

    /// <summary>What a commit says of who made it and when.</summary>
    public CommitFacts Describe(CommitId commit)
    {
        if (!facts.TryGetValue(commit, out var told))
        {
            var found = Commit(commit);
            told = new CommitFacts(CommitMessage.Parse(found.Message), Quoted.Line(found.Committer.Name), found.Committer.When);
            facts.Add(commit, told);
        }

        return told;
    }

    /// <summary>
    /// The held lock that a commit speaks of by its trailers <c>Pool</c> and <c>Lock</c>, since it changes no file:
    /// its tree is its only parent's. Null for every other commit.
    /// </summary>
    public Lock? SpokenOf(CommitId commit) =>
        Parents(commit) is [var parent]
        && Commit(parent).Tree.Id == Commit(commit).Tree.Id
        && Describe(commit).Message.SpokenOf is { } held
        && Entry(commit, held.Path) is not null
            ? held
            : null;

    /// <summary>The commit's parents as far as they are here; none beyond a shallow boundary (see <see cref="IsBoundary"/>).</summary>
    public IReadOnlyList<CommitId> Parents(CommitId commit) =>
        IsBoundary(commit) ? [] : [.. Commit(commit).Parents.Select(parent => Id(parent.Sha))];

    /// <summary>Whether the commit has parents that were not fetched.</summary>
    public bool IsBoundary(CommitId commit) => boundary.Contains(commit.Value);

    /// <summary>Whether there is history that was not fetched.</summary>
    public bool IsShallow => boundary.Count > 0;

    /// <summary>Writes a commit on top of another (or the first one) and returns its id.</summary>
    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public CommitId Write(CommitId? parent, Changed change, string message, Author author, DateTimeOffset now)
    {
        var parents = parent is null ? [] : new[] { Commit(parent) };
        var tree = new TreeEdit(Repository, parents.FirstOrDefault()?.Tree).Apply(change.Moves);
        var (by, committer) = (author, author.Committer ?? author);
        var signature = new Signature(by.Name, by.Email, now);
        var committing = new Signature(committer.Name, committer.Email, now);
        if (author.Sign is not null)
        {
            return Id(Repository.ObjectDatabase.Write<Commit>(SignedCommit.Bytes(tree.Sha, parents.Select(one => one.Sha), author, message, now)).Sha);
        }

        return Id(Repository.ObjectDatabase
            .CreateCommit(signature, committing, message, tree, parents, prettifyMessage: false).Sha);
    }

    public void Dispose()
    {
        Raw.Dispose();
        if (repository.IsValueCreated)
        {
            repository.Value.Dispose();
        }
    }

    private static Repository Open(string directory)
    {
        HashLibrary.MustBeThere();

        // Git has checked what it fetched. To hash every tree again that is read takes longer than to read it.
        GlobalSettings.SetStrictHashVerification(false);
        return new Repository(directory);
    }

    private static IEnumerable<(LockName Name, string Content)> LockOf(TreeEntry entry) =>
        LockName.TryParse(entry.Name, out var name) ? [(name, entry.Target.Sha)] : [];

    private static CommitId Id(string sha) =>
        CommitId.TryParse(sha, out var id) ? id : throw new InvalidOperationException($"{sha} is not a commit id");

    private Commit Commit(CommitId id) =>
        Repository.Lookup<Commit>(id.Value) ?? throw new InvalidOperationException($"commit {id} is not here");

    // LibGit2Sharp fails on a parent that a shallow fetch left out; git lists the commits that lack theirs.
    private static HashSet<string> ReadBoundary(string directory)
    {
        var file = Path.Combine(directory, Shallow);
        return File.Exists(file) ? [.. File.ReadLines(file)] : [];
    }
}
