using LibGit2Sharp;

namespace PoolResource.Git.Objects;

/// <summary>Reads commits, each once: through libgit2, and as bytes where it refuses.</summary>
/// <param name="repository">The repository, which may be opened anew.</param>
/// <param name="raw">Objects as bytes.</param>
/// <param name="isBoundary">Whether a commit's parents were not fetched.</param>
internal sealed class CommitReader(Func<Repository> repository, RawObjects raw, Func<CommitId, bool> isBoundary)
{
    private readonly Dictionary<CommitId, Links> links = [];
    private readonly Dictionary<CommitId, CommitFacts> facts = [];

    /// <summary>The id of a commit's tree.</summary>
    public string TreeOf(CommitId commit) => LinksOf(commit).Tree;

    /// <summary>A commit's parents, unless they were not fetched.</summary>
    public IReadOnlyList<CommitId> ParentsOf(CommitId commit) => isBoundary(commit) ? [] : LinksOf(commit).Parents;

    /// <summary>What a commit says of who made it and when.</summary>
    public CommitFacts Describe(CommitId commit)
    {
        if (!facts.TryGetValue(commit, out var told))
        {
            facts.Add(commit, told = ReadFacts(commit));
        }

        return told;
    }

    // Libgit2 tells of a commit at a boundary that it has no parents, until the boundary moves.
    private Links LinksOf(CommitId commit)
    {
        if (!links.TryGetValue(commit, out var told))
        {
            told = ReadLinks(commit);
            if (!isBoundary(commit))
            {
                links.Add(commit, told);
            }
        }

        return told;
    }

    // Only its tree and its parents count; libgit2 refuses a commit whose author it cannot read.
    private Links ReadLinks(CommitId commit)
    {
        try
        {
            var found = Look(commit);
            return new Links(found.Tree.Sha, [.. found.Parents.Select(parent => GitObjects.Id(parent.Sha))]);
        }
        catch (LibGit2SharpException)
        {
            var text = CommitText.Parse(raw.Read(commit.Value).Bytes);
            return new Links(text.Tree, [.. text.Parents.Select(GitObjects.Id)]);
        }
    }

    // Who and when are decoration: a time that .NET cannot hold is no reason to end.
    private CommitFacts ReadFacts(CommitId commit)
    {
        try
        {
            var found = Look(commit);
            return new CommitFacts(found.Message, Quoted.Line(found.Committer.Name), found.Committer.When) { CommitterEmail = found.Committer.Email };
        }
        catch (Exception fault) when (fault is LibGit2SharpException or ArgumentException or OverflowException)
        {
            var text = CommitText.Parse(raw.Read(commit.Value).Bytes);
            return text.Facts;
        }
    }

    private Commit Look(CommitId commit) => repository().Lookup<Commit>(new ObjectId(commit.Value)) ?? throw new ObjectNotHereException(commit.Value);

    private sealed record Links(string Tree, IReadOnlyList<CommitId> Parents);
}
