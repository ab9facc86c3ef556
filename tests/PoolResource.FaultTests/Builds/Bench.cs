using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PoolResource.FaultTests.Line;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>A git server with pools, lines to it that fail, and the record of all that is done to it.</summary>
internal sealed partial class Bench : IAsyncDisposable
{
    /// <summary>Longer than anything that is still to arrive late.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a process that is left behind pauses between its looks, and some looks more.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

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

    /// <summary>The builds' Concourse.</summary>
    public Cluster Cluster { get; } = new();

    public EventLog Events { get; } = new();

    /// <summary>The commit before the first build.</summary>
    public string Start { get; }

    /// <summary>Every run of a put that has ended.</summary>
    public ConcurrentQueue<StepRun> Runs { get; } = new();

    /// <summary>Every get of what a put has answered.</summary>
    public ConcurrentQueue<AnswerGot> Gets { get; } = new();

    /// <summary>The commits by which an operator gave the branch another history.</summary>
    public ConcurrentQueue<string> Rewrites { get; } = new();

    /// <summary>What outlived its step too long.</summary>
    public ConcurrentQueue<string> Stragglers { get; } = new();

    /// <summary>Every fault that took place, and the build it happened to.</summary>
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
        Directory.CreateDirectory(Path.Combine(repository.Path, "faults"));
        var hook = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Faults", "hook"));
        repository.Hook("pre-receive", hook);
        repository.Hook("update", hook);
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
        var line = new FaultyLine(address.Port, Path.Combine(Repository.Path, "faults"), plan, happened);
        lines.Add(line);
        return new UriBuilder(address) { Port = line.Port }.Uri.ToString();
    }

    /// <summary>
    /// Has a claim say that it was made at this end of a line: every step has a line of its own, and the server has one address.
    /// </summary>
    public void Readdress(string? directory, string uri)
    {
        if (directory is not null && Path.Combine(Folder["inputs"], directory, "claim.json") is var claim && File.Exists(claim))
        {
            File.WriteAllText(claim, Address().Replace(File.ReadAllText(claim), uri));
        }
    }

    /// <summary>Waits until everything has arrived that is still on its way, and everybody has gone who is still there.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(lines.Select(line => line.QuietAsync())).WaitAsync(Settling, TimeProvider.System);
        await WaitAsync(Settling, () => Directory.EnumerateFiles(Path.Combine(Repository.Path, "faults"), "late-*").Any());
        if (Processes.LivingIn(Folder.Path).Count > 0)
        {
            // What has not arrived by now never will: a branch that has moved on says so to those who wait for it.
            await CommitByHandAsync("move on", Change.Put(".moved-on", "yes\n"));
            if (!await WaitAsync(Leaving, () => Processes.LivingIn(Folder.Path).Count > 0))
            {
                LeaveNobody();
            }
        }

        await Task.WhenAll(lines.Select(line => line.DisposeAsync().AsTask())).WaitAsync(Settling, TimeProvider.System);
    }

    [GeneratedRegex("git://[^\"]+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    private static async Task<bool> WaitAsync(TimeSpan most, Func<bool> isThere)
    {
        for (var started = TimeProvider.System.GetTimestamp(); isThere();)
        {
            if (TimeProvider.System.GetElapsedTime(started) > most)
            {
                return false;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return true;
    }

    private void LeaveNobody()
    {
        foreach (var process in Processes.LivingIn(Folder.Path))
        {
            Stragglers.Enqueue($"{Processes.CommandOf(process)} is still there {Leaving.TotalSeconds} s after everything has arrived");
            Processes.Kill(process);
        }
    }

    public async ValueTask DisposeAsync()
    {
        daemon.Dispose();
        Cluster.Dispose();
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
