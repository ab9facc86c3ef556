namespace PoolResource;

/// <summary><c>as: NAME</c>: a name under which a build holds one lock, however often its put runs.</summary>
/// <param name="Name">The name.</param>
/// <param name="BuildId">The BUILD_ID of the build.</param>
public sealed record Alias(string Name, string BuildId)
{
    private const int LongestName = 255;

    /// <exception cref="PoolException">It cannot be a name, or the build does not say which one it is.</exception>
    public static Alias Parse(string text, Build build)
    {
        var name = text.Trim();
        if (name.Length is 0 or > LongestName || Quoted.Line(name) != name)
        {
            throw new PoolException($"params.as: {Quoted.Text(text)} cannot be a name; give a short one in one line");
        }

        return new Alias(name, build.Id ?? throw new PoolException("params.as needs the build's BUILD_ID in the environment; leave it out where there is none"));
    }

    /// <summary>The claim this build holds under this name already.</summary>
    public StandingClaim? Find(Pools pools, PoolName pool) =>
        pools.ClaimsIn(pool).FirstOrDefault(claim => claim.BuildId == BuildId && claim.Alias == Name);
}
