using System.ComponentModel;
using System.Diagnostics;

namespace PoolResource.Git;

/// <summary>Runs one program: a list of arguments, never a shell; with a bound, and killed with its children.</summary>
internal static class ChildProcess
{
    // What an image may rightly set for its own trust store.
    private static readonly string[] Inherited = ["GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_EXEC_PATH"];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, found on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Its environment on top of this process's, from which foreign GIT_* are dropped.</param>
    /// <param name="stop">Kills it and whatever it started.</param>
    /// <exception cref="PoolException">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<GitResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var process = Start(program, arguments, variables);
        try
        {
            process.StandardInput.Close();
            var stdout = process.StandardOutput.ReadToEndAsync(stop);
            var stderr = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return new GitResult(process.ExitCode, await stdout, await stderr);
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Starts a program whose end somebody else awaits.</summary>
    /// <exception cref="PoolException">There is no such program.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new PoolException($"the program {program} cannot be started; install it in the image", fault);
        }
    }

    /// <summary>Kills a process and its children, if it still runs.</summary>
    public static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) && !Inherited.Contains(name, StringComparer.Ordinal);
}
