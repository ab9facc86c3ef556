namespace PoolResource.Git;

/// <summary>The branch on the host, and the refs beside it: what is fetched, and what is pushed.</summary>
public interface IRemote
{
    /// <summary>Where the branch is read from: where the host has sent, if it has.</summary>
    string Place { get; }

    /// <summary>What the branch points to, and which refs there are besides it.</summary>
    /// <param name="others">The beginning of their names, with a slash at its end; null for none.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    Task<HostRefs> LookAsync(string? others, CancellationToken stop);

    /// <summary>Brings the branch: <see cref="GitRemote.Tip"/> follows it, and history travels as the options say.</summary>
    /// <param name="options">Options of git-fetch such as <c>--depth=1</c>; none for what lies beyond what is here.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>False when there is no such branch.</returns>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    Task<bool> FetchBranchAsync(IReadOnlyList<string> options, CancellationToken stop);

    /// <summary>Brings the branch in the same way, and tells which refs there are besides it.</summary>
    /// <param name="others">The beginning of their names, with a slash at its end.</param>
    /// <param name="options">Options of git-fetch.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    Task<HostRefs> FetchAndLookAsync(string others, IReadOnlyList<string> options, CancellationToken stop);

    /// <summary>Brings the branch's tip and another commit, each with a depth of history.</summary>
    /// <returns>False when the host does not give them: there is no such branch, or no such commit, or it gives out branches only.</returns>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    Task<bool> FetchTipAndAsync(CommitId commit, int depth, CancellationToken stop);

    /// <summary>Brings one file that stayed on the host.</summary>
    /// <returns>False when the host does not give it by its id.</returns>
    Task<bool> FetchFileAsync(string id, CancellationToken stop);

    /// <summary>Puts a commit onto the branch if it still points where it did, and changes other refs in the same breath, or nothing at all.</summary>
    /// <param name="commit">The commit, whose parent is <paramref name="expected"/>.</param>
    /// <param name="expected">What the branch has to point to; null when it must not exist.</param>
    /// <param name="others">What happens to other refs; none where that is all.</param>
    /// <param name="stop">Ends it; the answer is then unknown.</param>
    Task<PushResult> PushAsync(CommitId commit, CommitId? expected, IReadOnlyList<RefChange> others, CancellationToken stop);

    /// <summary>Changes refs, all of them or none.</summary>
    /// <param name="changes">The changes; the answer is about the first.</param>
    /// <param name="stop">Ends it; the answer is then unknown.</param>
    Task<PushResult> PushAsync(IReadOnlyList<RefChange> changes, CancellationToken stop);
}
