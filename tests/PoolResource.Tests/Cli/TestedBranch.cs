using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

/// <summary>A branch in which something has happened, a minute a commit, and what <c>pool</c> says of it three hours after the first.</summary>
internal sealed class TestedBranch : IDisposable
{
    public const string Page = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/";

    public TestedBranch()
    {
        Repository = new LockRepository(Folder["locks.git"]);
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
    }

    public TestFolder Folder { get; } = new("TestedBranch");

    public LockRepository Repository { get; }

    public void Claim(int build, string name = "env-1", string more = "") => Repository.Commit(
        $"main/deploy/test build {build} claiming: {name}\n\nBuild URL: {Page}{build}\n\nPool: aws\nClaim-Id: id-{build}\n{more}",
        Change.Delete($"aws/unclaimed/{name}"), Change.Put($"aws/claimed/{name}", $"content of {name}\n"));

    public void Release(int build, string name = "env-1") => Repository.Commit(
        $"main/deploy/test build {build} unclaiming: {name}\n\nBuild URL: {Page}{build}\n\nPool: aws\n",
        Change.Delete($"aws/claimed/{name}"), Change.Put($"aws/unclaimed/{name}", $"content of {name}\n"));

    public void ReleaseByHand(string name = "env-1") => Repository.Commit(
        $"free {name}", Change.Delete($"aws/claimed/{name}"), Change.Put($"aws/unclaimed/{name}", $"content of {name}\n"));

    /// <summary>A hold that had waited, one that a person ends, and one that goes on.</summary>
    public void HoldThreeTimes()
    {
        Claim(7, more: "Waited: 127s\n");
        Release(7);
        Claim(8);
        ReleaseByHand();
        Claim(9);
    }

    public Task<PoolRun> RunAsync(params string[] words) => PoolRun.InAsync(Folder, [.. words, "--uri", "locks.git", "--branch", "main"]);

    public async Task<JsonElement> JsonAsync(params string[] words)
    {
        var run = await RunAsync([.. words, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        return JsonDocument.Parse(run.Stdout).RootElement;
    }

    public void Dispose() => Folder.Dispose();
}
