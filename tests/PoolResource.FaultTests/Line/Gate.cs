namespace PoolResource.FaultTests.Line;

/// <summary>Where a connection waits until a test lets it go on.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets what waits here go on.</summary>
    public void Open() => opened.TrySetResult();

    /// <summary>Waits until something waits here.</summary>
    public Task ReachedAsync(TimeSpan longest) => reached.Task.WaitAsync(longest, TimeProvider.System);

    /// <summary>Waits until the server has done what went through here.</summary>
    public Task PassedAsync(TimeSpan longest) => passed.Task.WaitAsync(longest, TimeProvider.System);

    /// <summary>Waits here.</summary>
    public Task WaitAsync()
    {
        reached.TrySetResult();
        return opened.Task;
    }

    /// <summary>Tells that the server has done it.</summary>
    public void Pass() => passed.TrySetResult();
}
