using PoolResource.FaultTests.Faults;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>One run of a put, from its start to its end.</summary>
/// <param name="Build">The build, by its page.</param>
/// <param name="Put">What was asked.</param>
/// <param name="Result">What it answered.</param>
/// <param name="Before">What the branch pointed to when it started.</param>
/// <param name="After">What the branch pointed to when it had ended.</param>
/// <param name="Signal">The signal it got; null when it got none.</param>
internal sealed record StepRun(
    string Build, Put Put, ScriptResult Result, string Before, string After, SentSignal? Signal)
{
    /// <summary>What was to go wrong with it.</summary>
    public FaultPlan Plan { get; init; } = FaultPlan.Sound;

    /// <summary>When it started, and when it had ended.</summary>
    public (DateTimeOffset Started, DateTimeOffset Ended) Time { get; init; }

    /// <summary>Whether a process that it had left behind was killed.</summary>
    public bool IsChildKilled { get; init; }

    /// <summary>Whether a person ran it.</summary>
    public bool IsAtATerminal => Build.EndsWith('>');

    /// <summary>Whether it was killed: nobody has heard of what it did.</summary>
    public bool IsKilled => Result.ExitCode == 137;

    /// <summary>Whether it ended because it was asked to.</summary>
    public bool IsStopped => Result.ExitCode == 143;

    /// <summary>Whether it has answered.</summary>
    public bool IsDone => Result is { ExitCode: 0, Stdout.Length: > 0 };

    public override string ToString() => $"build {Build}: {Put}";
}

/// <summary>A get of what a put has answered.</summary>
/// <param name="Run">The put.</param>
/// <param name="Refusal">Why it failed; null when it did not.</param>
/// <param name="Claim">The commit of the claim that it has handed out; null when it was none.</param>
internal sealed record AnswerGot(StepRun Run, string? Refusal, string? Claim);

/// <summary>A signal that a step was sent.</summary>
/// <param name="Name">KILL or TERM.</param>
/// <param name="IsHeard">Whether the step still waited for git when it had certainly heard it.</param>
/// <param name="UntilEnd">From then to the end of the step.</param>
internal sealed record SentSignal(string Name, bool IsHeard, TimeSpan UntilEnd);
