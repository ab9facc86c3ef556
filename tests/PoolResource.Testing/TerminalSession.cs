using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace PoolResource.Testing;

/// <summary>
/// A pseudo terminal (of util-linux's script) of 100 columns and 30 rows, in which a command line runs as a person would
/// type it; what it shows is waited for, and keys are typed.
/// </summary>
public sealed partial class TerminalSession : IDisposable
{
    /// <summary>What a shell with a terminal leaves to programs, for <c>env</c>: whoever starts tests in the background ignores both.</summary>
    public const string Signals = "--default-signal=INT,QUIT";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly CancellationTokenSource limit = new(Longest);
    private readonly StringBuilder screen = new();
    private readonly Task reading;
    private TaskCompletionSource more = new();
    private int seen;

    /// <summary>Runs a command line in a shell.</summary>
    /// <param name="shell">Its words, as a shell takes them.</param>
    /// <param name="directory">Where one stands.</param>
    /// <param name="environment">All of the environment besides PATH and TERM.</param>
    public TerminalSession(string shell, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("env", [Signals, "script", "--quiet", "--return", "--flush", "--command", $"stty cols 100 rows 30; {shell}", "/dev/null"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        reading = ReadAsync();
    }

    /// <summary>All that was shown so far, escape sequences and all.</summary>
    public string Raw
    {
        get
        {
            lock (screen)
            {
                return screen.ToString();
            }
        }
    }

    /// <summary>What was shown so far, without what only moves the cursor or colours.</summary>
    public string Text => Sequence().Replace(Raw, "").Replace("\r", "", StringComparison.Ordinal);

    /// <summary>Waits until a text is shown behind what was waited for last.</summary>
    /// <exception cref="InvalidOperationException">The program ended without showing it.</exception>
    public async Task ShowsAsync(string text)
    {
        while (true)
        {
            Task next;
            lock (screen)
            {
                next = more.Task;
            }

            var found = Text.IndexOf(text, Math.Min(seen, Text.Length), StringComparison.Ordinal);
            if (found >= 0)
            {
                seen = found + text.Length;
                return;
            }

            if (reading.IsCompleted)
            {
                throw new InvalidOperationException($"it ended and never showed \"{text}\", but:\n{Text}");
            }

            await LimitedAsync(Task.WhenAny(next, reading), text);
        }
    }

    /// <summary>Types keys; Ctrl-C is U+0003.</summary>
    public async Task TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the command line has ended, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await LimitedAsync(Task.WhenAll(reading, process.WaitForExitAsync()), "the end");
        return process.ExitCode;
    }

    /// <summary>Closes the terminal, as one closes its window.</summary>
    public void Close() => process.Kill();

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

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
        {
            TaskCompletionSource told;
            lock (screen)
            {
                screen.Append(buffer, 0, count);
                (told, more) = (more, new TaskCompletionSource());
            }

            told.SetResult();
        }
    }

    private async Task LimitedAsync(Task wait, string what)
    {
        try
        {
            await wait.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException fault)
        {
            throw new TimeoutException($"\"{what}\" does not come; shown is:\n{Text}", fault);
        }
    }

    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a]*\a|[=>])", RegexOptions.ExplicitCapture)]
    private static partial Regex Sequence();
}
