using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.CliTests;

/// <summary>A test that runs the published <c>pool</c> on a repository of its own, in a folder of its own.</summary>
public abstract class CliTest : IDisposable
{
    protected CliTest()
    {
        Folder = new TestFolder(TestContext.Current.TestMethod!.MethodName);
        Repository = new LockRepository(Folder["locks.git"]);
        Environment = new() { ["HOME"] = Folder.Subfolder("home"), ["TMPDIR"] = Folder.Subfolder("tmp") };
        Folder.Write("locks.yml", $"uri: {Repository.Path}\nbranch: main\n");
    }

    protected TestFolder Folder { get; }

    /// <summary>An empty repository, whose branch is to be main.</summary>
    protected LockRepository Repository { get; }

    /// <summary>What the environment holds besides PATH and TERM.</summary>
    protected Dictionary<string, string> Environment { get; }

    /// <summary>The published program.</summary>
    protected static string Program => Path.Combine(Scripts.Folder, "pool");

    /// <summary>Types a command line of <c>pool</c> at a terminal.</summary>
    protected TerminalSession Type(string words) => new($"exec {Program} {words}", Folder.Path, Environment);

    /// <summary>Runs a command line of <c>pool</c> without a terminal.</summary>
    protected async Task<ScriptResult> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("env", [TerminalSession.Signals, "setsid", "--wait", Program, .. words])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH");
        start.Environment["TERM"] = "xterm";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ScriptResult(process.ExitCode, await stdout, await stderr);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();
}
