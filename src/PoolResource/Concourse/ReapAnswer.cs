using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>What a put answers that has reaped.</summary>
internal static class ReapAnswer
{
    /// <summary>The commit, or without one the tip, with each lock that was taken, and why.</summary>
    /// <param name="reaped">What was done.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="isRehearsal">Whether it was only said.</param>
    public static Response Of(Reaped reaped, PoolName pool, bool isRehearsal)
    {
        var field = isRehearsal ? "would_reap" : "reaped";
        return new Response(
            Version.Of(reaped.Finished, pool),
            [
                new MetadataField("pool_name", pool.Value),
                .. reaped.Stale.Select(fate => new MetadataField(field, $"{fate.Claim.Held.Name}: {fate.Why}")).DefaultIfEmpty(new MetadataField(field, "nothing")),
            ]);
    }
}
