using PoolResource.Testing;

namespace PoolResource.WebTests.Api;

/// <summary>Two pools in which something has happened, one commit a minute: aws, which a build holds, and gcp.</summary>
internal static class BranchWithHistory
{
    public const string Page = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/";

    /// <summary>What the locks of both hold.</summary>
    public const string Secret = "content of env-1";

    public static LockRepository In(TestFolder folder)
    {
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1", "env-2"]);
        locks.CommitPool("gcp", ["vm-1"]);
        locks.Claim(7);
        locks.Release(7);
        locks.Claim(8);
        locks.Claim(9, "vm-1", "gcp");
        return locks;
    }

    public static string Claim(this LockRepository locks, int build, string name = "env-1", string pool = "aws") => locks.Commit(
        $"main/deploy/test build {build} claiming: {name}\n\nBuild URL: {Page}{build}\n\nPool: {pool}\nClaim-Id: id-{build}\nReason: <b>try</b> \"it\"\n",
        Change.Delete($"{pool}/unclaimed/{name}"), Change.Put($"{pool}/claimed/{name}", $"content of {name}\n"));

    public static string Release(this LockRepository locks, int build, string name = "env-1", string pool = "aws") => locks.Commit(
        $"main/deploy/test build {build} unclaiming: {name}\n\nBuild URL: {Page}{build}\n\nPool: {pool}\n",
        Change.Delete($"{pool}/claimed/{name}"), Change.Put($"{pool}/unclaimed/{name}", $"content of {name}\n"));

    public static string ReleaseByHand(this LockRepository locks, string name = "env-1", string pool = "aws") => locks.Commit(
        $"free {name}", Change.Delete($"{pool}/claimed/{name}"), Change.Put($"{pool}/unclaimed/{name}", $"content of {name}\n"));
}
