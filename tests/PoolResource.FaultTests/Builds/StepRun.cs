using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>One run of a put, from its start to its end.</summary>
/// <param name="Build">The BUILD_ID.</param>
/// <param name="Put">What was asked.</param>
/// <param name="Result">What it answered.</param>
/// <param name="Before">What the branch pointed to when it started.</param>
/// <param name="After">What the branch pointed to when it had ended.</param>
/// <param name="Signal">The signal it got; null when it got none.</param>
internal sealed record StepRun(
    string Build, Put Put, ScriptResult Result, string Before, string After, SentSignal? Signal)
{
    /// <summary>Whether it was killed: nobody has heard of what it did.</summary>
    public bool IsKilled => Result.ExitCode == 137;

    /// <summary>Whether it ended because it was asked to.</summary>
    public bool IsStopped => Result.ExitCode == 143;

    public bool IsDone => Result.ExitCode == 0;

    public override string ToString() => $"build {Build}: {Put}";
}

/// <summary>A signal that a step was sent.</summary>
/// <param name="Name">KILL or TERM.</param>
/// <param name="IsHeard">Whether the step still waited for git when it had certainly heard it.</param>
/// <param name="UntilEnd">From then to the end of the step.</param>
internal sealed record SentSignal(string Name, bool IsHeard, TimeSpan UntilEnd);
