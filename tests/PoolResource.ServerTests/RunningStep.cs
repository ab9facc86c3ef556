using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>A step that runs in a container, which goes with the step, or is kept until this is disposed of.</summary>
public sealed class RunningStep : IAsyncDisposable
{
    /// <summary>No step of a test takes so long: whoever waits longer waits for something that will not come.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string container;
    private readonly bool kept;
    private readonly Process process;
    private readonly CancellationTokenSource limit = new(Limit);
    private readonly StringBuilder said = new();
    private readonly Task<string> stdout;

    internal RunningStep(string container, bool kept, Process process, string stdin)
    {
        (this.container, this.kept, this.process) = (container, kept, process);
        stdout = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(stdin);
        process.StandardInput.Close();
    }

    /// <summary>Waits until stderr has a line that contains a text.</summary>
    /// <exception cref="InvalidOperationException">The step ended without saying so.</exception>
    public async Task SaysAsync(string text)
    {
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            said.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"the step ended and never said \"{text}\", but:\n{said}");
    }

    /// <summary>Waits until the step ends, and returns all it said.</summary>
    public async Task<ScriptResult> EndAsync()
    {
        said.Append(await process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return new ScriptResult(process.ExitCode, await stdout, said.ToString());
    }

    /// <summary>Sends SIGTERM to the step itself, as Concourse does when a build is aborted.</summary>
    public Task TerminateAsync() => DockerCommand.RunAsync("kill", "--signal", "TERM", container);

    /// <summary>The command lines and the environments of all processes in the container.</summary>
    public Task<string> ProcessesAsync() =>
        DockerCommand.RunAsync("exec", "--user", "0", container, "sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ");

    /// <summary>Kills the ssh that holds the step's connection, so that it cannot tidy up behind itself.</summary>
    public Task LoseConnectionAsync() => DockerCommand.RunAsync(
        "exec", "--user", "0", container, "sh", "-ec", "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" != ssh ] || { kill -KILL ${p#/proc/}; found=yes; }; done; [ $found ]");

    /// <summary>Every file of the container, mounts left out; of a kept one after the step's end, too.</summary>
    public async IAsyncEnumerable<TarEntry> FilesAsync()
    {
        using var export = DockerCommand.Start(["export", container]);
        using var archive = new TarReader(export.StandardOutput.BaseStream);
        while (await archive.GetNextEntryAsync() is { } entry)
        {
            yield return entry;
        }

        await export.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (kept || !process.HasExited)
        {
            await DockerCommand.TryAsync("rm", "--force", "--volumes", container);
        }

        process.Dispose();
        limit.Dispose();
    }
}
