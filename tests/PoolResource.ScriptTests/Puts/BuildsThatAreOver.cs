using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

/// <summary>Puts that wait for so long that they ask whether their own build still runs: side by side, for each takes a minute and more.</summary>
public sealed class BuildsThatAreOver : ScriptTest
{
    private const string Over = "says that this build is over (errored): it waits no longer, and takes nothing; start another build where it is still needed";

    private readonly TaskCompletionSource<ConcourseReply?> never = new();

    [Fact]
    public async Task TakeNoLockOnceTheyAreToldSo()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Repository.CommitPool("gcp", claimed: ["env-1"]);
        using var exposed = new ConcourseServer();
        exposed.Add(Build with { Status = "errored" });
        using var hidden = new ConcourseServer();
        hidden.Add(Build with { Status = "errored", IsExposed = false });
        (hidden.Users["robot"], hidden.Teams["robot"]) = ("hunter2", "main");
        using var without = Start(exposed.Origin, "aws", null);
        using var with = Start(hidden.Origin, "gcp", new JsonObject { ["username"] = "robot", ["password"] = "hunter2" });
        using var dumb = Start(hidden.Origin, "aws", null);
        using var living = new ConcourseServer();
        living.Add(Build);
        using var lives = Start(living.Origin, "aws", null);
        var asked = new TaskCompletionSource();
        using var slow = new ConcourseServer();
        slow.Instead = _ =>
        {
            asked.TrySetResult();
            return never.Task;
        };
        using var late = Start(slow.Origin, "gcp", null);

        foreach (var (script, origin) in new[] { (without, exposed.Origin), (with, hidden.Origin) })
        {
            var put = await script.EndAsync();
            Assert.Equal((1, "", $"error: {origin} {Over}"), (put.ExitCode, put.Stdout, put.Lines[^1]));
            Assert.DoesNotContain("hunter2", put.Stderr, StringComparison.Ordinal);
        }

        // The others wait on: one is told nothing, one that it lives, one is not answered.
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        Repository.CommitPool("aws", unclaimed: ["env-2", "env-3"]);
        Repository.CommitPool("gcp", unclaimed: ["env-2"]);
        foreach (var script in new[] { dumb, lives, late })
        {
            Assert.Equal(0, (await script.EndAsync()).ExitCode);
        }

        Assert.Empty(Repository.Git("for-each-ref", "refs/pool-resource"));
        Assert.DoesNotContain(exposed.Requests, request => request.Contains("Bearer", StringComparison.Ordinal));
        Assert.Single(hidden.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
        Assert.Contains("GET /api/v1/builds/1234", living.Requests);
        never.SetResult(null);
    }

    private static ConcourseBuild Build { get; } = new(1234, "42", "started");

    private RunningScript Start(string cluster, string pool, JsonObject? access)
    {
        var scripts = new Scripts(Folder) { Limit = TimeSpan.FromMinutes(3) };
        scripts.Build["ATC_EXTERNAL_URL"] = cluster;
        scripts.Build["BUILD_URL"] = $"{cluster}/teams/main/pipelines/deploy/jobs/test/builds/42";
        var resource = new PipelineResource(scripts, Folder, Repository.Path, Repository.Branch, pool);
        resource.Source["concourse"] = access;
        return resource.StartPut(new { acquire = true });
    }
}
