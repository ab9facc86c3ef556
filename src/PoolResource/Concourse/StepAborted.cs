namespace PoolResource.Concourse;

/// <summary>A step that was asked to end, and has.</summary>
/// <param name="done">What is being done about what it leaves; null when it leaves nothing.</param>
/// <param name="stop">What asked it.</param>
public sealed class StepAborted(string? done, CancellationToken stop) : OperationCanceledException(stop)
{
    /// <summary>What is being done about what the step leaves, as the end of a sentence.</summary>
    public string? Done { get; } = done;
}
