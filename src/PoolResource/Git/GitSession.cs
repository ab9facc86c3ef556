using PoolResource.Git.Access;
using PoolResource.Git.Objects;

namespace PoolResource.Git;

/// <summary>What git needs for one step, in a folder that is gone afterwards.</summary>
public sealed class GitSession : IDisposable
{
    private readonly PrivateFolder folder;
    private readonly GitCredentials credentials;
    private readonly Source source;
    private readonly RetriedReads reading;
    private readonly EngineLog log;
    private readonly PartialFetch files;
    private readonly VersionQuestion? question;

    private readonly CommitSigner? signer;

    private GitSession(PrivateFolder folder, GitCredentials credentials, CommitSigner? signer, Source source, EngineLog log, TimeProvider time, VersionQuestion? question)
    {
        (this.folder, this.credentials, this.signer, this.source, this.log, this.question) = (folder, credentials, signer, source, log, question);
        reading = new RetriedReads(log, time);
        Git = new GitCommand(credentials.Variables, log, time) { ProxyLog = credentials.ProxyLog, SshLog = credentials.SshLog, Login = credentials.LoginAsync };
        files = new PartialFetch(Git, question?.Answer);
    }

    /// <summary>Runs git with the source's credentials.</summary>
    public GitCommand Git { get; }

    private string OwnRepository => Path.Combine(folder.Path, "repository.git");

    /// <summary>Prepares a step.</summary>
    /// <param name="source">What it works with.</param>
    /// <param name="log">What it says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="leavesFilesOut">Whether it is to leave files on the host.</param>
    /// <exception cref="PoolException">The source cannot be used.</exception>
    public static async Task<GitSession> OpenAsync(Source source, EngineLog log, TimeProvider time, CancellationToken stop, bool leavesFilesOut = false)
    {
        var folder = new PrivateFolder();
        VersionQuestion? question = null;
        GitCredentials? credentials = null;
        try
        {
            question = leavesFilesOut && PartialFetch.CanBeToldOf(source.Uri.Value) ? new VersionQuestion(log, time, stop) : null;
            if ((source.Uri.IsSsh || source.PushUri.IsSsh) && source.Credentials is { KnownHosts: null, IsPersonal: false })
            {
                log.HostUnchecked();
            }

            credentials = await GitCredentials.OpenAsync(source, folder, stop);
            foreach (var warning in GitConfigFile.Warnings(source.GitConfig))
            {
                log.Warn(warning);
            }

            var signer = await CommitSigner.OpenAsync(source, folder, stop);
            return new GitSession(folder, credentials, signer, source, log, time, question);
        }
        catch
        {
            question?.Dispose();
            credentials?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Asks the host what the branch points to; null when there is no such branch.</summary>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public async Task<CommitId?> TipAsync(CancellationToken stop) => (await LookAsync(null, stop)).Tip;

    /// <summary>The same, and which refs there are besides the branch.</summary>
    /// <param name="others">The beginning of their names, with a slash at its end; null for none.</param>
    /// <param name="stop">Kills git.</param>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public async Task<HostRefs> LookAsync(string? others, CancellationToken stop)
    {
        var remote = new GitRemote(Git, source, OwnRepository, files);
        return await reading.ExecuteAsync(again => remote.LookAsync(others, again), stop);
    }

    /// <summary>Opens the branch with a local repository.</summary>
    /// <param name="repository">Its directory; null for one that goes with the step.</param>
    /// <param name="readAgain">Whether to read from the host again after the line failed.</param>
    /// <param name="afterPush">Whether an earlier step has pushed what is looked for.</param>
    /// <param name="filter">Which files may stay on the host (see <see cref="PartialFetch"/>); null for none.</param>
    public PoolBranch OpenBranch(string? repository = null, bool readAgain = true, bool afterPush = false, string? filter = null)
    {
        var directory = repository ?? OwnRepository;
        return new PoolBranch(
            new GitRemote(Git, source, directory, files, afterPush) { Filter = filter }, directory, Author.Of(source) with { Sign = signer is null ? null : signer.Sign }, readAgain ? reading : null);
    }

    // The best that can be done: what the step has brought into the branch counts, whatever becomes of this.
    public void Dispose()
    {
        question?.Dispose();
        Close(signer);
        Close(credentials);
        folder.Dispose();
        if (folder.Leftover is { } why)
        {
            log.Uncleaned(folder.Path, why);
        }
    }

    private void Close(IDisposable? one)
    {
        try
        {
            one?.Dispose();
        }
#pragma warning disable CA1031 // It is only a connection, or an agent, that is closed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.Warn($"the connection to the host cannot be closed ({fault.Message})");
        }
    }
}
