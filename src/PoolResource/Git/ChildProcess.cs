using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace PoolResource.Git;

/// <summary>
/// A program that was started: from a list of arguments, never by a shell, mostly with nothing on its standard input. When
/// disposed it is gone with whatever it started, and so are its streams, which a <see cref="Process"/> leaves open.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>More than anybody reads; a host that never stops talking must not fill the memory.</summary>
    private const int LongestStderr = 256 * 1024;

    // F_SETPIPE_SZ of Linux, and what whoever is not root may ask for (fs.pipe-max-size).
    private const int PipeSize = 1031;
    private const int WidePipe = 1 << 20;

    // Where an image may rightly keep its own git.
    private const string Inherited = "GIT_EXEC_PATH";

    private readonly Process process;

    private ChildProcess(Process process, bool isAsked)
    {
        this.process = process;
        Stdin = process.StandardInput;
        Stdout = process.StandardOutput;
        Stderr = process.StandardError;
        if (!isAsked)
        {
            Stdin.Dispose();
        }
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => process.ExitCode;

    public StreamWriter Stdin { get; }

    public StreamReader Stdout { get; }

    public StreamReader Stderr { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name, found on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Its environment on top of this process's, from which foreign GIT_* are dropped.</param>
    /// <param name="isAsked">Whether it is to read questions from its standard input.</param>
    /// <exception cref="PoolException">It cannot be started.</exception>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, bool isAsked = false)
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
            return new ChildProcess(Process.Start(start)!, isAsked);
        }
        catch (Win32Exception fault)
        {
            throw new PoolException(
                ExhaustedResource.Of(fault) is { } what
                    ? $"the program {program} cannot be started: {what}"
                    : $"the program {program} cannot be started; install it in the image",
                fault);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, found on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Its environment on top of this process's, from which foreign GIT_* are dropped.</param>
    /// <param name="stop">Kills it and whatever it started.</param>
    /// <param name="silence">Is told of every byte it prints.</param>
    /// <exception cref="PoolException">It cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<GitResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken stop,
        Silence? silence = null)
    {
        stop.ThrowIfCancellationRequested();
        using var child = Start(program, arguments, variables);
        silence?.Watch(child.Id);
        var stdout = ReadAsync(child.Stdout, int.MaxValue, silence, stop);
        var stderr = ReadAsync(child.Stderr, LongestStderr, silence, stop);
        await child.EndAsync(stop);
        return new GitResult(child.ExitCode, await stdout, await stderr);
    }

    /// <summary>Waits until it ends.</summary>
    public Task EndAsync(CancellationToken stop) => process.WaitForExitAsync(stop);

    /// <summary>Waits for a while until it ends.</summary>
    public void End(TimeSpan limit) => process.WaitForExit(limit);

    /// <summary>
    /// Lets it print more before anybody reads, where the system allows that: a pipe holds 64 KiB, behind which a program
    /// waits while memory is cleared here.
    /// </summary>
    public void WidenStdout() => _ = SetPipeSize(((PipeStream)Stdout.BaseStream).SafePipeHandle, PipeSize, WidePipe);

    /// <summary>Ends it, with whatever it started, from any thread.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        Kill();
        try
        {
            Stdin.Dispose();
        }
        catch (IOException)
        {
            // It has not read all that it was asked.
        }

        Stdout.Dispose();
        Stderr.Dispose();
        process.Dispose();
    }

    private static async Task<string> ReadAsync(StreamReader stream, int longest, Silence? silence, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new char[1024];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var count)
        {
            silence?.Interrupt();
            text.Append(buffer, 0, Math.Min(count, longest - text.Length));
        }

        return text.ToString();
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) && name != Inherited;

    [DllImport("libc.so.6", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPipeSize(SafeHandle pipe, int command, int size);
}
