using System.Text;

namespace PoolResource;

/// <summary><c>as: NAME</c>: a name under which a build holds one lock, however often its put runs.</summary>
/// <param name="Name">The name.</param>
/// <param name="Build">The build, which tells who it is.</param>
public sealed record Alias(string Name, Build Build)
{
    private const int LongestName = 255;

    /// <exception cref="PoolException">It cannot be a name, or the build does not say which one it is.</exception>
    public static Alias Parse(string text, string parameter, Build build)
    {
        var name = text.Trim();
        if (name.Length == 0)
        {
            throw new PoolException($"{parameter} is empty; write the name under which this build holds the lock");
        }

        if (name.Length > LongestName || Quoted.Line(name) != name)
        {
            throw new PoolException($"{parameter}: {Quoted.Text(text)} cannot be a name; give a short one in one line");
        }

        return (build.Id, build.Cluster) switch
        {
            (null, _) => throw new PoolException($"{parameter} needs the build's BUILD_ID in the environment; leave it out where there is none"),
            (_, null) => throw new PoolException($"{parameter} needs ATC_EXTERNAL_URL or BUILD_URL in the environment, to tell this build from one of another cluster; leave it out where there is none"),
            _ => new Alias(name, build),
        };
    }

    /// <summary>The claims this build holds under this name that were taken in a pool, wherever their locks are now.</summary>
    public IReadOnlyList<StandingClaim> Among(IEnumerable<StandingClaim> claims, PoolName pool) =>
        [.. claims.Where(claim => claim.Alias == Name && (claim.Held.Pool == pool || claim.TakenIn == pool.Value) && Build.Made(claim.Message))];

    /// <summary>
    /// Whether a commit may tell of a claim of this build under this name, whatever else it says: none that does is left
    /// out, however its message is read.
    /// </summary>
    /// <param name="commit">The commit as its bytes.</param>
    public bool MayBeToldBy(ReadOnlySpan<byte> commit)
    {
        if (commit.IndexOf("Build-Id:"u8) < 0 || commit.IndexOf("Claimed-As:"u8) < 0)
        {
            return false;
        }

        var lines = Encoding.UTF8.GetString(commit).Split('\n');
        return CommitMessage.MaySay(lines, "Build-Id:", Build.Id!) && CommitMessage.MaySay(lines, "Claimed-As:", Name);
    }

    /// <summary>The claim this build holds under this name already in a pool.</summary>
    public StandingClaim? Find(Pools pools, PoolName pool) => Among(pools.ClaimsIn(pool), pool) is [var first, ..] ? first : null;

    public override string ToString() => Quoted.Text(Name);
}
