namespace PoolResource.Concourse;

/// <summary>What <c>in</c> and <c>out</c> answer.</summary>
public sealed record Response(Version Version, IReadOnlyList<MetadataField> Metadata)
{
    /// <summary>The answer about one lock: exactly <c>lock_name</c> and <c>pool_name</c>, in this order, and of a claim with a lease <c>lease_until</c>.</summary>
    public static Response For(Version version, string lockName, PoolName pool, DateTimeOffset? leaseUntil = null) => new(
        version,
        [
            new MetadataField("lock_name", lockName),
            new MetadataField("pool_name", pool.Value),
            .. leaseUntil is { } until ? (MetadataField[])[new MetadataField("lease_until", Lease.Write(until))] : [],
        ]);
}

/// <summary>A row of the table on the build's page.</summary>
public sealed record MetadataField(string Name, string Value);
