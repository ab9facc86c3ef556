using System.Diagnostics;
using System.Text;

namespace PoolResource.Testing;

/// <summary>Runs the real git with nobody's configuration, as a person at a keyboard would.</summary>
internal static class GitProgram
{
    /// <summary>Runs git to its end and returns its standard output, byte for byte.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static byte[] Run(IEnumerable<string> arguments, byte[]? stdin = null)
    {
        using var process = Start(arguments);
        var said = new StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.StandardInput.BaseStream.Write(stdin ?? []);
        process.StandardInput.Close();
        using var stdout = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(stdout);
        process.WaitForExit();
        return process.ExitCode == 0
            ? stdout.ToArray()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed ({process.ExitCode}): {said}");
    }

    /// <summary>Starts git with its three streams redirected.</summary>
    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ada";
            start.Environment[$"GIT_{role}_EMAIL"] = "ada@example.com";
        }

        return Process.Start(start)!;
    }
}
