namespace PoolResource.Web.Access;

/// <summary>Who may do what with which pools.</summary>
/// <param name="To">To whom: <see cref="Anyone"/>, <see cref="Members"/>, <c>PROVIDER:ORG/TEAM</c> or <c>token:NAME</c>.</param>
/// <param name="Pools">The pools: names, or patterns in which <c>*</c> stands for any letters. A pool's lifecycle pool goes with it.</param>
/// <param name="May">What they may do; whatever it is, they may look, too.</param>
public sealed record Grant(IReadOnlyList<string> To, IReadOnlyList<PoolPattern> Pools, IReadOnlySet<Right> May)
{
    /// <summary>Whoever comes, logged in or not.</summary>
    public const string Anyone = "anyone";

    /// <summary>Whoever is logged in.</summary>
    public const string Members = "members";

    /// <summary>What a program's name has in front of it.</summary>
    public const string Token = "token:";

    /// <summary>Whether it gives a right on a pool.</summary>
    public bool Gives(Right right, PoolName pool) =>
        (right == Right.Look || May.Contains(right)) && Pools.Any(pattern => pattern.Covers(pool));
}
