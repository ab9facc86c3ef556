using System.Runtime.InteropServices;
using PoolResource.Cli.Display;

namespace PoolResource.Cli.Running;

/// <summary>Signals by their numbers, and to whom a terminal sends them.</summary>
internal static class Signals
{
    public const int Quit = 3;
    public const int User1 = 10;
    public const int User2 = 12;

    private const int HangUp = 1;
    private const int Interrupt = 2;

    /// <summary>The number that the system knows.</summary>
    public static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => HangUp,
        PosixSignal.SIGINT => Interrupt,
        PosixSignal.SIGQUIT => Quit,
        PosixSignal.SIGTERM => 15,
        _ => (int)signal,
    };

    /// <summary>Whether a signal comes from the keys of a terminal, or from its end, and goes to every process in the foreground by itself.</summary>
    /// <param name="number">The signal.</param>
    /// <param name="hadTerminal">Whether there was a terminal before.</param>
    public static bool IsTyped(int number, bool hadTerminal) => number switch
    {
        Interrupt or Quit => IsInForeground(),
        HangUp => hadTerminal && !ControllingTerminal.IsThere() && !LeadsTheSession(),
        _ => false,
    };

    /// <summary>Sends a process a signal; one that is gone does not mind.</summary>
    public static void Send(int process, int number) => _ = Kill(process, number);

    // The end of a terminal is told to whoever leads its session, and to all others by that one's end.
    private static bool LeadsTheSession() => Session(0) == Environment.ProcessId;

    private static bool IsInForeground()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.Read);
            return ForegroundGroup((int)terminal.DangerousGetHandle()) == OwnGroup();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc.so.6", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int number);

    [DllImport("libc.so.6", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ForegroundGroup(int terminal);

    [DllImport("libc.so.6", EntryPoint = "getsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Session(int process);

    [DllImport("libc.so.6", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnGroup();
}
