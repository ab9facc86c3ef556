namespace PoolResource;

/// <summary>Which builds that have ended lose their locks to whoever reaps.</summary>
public enum EndedBuilds
{
    /// <summary>None: nobody asks how builds are.</summary>
    None,

    /// <summary>Those that failed, errored, were aborted or are gone: one that succeeded may have handed its lock on.</summary>
    Failed,

    /// <summary>All of them.</summary>
    All,
}
