using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.Running;

/// <summary>A command that runs while a lock is held, on the same streams; the signals that come meanwhile are its own.</summary>
/// <param name="words">The program, and its arguments.</param>
/// <param name="terminal">Where it runs.</param>
internal sealed class RunningCommand(IReadOnlyList<string> words, Terminal terminal)
{
    private readonly System.Threading.Lock gate = new();
    private readonly List<int> early = [];
    private int? process;

    /// <summary>Passes a signal on; one that comes before the command has begun waits for it.</summary>
    public void Take(int number)
    {
        lock (gate)
        {
            if (process is null)
            {
                early.Add(number);
            }
            else if (!Signals.IsTyped(number, terminal.IsPersonal))
            {
                Signals.Send(process.Value, number);
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="variables">What its environment has besides.</param>
    /// <returns>Its exit code: 128 and the number of the signal that ended it, 126 or 127 where it cannot begin.</returns>
    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> variables)
    {
        if (Program() is not { } program)
        {
            terminal.Fail($"there is no command {Quoted.Text(words[0])}");
            return ExitCode.NotFound;
        }

        using var others = new Others(Take);
        try
        {
            using var running = Start(program, variables);
            await running.WaitForExitAsync(CancellationToken.None);
            return running.ExitCode;
        }
        catch (Win32Exception fault)
        {
            terminal.Fail($"command {Quoted.Text(words[0])} cannot be run ({Quoted.Line(fault.Message)})");
            return ExitCode.NotRunnable;
        }
        finally
        {
            lock (gate)
            {
                process = null;
            }
        }
    }

    private Process Start(string program, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, words.Skip(1)) { WorkingDirectory = terminal.Directory };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        lock (gate)
        {
            var running = Process.Start(start)!;
            process = running.Id;
            foreach (var number in early)
            {
                Signals.Send(running.Id, number);
            }

            early.Clear();
            return running;
        }
    }

    // As a shell looks for it: not where this program lies, and not where one stands.
    private string? Program() => words[0].Contains('/', StringComparison.Ordinal)
        ? Path.GetFullPath(words[0], terminal.Directory) is var path && File.Exists(path) ? path : null
        : (terminal.Environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':')
            .Select(folder => Path.Combine(terminal.Directory, folder, words[0]))
            .FirstOrDefault(IsRunnable);

    private static bool IsRunnable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    // Signals that mean nothing to this program.
    private sealed class Others(Action<int> take) : IDisposable
    {
        private readonly PosixSignalRegistration[] registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => Take(context, Signals.Quit, take)),
            PosixSignalRegistration.Create((PosixSignal)Signals.User1, context => Take(context, Signals.User1, take)),
            PosixSignalRegistration.Create((PosixSignal)Signals.User2, context => Take(context, Signals.User2, take)),
        ];

        public void Dispose() => Array.ForEach(registrations, one => one.Dispose());

        private static void Take(PosixSignalContext context, int number, Action<int> take)
        {
            context.Cancel = true;
            take(number);
        }
    }
}
