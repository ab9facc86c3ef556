using System.Text.Json.Serialization;
using PoolResource.Configuration;
using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>What Concourse knows a state of the pool by: the commit that made it.</summary>
/// <param name="Ref">The commit's id; absent in a version somebody pinned by hand in part.</param>
/// <param name="Lock">Of a trigger: the lock that arrived in that commit. Of a put that committed nothing, or only renewed a claim: the lock it was about.</param>
/// <param name="Attempt">Of a trigger that was repeated: 2 and up.</param>
public sealed record Version([property: JsonConverter(typeof(PlainText))] string? Ref, string? Lock = null, string? Attempt = null)
{
    /// <summary>Of a put that committed nothing for a lock another pool holds by now, or changed it there: that pool.</summary>
    public string? Pool { get; init; }

    /// <summary>Of a put that committed nothing, by the holder of the lock, or that renewed its claim: the commit of the claim.</summary>
    public string? Claim { get; init; }

    /// <summary>"true" for a put that found no lock to act on.</summary>
    public string? Nothing { get; init; }

    /// <summary>Whether it is more than a commit: it names what is to be fetched, or that there is nothing.</summary>
    internal bool IsNamed => !string.IsNullOrEmpty(Lock) || !string.IsNullOrEmpty(Nothing);

    /// <summary>
    /// What a put answers. A commit in the resource's pool is a version by itself; where there is none, or one that only
    /// renews a claim, a get would find whatever was changed there last, so the version names the lock.
    /// </summary>
    /// <param name="finished">What the put has done.</param>
    /// <param name="home">The resource's pool.</param>
    internal static Version Of(Finished finished, PoolName home) => finished switch
    {
        { Lock: null } => new Version(finished.Commit.Value) { Nothing = "true" },
        { Pushed.Change.Renews: null } when finished.Pool is null || finished.Pool == home => new Version(finished.Commit.Value),
        _ => new Version(finished.Commit.Value, finished.Lock.Value)
        {
            Pool = finished.Pool is null || finished.Pool == home ? null : finished.Pool.Value,
            Claim = (finished.Pushed is { Change.Kept: not null } or { Change.Continues: not null } ? finished.Commit : finished.Claim)?.Value,
        },
    };
}
