using System.Diagnostics;
using System.Text;

namespace PoolResource.Testing;

/// <summary>A script that runs.</summary>
public sealed class RunningScript : IDisposable
{
    private readonly Process process;
    private readonly TimeSpan longest;
    private readonly CancellationTokenSource limit;
    private readonly StringBuilder said = new();
    private readonly Task feeding;
    private bool isDeaf;

    internal RunningScript(Process process, string stdin, TimeSpan longest)
    {
        (this.process, this.longest, limit) = (process, longest, new CancellationTokenSource(longest));
        feeding = FeedAsync(stdin);
    }

    /// <summary>Waits until stderr has a line that contains a text, and returns it.</summary>
    /// <exception cref="InvalidOperationException">The script ended without saying so.</exception>
    public async Task<string> SaysAsync(string text)
    {
        while (await LimitedAsync(token => process.StandardError.ReadLineAsync(token).AsTask()) is { } line)
        {
            said.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the script ended and never said \"{text}\", but:\n{said}");
    }

    /// <summary>Sends SIGTERM to the script itself, as Concourse does when a build is aborted.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends SIGKILL to the script itself.</summary>
    public void Kill() => Signal("KILL");

    /// <summary>Breaks the pipe to which the script answers: nobody will read it.</summary>
    public void BreakStdout()
    {
        isDeaf = true;
        process.StandardOutput.Close();
    }

    /// <summary>Waits until the script ends, and returns all it said.</summary>
    public async Task<ScriptResult> EndAsync()
    {
        var stdout = isDeaf ? Task.FromResult("") : LimitedAsync(token => process.StandardOutput.ReadToEndAsync(token));
        said.Append(await LimitedAsync(token => process.StandardError.ReadToEndAsync(token)));
        await LimitedAsync(async token =>
        {
            await process.WaitForExitAsync(token);
            await feeding;
            return true;
        });
        return new ScriptResult(process.ExitCode, await stdout, said.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
        limit.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{name} {process.Id}"]);
        kill.WaitForExit();
    }

    private async Task FeedAsync(string stdin)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(stdin));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A script that needs no request ends without reading it.
        }
    }

    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> wait)
    {
        try
        {
            return await wait(limit.Token);
        }
        catch (OperationCanceledException fault)
        {
            throw new TimeoutException($"the script runs for {longest.TotalSeconds:F0} s already; it has said:\n{said}", fault);
        }
    }
}
