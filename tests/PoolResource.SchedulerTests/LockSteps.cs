namespace PoolResource.SchedulerTests;

/// <summary>What pipelines do to the pool aws, and what its trigger sees.</summary>
internal abstract class LockSteps : IDisposable
{
    protected const string Pool = "aws";
    protected const string OtherPool = "spare";

    /// <summary>Asks the trigger for versions.</summary>
    public abstract Task<IReadOnlyList<Version>> CheckAsync(Version? known);

    /// <summary>The lock that a build gets with a version.</summary>
    public abstract Task<string> GetAsync(Version version);

    /// <summary>Puts a lock and does not wait for it; the commit, or null when it cannot be done now.</summary>
    public abstract Task<string?> PutAsync(LockStep step, string name);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
