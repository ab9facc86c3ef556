namespace PoolResource;

/// <summary>What the user got wrong, or has to know: one sentence for the build log; the step exits 1.</summary>
public class PoolException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>Whether a lock did not become free in the time that was given for it.</summary>
    public bool IsWaitInVain { get; init; }

    /// <summary>Of such a one: what stood in the way; null where that is not known.</summary>
    public WaitInVain? InVain { get; init; }
}
