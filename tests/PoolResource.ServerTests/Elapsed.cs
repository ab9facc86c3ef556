namespace PoolResource.ServerTests;

/// <summary>Holds steps to the time they may take.</summary>
internal static class Elapsed
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A git command may take a minute; what the step itself needs comes on top.</summary>
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(15);

    /// <summary>Awaits a step that must be over in about a minute.</summary>
    public static async Task<T> WithinAMinuteAsync<T>(Task<T> step)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await step;
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Minute + Overhead);
        return result;
    }
}
