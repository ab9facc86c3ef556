namespace PoolResource.Git;

/// <summary>What a host has beside its objects.</summary>
/// <param name="Tip">What the branch points to; null when there is no such branch.</param>
/// <param name="Others">The other refs that were asked for: the id of what each points to, by its name.</param>
public sealed record HostRefs(CommitId? Tip, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>Nothing, not even the branch.</summary>
    public static HostRefs None { get; } = new(null, new Dictionary<string, string>());

    /// <summary>Reads what <c>git ls-remote</c> printed.</summary>
    /// <exception cref="PoolException">The branch's commits have ids of another kind.</exception>
    internal static HostRefs Read(string answer, string branch)
    {
        CommitId? tip = null;
        var others = new Dictionary<string, string>();
        foreach (var line in answer.Split('\n'))
        {
            if (line.Split('\t') is not [var id, var name])
            {
                continue;
            }

            if (name != branch)
            {
                // What is no id is of no use; and whatever it is, it would go into the arguments of git.
                others[name] = CommitId.TryParse(id, out _) ? id : new string('0', 40);
            }
            else if (!CommitId.TryParse(id, out tip))
            {
                throw new PoolException($"source.uri: the repository's commits have ids of {id.Length} digits; use one with SHA-1 ids");
            }
        }

        return new HostRefs(tip, others);
    }
}
