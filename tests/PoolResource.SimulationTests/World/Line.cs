namespace PoolResource.SimulationTests.World;

/// <summary>The line between a process and the host, and what goes wrong on it.</summary>
/// <param name="clock">The play's time.</param>
/// <param name="random">Decides.</param>
internal sealed class Line(Clock clock, Random random)
{
    /// <summary>How long a request or an answer is on its way, mostly.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many of a thousand are lost.</summary>
    public int Lost { get; init; }

    /// <summary>How many of a thousand pushes arrive only when nobody waits for their answer any more.</summary>
    public int Late { get; init; }

    /// <summary>How many of a thousand pushes are done and denied.</summary>
    public int Denied { get; init; }

    /// <summary>On the way for as long as that takes; ends early where it is stopped.</summary>
    public Task TravelAsync(CancellationToken stop) => WithinAsync(Latency * (0.5 + random.NextDouble() + (random.Next(50) == 0 ? 20 * random.NextDouble() : 0)), stop);

    /// <summary>A pause that can be stopped.</summary>
    public async Task WithinAsync(TimeSpan pause, CancellationToken stop)
    {
        var over = new TaskCompletionSource();
        using var stopping = stop.Register(() => over.TrySetCanceled(stop));
        clock.After(pause, () => over.TrySetResult());
        await over.Task;
    }

    /// <summary>Whether something happens that happens so many times in a thousand.</summary>
    public bool Happens(int often) => often > 0 && random.Next(1000) < often;

    /// <summary>A time for something that comes late.</summary>
    public TimeSpan Later() => TimeSpan.FromSeconds(20 * random.NextDouble());

    /// <summary>Which of two ways to say no.</summary>
    public bool Either() => random.Next(2) == 0;
}
