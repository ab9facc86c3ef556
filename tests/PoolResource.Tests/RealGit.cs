using System.Diagnostics;
using System.Text;

namespace PoolResource.Tests;

/// <summary>The git program itself, as a second opinion.</summary>
internal static class RealGit
{
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Runs git and returns its standard output; fails the test when git fails.</summary>
    public static string Run(params string[] arguments)
    {
        var (exitCode, stdout, stderr) = Try(arguments, "");
        Assert.True(exitCode == 0, $"git {string.Join(' ', arguments)} failed: {stderr}");
        return stdout;
    }

    /// <summary>Lets a file be run.</summary>
    public static void MakeProgram(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static (int ExitCode, string Stdout, string Stderr) Try(string[] arguments, string stdin)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        foreach (var foreign in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(foreign);
        }

        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(stdin);
        process.StandardInput.Close();
        var stderr = process.StandardError.ReadToEndAsync();
        var stdout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, stdout, stderr.GetAwaiter().GetResult());
    }

    private static Dictionary<string, string> Settings { get; } = new()
    {
        ["LC_ALL"] = "C",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "A Person",
        ["GIT_AUTHOR_EMAIL"] = "person@example.com",
        ["GIT_COMMITTER_NAME"] = "A Person",
        ["GIT_COMMITTER_EMAIL"] = "person@example.com",
        ["GIT_AUTHOR_DATE"] = "2026-01-01T00:00:00Z",
        ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z",
    };
}
