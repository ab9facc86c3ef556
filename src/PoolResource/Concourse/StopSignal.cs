using System.Runtime.InteropServices;

namespace PoolResource.Concourse;

/// <summary>
/// SIGTERM (how Concourse aborts a step) and SIGINT ask the step to end in order, which it does in time; more of them
/// change nothing: what sends one to a step and to its group sends two. They are listened to until the process is
/// gone: one that comes behind the answer must not end as if there were none.
/// </summary>
internal static class StopSignal
{
    private static readonly CancellationTokenSource Source = new();
    private static readonly PosixSignalRegistration[] Registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 130)),
    ];

    /// <summary>Cancelled by the first signal; whoever asks for it first begins to listen.</summary>
    public static CancellationToken Token => Registrations.Length > 0 ? Source.Token : default;

    /// <summary>128 and the signal's number, as shells count.</summary>
    public static int ExitCode { get; private set; }

    private static void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (!Source.IsCancellationRequested)
        {
            ExitCode = exitCode;
            Source.Cancel();
        }
    }
}
