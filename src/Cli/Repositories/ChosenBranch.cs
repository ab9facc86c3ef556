using System.CommandLine;
using PoolResource.Cli.Commands;
using PoolResource.Cli.Display;
using PoolResource.Configuration;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Reading;
using PoolResource.Reports;

namespace PoolResource.Cli.Repositories;

/// <summary>The branch that a command works on, and how to get there.</summary>
/// <param name="document">The keys of <c>source</c>, however they were given.</param>
/// <param name="terminal">Where the command runs.</param>
internal sealed class ChosenBranch(SourceDocument document, Terminal terminal)
{
    // Whoever asks about the whole branch names no pool.
    private static readonly PoolName NoPool = PoolName.Parse("pools", "pool");

    /// <summary>What the engine says.</summary>
    public TerminalLog Log { get; } = LogOf(document, terminal);

    /// <summary>The source, for a question about all pools.</summary>
    /// <exception cref="PoolException">A value cannot be used.</exception>
    public Source Source => SourceFor(NoPool);

    /// <summary>The source, for one pool.</summary>
    /// <exception cref="PoolException">A value cannot be used.</exception>
    public Source SourceFor(PoolName pool)
    {
        var source = document.ToSource(pool);
        return source with { Credentials = source.Credentials with { IsPersonal = terminal.IsPersonal } };
    }

    /// <summary>Opens a way to the host.</summary>
    public Task<GitSession> OpenAsync(CancellationToken stop) => GitSession.OpenAsync(Source, Log, terminal.Time, stop);

    /// <summary>Where branches are kept, so that only what is new is read of them.</summary>
    public CacheShelf Shelf => CacheShelf.In(terminal.Environment);

    /// <summary>Reads the branch and its history, of which what is known already is kept between two calls, and looks at it.</summary>
    /// <exception cref="PoolException">There is no such branch.</exception>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<T> ReadAsync<T>(Func<BranchView, T> look, CancellationToken stop)
        where T : class
    {
        using var session = await OpenAsync(stop);
        return await ReadAsync(session, look, stop);
    }

    /// <summary>The same, on a way to the host that is open.</summary>
    public Task<T> ReadAsync<T>(GitSession session, Func<BranchView, T> look, CancellationToken stop)
        where T : class => ReadAsync(session, null, view => Task.FromResult(look(view)), stop);

    /// <summary>The same, with other refs of the host.</summary>
    /// <param name="session">The way to the host.</param>
    /// <param name="others">The beginning of their names, with a slash at its end; null for none.</param>
    /// <param name="look">Looks at it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<T> ReadAsync<T>(GitSession session, string? others, Func<BranchView, Task<T>> look, CancellationToken stop)
        where T : class
    {
        var source = Source;
        return await new BranchReader(session, source, Shelf, terminal.Time) { Others = others }.ReadAsync(look, stop)
            ?? throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; {source.Branch.Advice}");
    }

    /// <summary>How the pools of the branch are.</summary>
    /// <param name="session">The way to the host.</param>
    /// <param name="pools">These pools alone; none for all.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PoolException">There is no such branch, or pool.</exception>
    public async Task<BranchStatus> StatusAsync(GitSession session, IReadOnlyCollection<PoolName> pools, CancellationToken stop)
    {
        var branch = Source.Branch;
        return await ReadAsync(session, Ticket.Refs, view => Task.FromResult(Of(view)), stop);

        BranchStatus Of(BranchView view)
        {
            PoolArgument.RequireAll(pools, view.Pools.Names);
            var all = StatusReader.Of(view, branch);
            return pools.Count == 0 ? all : all with { Pools = [.. all.Pools.Where(pool => pools.Contains(pool.Name))] };
        }
    }

    /// <summary>Who waits for the locks of the branch's pools.</summary>
    /// <inheritdoc cref="StatusAsync"/>
    public async Task<QueueReport> LinesAsync(GitSession session, IReadOnlyCollection<PoolName> pools, CancellationToken stop)
    {
        var branch = Source.Branch;
        return await ReadAsync(session, Ticket.Refs, view =>
        {
            PoolArgument.RequireAll(pools, view.Pools.Names);
            return new QueueReader(view, new Lines(view.Others, branch)).ReadAsync(pools, stop);
        }, stop);
    }

    /// <summary>Finds out which branch is meant.</summary>
    /// <exception cref="MisuseException">Nothing says so.</exception>
    /// <exception cref="PoolException">What says so cannot be used.</exception>
    public static async Task<ChosenBranch> OfAsync(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var (uri, branch, file) = (parsed.GetValue(RepositoryOptions.Uri), parsed.GetValue(RepositoryOptions.Branch), parsed.GetValue(RepositoryOptions.File));
        if (uri is not null && file is not null)
        {
            throw new MisuseException("--uri and --source both name a repository; leave one of them out");
        }

        file ??= uri is null && terminal.Environment(SourceFile.Variable) is { Length: > 0 } named ? named : null;
        var document = uri is not null ? new SourceDocument { Uri = Place.In(terminal.Directory, uri) }
            : file is not null ? await SourceFiles.ReadAsync(Path.Combine(terminal.Directory, file), terminal, stop)
            : await OwnClone.SourceAsync(terminal, stop);
        terminal.Hide(document.ToSecrets());
        document = branch is null ? document : document with { Branch = branch };
        if (string.IsNullOrWhiteSpace(document.Uri) || string.IsNullOrWhiteSpace(document.Branch))
        {
            throw new MisuseException(Lack(uri, file, string.IsNullOrWhiteSpace(document.Uri) ? "uri" : "branch"));
        }

        return new ChosenBranch(document, terminal);
    }

    private static string Lack(string? uri, string? file, string key) =>
        file is not null ? $"{SafeText.Of(file)} has no {key}; write {key}: into it{(key == "branch" ? ", or give --branch" : "")}"
        : uri is not null ? "--branch is missing; name the branch that holds the pools"
        : "this clone does not tell which branch it follows; give --branch, or --uri and --branch";

    private static TerminalLog LogOf(SourceDocument document, Terminal terminal)
    {
        var log = terminal.Log();
        log.Debug = document.Debug ?? false;
        return log;
    }
}
