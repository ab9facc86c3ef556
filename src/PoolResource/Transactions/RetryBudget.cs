using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>
/// How long a step bears with a host that refuses or is silent: 10 minutes where a lock is given back, 2 for all else;
/// a given <c>timeout</c> replaces both.
/// </summary>
/// <param name="operation">What the step does.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="time">The clock.</param>
public sealed class RetryBudget(Operation operation, StepTimeout timeout, TimeProvider time)
{
    private static readonly TimeSpan ForGivingBack = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForAllElse = TimeSpan.FromMinutes(2);

    /// <summary>No crowd wins so often in a row: the host lets others push, but not us.</summary>
    private const int MostLosses = 200;

    private long? since;
    private int losses;

    /// <summary>How many times in a row the host refused or was silent.</summary>
    public int Failures { get; private set; }

    /// <summary>How many pushes in a row did not get in.</summary>
    public int FailedPushes => losses;

    /// <summary>Counts a push that did not get in, and says whether another may be tried.</summary>
    /// <param name="loss">What came of it.</param>
    public bool Bears(PushFailed loss)
    {
        if (loss.Tries == 1)
        {
            (since, Failures) = (null, 0);
        }

        return ++losses < MostLosses && BearsFailure();
    }

    /// <summary>Counts a look that failed, and says whether another may be tried.</summary>
    /// <param name="fault">How it failed.</param>
    /// <param name="answered">Whether the host has answered in this step, or to the build before it.</param>
    /// <param name="waits">Whether the step waits for a lock, as long as its timeout lets it.</param>
    public bool Bears(GitException fault, bool answered, bool waits) =>
        !answered ? RetriedReads.MayRepeat(fault, Failures++) && !timeout.IsSpent
        : waits && (!fault.IsRefusal || timeout.IsOver) ? ++Failures > 0 && !timeout.IsOver
        : BearsFailure();

    /// <summary>Begins anew: the host does its part.</summary>
    public void Forget() => (since, Failures, losses) = (null, 0, 0);

    private bool BearsFailure()
    {
        since ??= time.GetTimestamp();
        Failures++;
        return timeout.IsGiven
            ? !timeout.IsSpent
            : time.GetElapsedTime(since.Value) < (operation.GivesBack ? ForGivingBack : ForAllElse);
    }
}
