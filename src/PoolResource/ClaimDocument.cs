using System.Globalization;
using System.Text.Json;

namespace PoolResource;

/// <summary>The file <c>claim.json</c>: what a build is handed to prove that it holds a lock.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Lock">The lock's name.</param>
/// <param name="ClaimId">The claim's id; null for a claim of the baseline, and for one made by hand.</param>
/// <param name="Ref">The commit that took the lock.</param>
/// <param name="ClaimedAt">When, in UTC, as in <c>2026-01-02T03:04:05Z</c>.</param>
/// <param name="BuildUrl">The page of the build that took it.</param>
/// <param name="Repository">The repository it was made in, without a password and a query; null in files of older versions.</param>
/// <param name="Branch">The branch it was made in.</param>
/// <param name="Person">The person who took it, as <c>Name &lt;email&gt;</c>; null for a build.</param>
/// <param name="LeaseUntil">Until when it is leased, in UTC, as in <c>2026-01-02T03:04:05Z</c>; null for no lease.</param>
public sealed record ClaimDocument(
    string? Pool, string? Lock, string? ClaimId, string? Ref, string? ClaimedAt, string? BuildUrl, string? Repository, string? Branch, string? Person = null, string? LeaseUntil = null)
{
    public const string FileName = "claim.json";

    /// <summary>The document of a claim in the branch.</summary>
    /// <param name="standing">The lock.</param>
    /// <param name="commit">The claim's commit.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="source">The branch.</param>
    /// <param name="leaseUntil">Until when the claim is leased; null for what its commit says.</param>
    public static ClaimDocument Of(Lock standing, CommitId commit, CommitFacts facts, Source source, DateTimeOffset? leaseUntil = null)
    {
        var named = facts.About(standing with { State = LockState.Claimed });
        return new ClaimDocument(
            standing.Pool.Value,
            standing.Name.Value,
            named?.ClaimId,
            commit.Value,
            facts.When.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            (named ?? facts.Message).BuildUrl,
            source.Uri.WithoutQuery,
            source.Branch.Value,
            (named is null ? facts.Holder : facts.HolderBy(named)).Person?.ToString(),
            (leaseUntil ?? named?.LeaseUntil) is { } until ? Lease.Write(until) : null);
    }

    /// <summary>The document as a file's bytes.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ClaimJson.Default.ClaimDocument), (byte)'\n'];

    /// <summary>The lock of a claim that may be none; what is wrong with it is said where it is parsed.</summary>
    public static LockName? LockIn(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ClaimJson.Default.ClaimDocument)?.Lock is { } standing
                && LockName.TryParse(standing, out var name) ? name : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="PoolException">They are no claim, or one of another lock.</exception>
    public static Claim Parse(byte[] bytes, LockName name, string file)
    {
        try
        {
            var document = JsonSerializer.Deserialize(bytes, ClaimJson.Default.ClaimDocument);
            if (document is { Pool: { } pool, Lock: { } standing } && CommitId.TryParse(document.Ref, out var commit))
            {
                return standing == name.Value
                    ? new Claim(PoolName.Parse(pool, file), name, commit, document.ClaimId) { Repository = document.Repository, Branch = document.Branch }
                    : throw new PoolException($"{file} is the claim of lock {Quoted.Text(standing)}, but the name beside it is {name}; pass on the directory as the get step wrote it");
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new PoolException($"{file} is not a claim that a get step wrote; pass on the directory as the get step wrote it");
    }
}
