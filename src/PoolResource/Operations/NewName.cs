using System.Globalization;

namespace PoolResource.Operations;

/// <summary>What is asked of the name of a new lock, besides what every name must be: that people can tell it from others.</summary>
internal static class NewName
{
    /// <exception cref="PoolException">It has white space at its ends, a format character, or looks like a lock of the pool.</exception>
    public static void Check(Pools pools, PoolName pool, LockName name)
    {
        if (name.Value.Trim() != name.Value)
        {
            throw new PoolException($"the name {Lookalike.Points(name.Value)} begins or ends with white space, which nobody would see; leave it out");
        }

        var format = name.Value.EnumerateRunes().FirstOrDefault(rune => System.Text.Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);
        if (format != default)
        {
            throw new PoolException($"the name {Lookalike.Points(name.Value)} holds a format character (U+{format.Value:X4}), which nobody would see; leave it out");
        }

        if (Twin(pools, pool, name) is { } twin)
        {
            throw new PoolException($"pool {pool} has a lock that looks like it already: {Lookalike.Points(twin.Value)}, and the new one would be {Lookalike.Points(name.Value)}; choose another name");
        }
    }

    /// <summary>Another lock of the pool that nobody can tell from the name.</summary>
    public static LockName? Twin(Pools pools, PoolName pool, LockName name)
    {
        var look = Lookalike.Of(name.Value);
        return pools.In(pool).Concat(pools.In(pool.Lifecycle)).Select(found => found.Name)
            .FirstOrDefault(found => found != name && Lookalike.Of(found.Value) == look);
    }
}
