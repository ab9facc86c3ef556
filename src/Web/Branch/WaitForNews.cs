namespace PoolResource.Web.Branch;

/// <summary>A wait for news that does not last for ever.</summary>
internal static class WaitForNews
{
    /// <summary>Waits until what is known is newer, or a moment has come.</summary>
    /// <param name="watcher">The branch.</param>
    /// <param name="version">What was known.</param>
    /// <param name="until">The moment.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<BranchNews> AfterAsync(this BranchWatcher watcher, long version, DateTimeOffset until, TimeProvider time, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(until - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero, time);
        if (time.GetUtcNow() >= until)
        {
            // The clock was set, or stood still until now.
            return watcher.News;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            return await watcher.AfterAsync(version, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return watcher.News;
        }
    }
}
