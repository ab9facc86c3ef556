namespace PoolResource.FaultTests.Line;

/// <summary>What a line does to the connections of one step: the n-th of a list happens to the n-th of its kind.</summary>
/// <param name="Reads">For fetches and for questions what the branch points to.</param>
/// <param name="Pushes">For pushes.</param>
internal sealed record LinePlan(IReadOnlyList<LineFault> Reads, IReadOnlyList<LineFault> Pushes)
{
    public static LinePlan Sound { get; } = new([], []);

    /// <summary>How long the host refuses all pushes from the first one on.</summary>
    public TimeSpan RefusesPushesFor { get; init; }

    public override string ToString() =>
        $"reads [{string.Join(", ", Reads)}], pushes [{string.Join(", ", Pushes)}]{(RefusesPushesFor > TimeSpan.Zero ? $", no push for {RefusesPushesFor.TotalMilliseconds} ms" : "")}";
}
