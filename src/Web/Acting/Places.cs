namespace PoolResource.Web.Acting;

/// <summary>So many at a time; whoever finds no place within ten seconds is told to come again.</summary>
/// <param name="most">So many.</param>
/// <param name="time">The clock.</param>
public sealed class Places(int most, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim free = new(most, most);

    /// <summary>Waits for a place.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>What gives it back.</returns>
    /// <exception cref="RefusedException">There was none.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken stop)
    {
        using var over = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            await free.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new RefusedException("too many people read what locks hold right now; try it again in a moment");
        }

        return new Place(free);
    }

    public void Dispose() => free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                free.Release();
            }
        }
    }
}
