using System.Diagnostics;
using System.Runtime.InteropServices;
using PoolResource.Git.Access;

namespace PoolResource.Cli;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP ask a command to end in order; one that comes a second later or more kills it. Those that
/// come earlier are the same again: <c>timeout</c> sends one to the command and one to its group, and fingers are nervous.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private static readonly TimeSpan TheSame = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource source = new();

    private long asked;

    private StopSignal()
    {
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>128 and the signal's number, as shells count.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Failed;

    /// <summary>Takes the signals from now on, none of which ends the command then; null for nobody.</summary>
    internal Action<PosixSignal>? Taker { get; set; }

    private PosixSignalRegistration[] Registrations { get; set; } = [];

    /// <summary>One that no signal reaches.</summary>
    public static StopSignal None => new();

    /// <summary>Begins to listen, until the process is gone.</summary>
    public static StopSignal Listen()
    {
        var signal = new StopSignal();
        signal.Registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => signal.Stop(context, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => signal.Stop(context, 143)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => signal.Stop(context, 129)),
        ];
        return signal;
    }

    public void Dispose()
    {
        foreach (var registration in Registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        if (Taker is { } taker)
        {
            context.Cancel = true;
            taker(context.Signal);
            return;
        }

        if (source.IsCancellationRequested && Stopwatch.GetElapsedTime(asked) >= TheSame)
        {
            // Keys and passwords are in them.
            PrivateFolder.DisposeAll();
            return;
        }

        context.Cancel = true;
        if (!source.IsCancellationRequested)
        {
            (asked, ExitCode) = (Stopwatch.GetTimestamp(), exitCode);
            source.Cancel();
        }
    }
}
