using System.Collections.Concurrent;
using PoolResource.FaultTests.Line;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>A git server with pools, lines to it that fail, and the record of all that is done to it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Longer than anything that is still to arrive late.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private readonly GitDaemon daemon;
    private readonly string? scripts;
    private readonly Uri address;
    private readonly ConcurrentBag<FaultyLine> lines = [];
    private int steps;

    private Bench(TestFolder folder, LockRepository repository, GitDaemon daemon, string? scripts)
    {
        (Folder, Repository, this.daemon, this.scripts) = (folder, repository, daemon, scripts);
        address = new Uri(daemon.AddressOf(repository.Path));
        Start = Tip;
    }

    public TestFolder Folder { get; }

    public LockRepository Repository { get; }

    public EventLog Events { get; } = new();

    /// <summary>The commit before the first build.</summary>
    public string Start { get; }

    /// <summary>Every run of a put that has ended.</summary>
    public ConcurrentQueue<StepRun> Runs { get; } = new();

    /// <summary>Every fault that took place, and the BUILD_ID of the build it happened to.</summary>
    public ConcurrentQueue<(string Kind, string Build)> Faults { get; } = new();

    /// <summary>What the branch points to, without a process.</summary>
    public string Tip => File.ReadAllText(Path.Combine(Repository.Path, "refs", "heads", Repository.Branch)).Trim();

    /// <param name="name">Names the folder.</param>
    /// <param name="prepare">Makes the pools.</param>
    /// <param name="scripts">A directory with other scripts than ours; null for ours.</param>
    public static async Task<Bench> OpenAsync(string name, Action<LockRepository> prepare, string? scripts = null)
    {
        var folder = new TestFolder(name);
        var repository = new LockRepository(folder["locks.git"]);
        // The log of the branch is evidence; the rest is for speed.
        await File.AppendAllTextAsync(
            Path.Combine(repository.Path, "config"),
            "[core]\n\tlogAllRefUpdates = true\n\tfsync = none\n[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n");
        prepare(repository);
        return new Bench(folder, repository, await GitDaemon.StartAsync(folder.Path), scripts);
    }

    /// <summary>The number of a step that is about to start.</summary>
    public int NextStep() => Interlocked.Increment(ref steps);

    /// <summary>Whether other scripts than ours are on the bench.</summary>
    public bool IsForeign => scripts is not null;

    /// <summary>The executable for puts.</summary>
    public string Out => scripts is null ? "out" : Path.Combine(scripts, "out");

    /// <summary>Opens a line to the server and returns the repository's uri at this end of it.</summary>
    public string OpenLine(LinePlan plan, Action<LineFault> happened)
    {
        var line = new FaultyLine(address.Port, plan, happened);
        lines.Add(line);
        return new UriBuilder(address) { Port = line.Port }.Uri.ToString();
    }

    /// <summary>Waits until everything has arrived that is still on its way.</summary>
    public async Task SettleAsync() => await Task.WhenAll(lines.Select(line => line.DisposeAsync().AsTask())).WaitAsync(Settling, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        daemon.Dispose();
        for (var left = 50; ; left--)
        {
            try
            {
                Folder.Dispose();
                return;
            }
            catch (IOException) when (left > 0)
            {
                // A git whose parent was killed writes its last file.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
