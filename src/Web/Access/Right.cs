namespace PoolResource.Web.Access;

/// <summary>What somebody may do with the pools of a grant.</summary>
public enum Right
{
    /// <summary>See the pools: their locks, who holds them, who waits, and what happened.</summary>
    Look,

    /// <summary>Read what the locks' files say, which is often credentials.</summary>
    Content,

    /// <summary>Claim free locks, and change what is free or one's own.</summary>
    Act,

    /// <summary>Change what somebody else holds, and take others' tickets out of the line.</summary>
    Force,
}
