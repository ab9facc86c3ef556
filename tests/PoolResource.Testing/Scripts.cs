using System.Diagnostics;

namespace PoolResource.Testing;

/// <summary>
/// The built executables, started as Concourse starts them: in the root directory, without HOME or a terminal, with
/// nothing in the environment but BUILD_* (and PATH and TMPDIR), one JSON object on stdin.
/// </summary>
/// <param name="folder">Whose directory <c>tmp</c> is their TMPDIR.</param>
public sealed class Scripts(TestFolder folder)
{
    private static readonly Lazy<string> Built = new(() =>
        Environment.GetEnvironmentVariable("POOL_RESOURCE_SCRIPTS") is { Length: > 0 } given ? Path.GetFullPath(given) : Publish());

    private static readonly Lazy<string> Sources = new(FindSources);

    /// <summary>The folder of the executables.</summary>
    public static string Folder => Built.Value;

    /// <summary>The folder of the sources these tests are built of.</summary>
    public static string Root => Sources.Value;

    /// <summary>The temporary directory of the steps.</summary>
    public string Temporary { get; } = folder.Subfolder("tmp");

    /// <summary>No step takes so long: whoever waits longer waits for something that will not come.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What Concourse tells a build of itself.</summary>
    public Dictionary<string, string> Build { get; } = new()
    {
        ["BUILD_ID"] = "1234",
        ["BUILD_NAME"] = "42",
        ["BUILD_JOB_NAME"] = "test",
        ["BUILD_PIPELINE_NAME"] = "deploy",
        ["BUILD_TEAM_NAME"] = "main",
        ["BUILD_URL"] = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42",
        ["ATC_EXTERNAL_URL"] = "https://ci.example.com",
    };

    /// <summary>Starts check, in or out.</summary>
    public RunningScript Start(string script, string stdin, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Built.Value, script), arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["TMPDIR"] = Temporary;
        foreach (var (name, value) in Build)
        {
            start.Environment[name] = value;
        }

        return new RunningScript(Process.Start(start)!, stdin, Limit);
    }

    /// <summary>Runs check, in or out to its end.</summary>
    public async Task<ScriptResult> RunAsync(string script, string stdin, params IEnumerable<string> arguments)
    {
        using var running = Start(script, stdin, arguments);
        return await running.EndAsync();
    }

    /// <summary>The processes that these steps have started and that live still, as their command lines.</summary>
    public IReadOnlyList<string> LivingProcesses() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => Contents(Path.Combine(process, "environ")).Split('\0').Contains($"TMPDIR={Temporary}"))
            .Select(process => Contents(Path.Combine(process, "cmdline")).Replace('\0', ' '))];

    private static string Contents(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or is another user's.
            return "";
        }
    }

    private static string FindSources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ci", "publish.sh")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException($"no ci/publish.sh above {AppContext.BaseDirectory}");
        }

        return root.FullName;
    }

    private static string Publish()
    {
        var directory = Directory.CreateTempSubdirectory("pool-resource-scripts-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        using var publish = Process.Start(Path.Combine(Root, "ci", "publish.sh"), ["--resource", directory]);
        publish.WaitForExit();
        return publish.ExitCode == 0
            ? directory
            : throw new InvalidOperationException($"ci/publish.sh failed ({publish.ExitCode})");
    }
}
