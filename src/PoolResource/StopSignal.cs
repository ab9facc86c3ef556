using System.Runtime.InteropServices;

namespace PoolResource;

/// <summary>
/// SIGTERM (how Concourse aborts a step) and SIGINT ask the step to end in order; a second one kills it.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration interrupt;

    public StopSignal()
    {
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143));
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 130));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>128 and the signal's number, as shells count.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        terminate.Dispose();
        interrupt.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = !source.IsCancellationRequested;
        ExitCode = exitCode;
        source.Cancel();
    }
}
