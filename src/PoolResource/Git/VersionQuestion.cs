namespace PoolResource.Git;

/// <summary>Asks git for its version while a step is prepared.</summary>
internal sealed class VersionQuestion : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource end;

    /// <param name="log">Shows the command.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    public VersionQuestion(EngineLog log, TimeProvider time, CancellationToken stop)
    {
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Answer = PartialFetch.VersionAsync(log, time, end.Token);
    }

    /// <summary>What git prints.</summary>
    public Task<string> Answer { get; }

    // To end a program .NET stops it first: a step that ended in between would leave it stopped for ever. The end is told
    // here, since it may be this very thread that is telling everybody of the signal, one after the other.
    public void Dispose()
    {
        end.Cancel();
        try
        {
            Answer.Wait(Farewell);
        }
        catch (AggregateException)
        {
            // It was ended, or failed: nobody needs its answer any more.
        }

        end.Dispose();
    }
}
