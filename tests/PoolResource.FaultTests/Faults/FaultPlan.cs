using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests.Faults;

/// <summary>Everything that is to go wrong with one run of a step.</summary>
/// <param name="Line">With its connections.</param>
/// <param name="Process">With the process at one of its git commands; null for nothing.</param>
/// <param name="SignalAfter">The time after which it gets SIGTERM wherever it is; null for none.</param>
internal sealed record FaultPlan(LinePlan Line, ProcessFault? Process = null, TimeSpan? SignalAfter = null)
{
    /// <summary>What SIGTERM at any time is counted under.</summary>
    public const string SignalAtAnyTime = "SIGTERM at any time";

    public static FaultPlan Sound { get; } = new(LinePlan.Sound);

    /// <summary>What a broken pipe is counted under.</summary>
    public const string NobodyListens = "break the pipe of the answer";

    /// <summary>What the death of a process that was left behind is counted under.</summary>
    public const string ChildIsKilled = "SIGKILL to a process that was left behind";

    /// <summary>How long the step's child is left alone before it is killed; null when it is not.</summary>
    public TimeSpan? KillsChildAfter { get; init; }

    /// <summary>Whether nobody reads the answer.</summary>
    public bool HasNoReader { get; init; }

    /// <summary>Whether the host says no to something: a put that has its time may end by that.</summary>
    public bool IsRefusing => Line.RefusesPushesFor > TimeSpan.Zero
        || Line.Reads.Any(fault => fault is RefusesToRead) || Line.Pushes.Any(fault => fault is SaysNo or PassesOnTwice);

    /// <summary>Whether the step has to be a process of its own: signals are sent to it, or it may leave one behind.</summary>
    public bool NeedsScript => Process is not null || SignalAfter is not null || HasNoReader || Line.Pushes.Count > 0;

    /// <summary>A third of all runs are left in peace; the others get faults of the line, of the process, or both.</summary>
    public static FaultPlan Draw(Random random) => WithChild(random, random.Next(100) switch
    {
        < 32 => Sound,
        < 60 => new FaultPlan(DrawLine(random)),
        < 75 => new FaultPlan(LinePlan.Sound, DrawProcess(random)),
        < 80 => new FaultPlan(DrawLine(random), DrawProcess(random)),
        < 86 => new FaultPlan(new LinePlan([], [new Signals(random.Next(2) == 0 ? "KILL" : "TERM")])),
        < 92 => new FaultPlan(random.Next(2) == 0 ? LinePlan.Sound : DrawLine(random), SignalAfter: Milliseconds(random, 100, 1500)),
        < 94 => new FaultPlan(new LinePlan([], [Slow(random)]), new ProcessFault("TERM", "during", "push", 1)),
        < 97 => new FaultPlan(LinePlan.Sound with { RefusesPushesFor = Milliseconds(random, 1500, 4000) }),
        _ => new FaultPlan(random.Next(2) == 0 ? LinePlan.Sound : DrawLine(random)) { HasNoReader = true },
    });

    /// <summary>A push that takes longer than Concourse waits for a step that is to end.</summary>
    public static Holds Slow(Random random) => new(Way.ToServer, 150, Milliseconds(random, 2000, 11000));

    /// <summary>Faults for a step that only reads.</summary>
    public static FaultPlan DrawForReading(Random random) => new(new LinePlan(Some(random, Anywhere), []));

    public override string ToString()
    {
        string?[] parts =
        [
            Line == LinePlan.Sound ? null : Line.ToString(),
            Process?.ToString(),
            SignalAfter is { } after ? $"SIGTERM after {after.TotalMilliseconds} ms" : null,
            HasNoReader ? NobodyListens : null,
            KillsChildAfter is { } left ? $"SIGKILL to what it leaves behind after {left.TotalMilliseconds} ms" : null,
        ];
        return string.Join("; ", parts.OfType<string>()) is { Length: > 0 } text ? text : "none";
    }

    private static FaultPlan WithChild(Random random, FaultPlan plan) =>
        plan.NeedsScript && random.Next(8) == 0 ? plan with { KillsChildAfter = Milliseconds(random, 0, 3000) } : plan;

    private static LinePlan DrawLine(Random random) => random.Next(9) switch
    {
        0 or 1 => new LinePlan(Some(random, Anywhere), []),
        2 or 3 => new LinePlan([], Some(random, OfPush)),
        // The first push may arrive, and others may build on it, while the second one is held.
        4 => new LinePlan([], [new LandsLate(Milliseconds(random, 500, 1200)), new Holds(Way.ToServer, 0, Milliseconds(random, 500, 2000))]),
        // The host has answered in this step before it refuses.
        5 => new LinePlan([new Sound(), new RefusesToRead(), new RefusesToRead()], Some(random, OfPush)),
        _ => new LinePlan(Some(random, Anywhere), Some(random, OfPush)),
    };

    private static List<LineFault> Some(Random random, Func<Random, LineFault> one) =>
        [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(4) == 0 ? new Sound() : one(random))];

    private static LineFault OfPush(Random random) => random.Next(10) switch
    {
        0 or 1 => new LosesTheAnswer(),
        2 or 3 => new LandsLate(Milliseconds(random, 100, 1500)),
        4 => SaysNo.AndHasDoneIt,
        5 => SaysNo.AndDoesItAfter(Milliseconds(random, 100, 2500)),
        6 => new PassesOnTwice(),
        _ => Anywhere(random),
    };

    private static LineFault Anywhere(Random random)
    {
        var way = (Way)random.Next(2);
        return random.Next(8) switch
        {
            0 => new Refuses(),
            1 or 2 or 3 => new Cuts(way, random.Next(way == Way.ToServer ? 500 : 800)),
            4 or 5 => new Holds(Way.ToStep, 0, Milliseconds(random, 50, 600)),
            _ => new Holds(way, random.Next(1, 500), Milliseconds(random, 50, 600)),
        };
    }

    private static ProcessFault DrawProcess(Random random) => new(
        Pick(random, "KILL", "KILL", "TERM"),
        Pick(random, "before", "during", "after"),
        Pick(random, "push", "push", "push", "fetch", "any", "ls-remote"),
        random.Next(4) == 0 ? 2 : 1);

    private static string Pick(Random random, params string[] words) => words[random.Next(words.Length)];

    private static TimeSpan Milliseconds(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
