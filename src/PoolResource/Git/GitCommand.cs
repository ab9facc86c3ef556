using System.ComponentModel;
using System.Diagnostics;

namespace PoolResource.Git;

/// <summary>Runs one git process: a list of arguments, never a shell; an environment without a stranger's GIT_*.</summary>
public sealed class GitCommand(GitCredentials credentials, BuildLog log, TimeProvider time)
{
    /// <summary>How long a command may take: a host that accepts a connection and says nothing ends here.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // What an image may rightly set for its own trust store.
    private static readonly string[] Inherited = ["GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_EXEC_PATH"];

    /// <summary>Runs git and returns what it answered, whatever its exit code.</summary>
    /// <param name="arguments">The subcommand and its arguments.</param>
    /// <param name="stop">Kills git and whatever it started.</param>
    /// <exception cref="GitException">Git did not end within <see cref="Limit"/>.</exception>
    /// <exception cref="PoolException">There is no git.</exception>
    public async Task<GitResult> TryAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var started = time.GetTimestamp();
        using var process = Start(arguments);
        try
        {
            var stdout = process.StandardOutput.ReadToEndAsync(either.Token);
            var stderr = process.StandardError.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            var result = new GitResult(process.ExitCode, await stdout, await stderr);
            log.Git(arguments, time.GetElapsedTime(started), result.ExitCode, result.Stderr);
            return result;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new GitException(arguments[0], -1, $"timed out after {Duration.Describe(Limit)}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs git and returns its standard output.</summary>
    /// <exception cref="GitException">Git failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var result = await TryAsync(arguments, stop);
        return result.ExitCode == 0
            ? result.Stdout
            : throw new GitException(arguments.First(argument => argument[0] != '-'), result.ExitCode, result.Stderr);
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in credentials.Variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception fault)
        {
            throw new PoolException("the git program cannot be started; install git in the image", fault);
        }
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) && !Inherited.Contains(name, StringComparer.Ordinal);
}
