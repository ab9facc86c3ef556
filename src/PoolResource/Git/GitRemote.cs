using PoolResource.Git.Access;
using PoolResource.Git.Objects;

namespace PoolResource.Git;

/// <summary>The branch on the host, over the wire: ls-remote, fetch and push of the git program.</summary>
/// <param name="git">Runs git.</param>
/// <param name="source">Where the branch is.</param>
/// <param name="repository">The local bare repository that objects come to and go from.</param>
/// <param name="files">Leaves files on the host.</param>
/// <param name="afterPush">Whether an earlier step has pushed what is looked for.</param>
public sealed class GitRemote(GitCommand git, Source source, string repository, PartialFetch files, bool afterPush = false) : IRemote
{
    /// <summary>The local ref that follows the branch.</summary>
    public const string Tip = "refs/pool/tip";

    private static readonly string[] Atomic = ["--atomic"];

    private readonly GitAddress fetches = new(git, source.Uri);
    private GitAddress? pushes;
    private bool hasPushed = afterPush;

    /// <summary>Which files stay on the host, where that can be done (see <see cref="PartialFetch"/>); null for none.</summary>
    public string? Filter { get; init; }

    private GitAddress Pushes => pushes ??= source.PushUri == source.Uri ? fetches : new GitAddress(git, source.PushUri);

    /// <inheritdoc/>
    public string Place => fetches.Value;

    // Once something was pushed, the place that it was pushed to is asked: another may lag behind.
    private GitAddress Address => hasPushed ? Pushes : fetches;

    /// <summary>The commit the branch points to; null when there is no such branch.</summary>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<CommitId?> TipAsync(CancellationToken stop) => (await LookAsync(null, stop)).Tip;

    /// <inheritdoc/>
    public async Task<HostRefs> LookAsync(string? others, CancellationToken stop)
    {
        string[] patterns = others is null ? [] : [$"{others}*"];
        var result = await AskAsync(
            Address, uri => git.TryAsync(["ls-remote", "--quiet", "--", uri, source.Branch.Ref, .. patterns], GitCommand.ShortSilence, stop), stop);
        return HostRefs.Read(result.ExitCode == 0 ? result.Stdout : throw new GitException("ls-remote", result), source.Branch.Ref);
    }

    /// <inheritdoc/>
    public async Task<bool> FetchBranchAsync(IReadOnlyList<string> options, CancellationToken stop)
    {
        var result = await FetchAsync(options, stop, $"+{source.Branch.Ref}:{Tip}");
        if (result.ExitCode == 0)
        {
            return true;
        }

        var fault = new GitException("fetch", result);
        return await TipAfterAsync(fault, stop) is not null ? throw fault : false;
    }

    /// <inheritdoc/>
    public async Task<HostRefs> FetchAndLookAsync(string others, IReadOnlyList<string> options, CancellationToken stop)
    {
        // One process and one connection for both; what the refs point to is small, and comes along.
        CopiedRefs.Forget(repository);
        var result = await FetchAsync(options, stop, $"+{source.Branch.Ref}:{Tip}", $"+{others}*:{CopiedRefs.Below}*");
        if (result.ExitCode == 0)
        {
            return CopiedRefs.Read(repository, Tip, others);
        }

        // A ref that is gone before it is sent, and one that leads nowhere, end the fetch of all.
        return new GitException("fetch", result) is { Failure.Known: true } fault ? throw fault
            : await FetchBranchAsync(options, stop) ? await LookAsync(others, stop)
            : HostRefs.None;
    }

    /// <inheritdoc/>
    public async Task<bool> FetchTipAndAsync(CommitId commit, int depth, CancellationToken stop)
    {
        var result = await FetchAsync([$"--depth={depth}"], stop, commit.Value, $"+{source.Branch.Ref}:{Tip}");
        if (result.ExitCode == 0)
        {
            return true;
        }

        await TipAfterAsync(new GitException("fetch", result), stop);
        return false;
    }

    /// <inheritdoc/>
    public async Task<bool> FetchFileAsync(string id, CancellationToken stop)
    {
        var result = await AskAsync(Address, FetchFromAsync, stop);
        return result.ExitCode == 0;

        async Task<GitResult> FetchFromAsync(string uri)
        {
            var (fetcher, filter) = await files.FromAsync(uri, PartialFetch.All, stop, isForOne: true);
            return await FetchByAsync(fetcher, filter, uri, [id], stop);
        }
    }

    /// <inheritdoc/>
    public Task<PushResult> PushAsync(CommitId commit, CommitId? expected, IReadOnlyList<RefChange> others, CancellationToken stop) =>
        PushAsync([new RefChange(source.Branch.Ref, commit.Value) { Expected = expected?.Value ?? "" }, .. others], stop);

    /// <inheritdoc/>
    public async Task<PushResult> PushAsync(IReadOnlyList<RefChange> changes, CancellationToken stop)
    {
        GitResult result;
        hasPushed = true;
        try
        {
            // The lease makes the push a compare-and-swap even where this side sees only one commit of history.
            result = await AskAsync(
                Pushes,
                uri => git.TryAsync(
                    [
                        "--git-dir", repository, "push", "--porcelain", "--progress", .. changes.Count > 1 ? Atomic : [],
                        .. changes.Select(change => change.Lease).OfType<string>(), "--", uri, .. changes.Select(change => change.Refspec),
                    ],
                    GitCommand.LongSilence,
                    stop),
                stop);
        }
        catch (GitException fault)
        {
            return new Unknown(fault);
        }
        catch (OperationCanceledException)
        {
            return new Unknown(new GitException("push", GitException.TimedOut, "it was aborted"));
        }

        return PushResult.Read(result, changes[0].Refspec);
    }

    // Only a host that says it has no such branch is asked a second time, since it says the same of a commit.
    private async Task<CommitId?> TipAfterAsync(GitException fault, CancellationToken stop) =>
        fault.Failure.Known ? throw fault : await TipAsync(stop);

    private async Task<GitResult> FetchAsync(IReadOnlyList<string> options, CancellationToken stop, params string[] refspecs)
    {
        var result = await FetchOnceAsync(options, stop, refspecs);
        // A web server without git on its side serves files, and no part of a history.
        return result.ExitCode != 0 && result.Stderr.Contains("dumb http transport", StringComparison.Ordinal)
            ? await FetchOnceAsync([.. options.Where(option => !IsDepth(option))], stop, refspecs)
            : result;
    }

    private Task<GitResult> FetchOnceAsync(IReadOnlyList<string> options, CancellationToken stop, params string[] refspecs)
    {
        BareRepository.DropLocks(repository);
        return AskAsync(Address, FetchFromAsync, stop);

        async Task<GitResult> FetchFromAsync(string uri)
        {
            var (fetcher, filter) = Filter is null ? (git, []) : await files.FromAsync(uri, Filter, stop);
            // Git takes the past of a commit for complete when it has it from a host that leaves files out: where a boundary
            // of history was removed it would fetch nothing.
            string[] anew = filter.Count > 0 && !File.Exists(Path.Combine(repository, Tip)) ? ["--refetch"] : [];
            return await FetchByAsync(fetcher, [.. filter, .. anew, .. options], uri, refspecs, stop);
        }
    }

    // Whoever tells how far he is cannot be taken for silent. A repository on disk is read by git itself, whose bytes count,
    // and to tell takes a tenth of the time in which a part of its history is here.
    private Task<GitResult> FetchByAsync(GitCommand fetcher, IReadOnlyList<string> options, string uri, IEnumerable<string> refspecs, CancellationToken stop) =>
        fetcher.TryAsync(
            [
                "--git-dir", repository, "fetch", Address.IsOnDisk && options.Any(IsDepth) ? "--no-progress" : "--progress", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance",
                .. options, "--", uri, .. refspecs,
            ],
            GitCommand.LongSilence,
            stop);

    private static bool IsDepth(string option) => option.StartsWith("--depth", StringComparison.Ordinal);

    private async Task<GitResult> AskAsync(GitAddress address, Func<string, Task<GitResult>> ask, CancellationToken stop)
    {
        var result = await ask(address.Value);
        if (result.ExitCode == 0)
        {
            return result;
        }

        if (result.Stderr.Contains("Empty reply from server", StringComparison.Ordinal))
        {
            return await address.SpeaksTlsAsync(stop) ? result with { Stderr = $"{result.Stderr}\nthe port speaks TLS" } : result;
        }

        var isSentElsewhere = HttpStatus.In(result.Stderr) is { Number: >= 300 and < 400 }
            || result.Stderr.Contains("Authentication failed", StringComparison.Ordinal);
        return isSentElsewhere && await address.FollowAsync($"{repository}.headers", stop) ? await ask(address.Value) : result;
    }
}
