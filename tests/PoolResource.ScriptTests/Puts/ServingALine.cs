using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class ServingALine : ScriptTest
{
    private readonly List<RunningScript> builds = [];

    [Theory]
    [InlineData("file://")]
    [InlineData("git://")]
    public async Task GivesLocksToBuildsInTheOrderInWhichTheyHaveCome(string transport)
    {
        Repository.CommitPool("aws", claimed: ["env-1", "env-2"]);
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var resource = new PipelineResource(Scripts, Folder, transport == "git://" ? daemon.AddressOf(Repository.Path) : $"file://{Repository.Path}", "main", "aws");
        for (var build = 0; build < 8; build++)
        {
            await StandAsync(resource, build, new { acquire = true });
        }

        for (var build = 0; build < builds.Count; build++)
        {
            Release($"env-{1 + (build % 2)}");

            var taken = await builds[build].EndAsync();
            Assert.Equal($"env-{1 + (build % 2)}", taken.LockName);
        }

        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task PassesByABuildThatWasKilledAtItsHead()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        for (var build = 0; build < 3; build++)
        {
            await StandAsync(Aws, build, new { acquire = true });
        }

        builds[0].Kill();
        await builds[0].EndAsync();
        Assert.Equal(3, Tickets.Count);

        Release("env-1");
        Assert.Equal("env-1", (await builds[1].EndAsync()).LockName);
        Assert.Single(Tickets);

        Release("env-1");
        Assert.Equal("env-1", (await builds[2].EndAsync()).LockName);
        Assert.Empty(Tickets);
    }

    [Fact]
    public async Task GivesASecondRunThePlaceOfTheFirst()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        await StandAsync(Aws, 0, new { acquire = true, @as = "mine" });
        await StandAsync(Aws, 1, new { acquire = true });
        builds[0].Kill();
        await builds[0].EndAsync();
        await StandAsync(Aws, 0, new { acquire = true, @as = "mine" });
        Assert.Equal(2, Tickets.Count);

        Release("env-1");

        Assert.Equal("env-1", (await builds[2].EndAsync()).LockName);
        Assert.Equal("main/deploy/test build 1 claiming: env-1", Repository.Last.Subject);
    }

    [Fact]
    public async Task EndsWithTheAbortOfABuild()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        await StandAsync(Aws, 0, new { acquire = true });
        await StandAsync(Aws, 1, new { acquire = true });

        builds[0].Terminate();
        Assert.Equal(143, (await builds[0].EndAsync()).ExitCode);
        Assert.Single(Tickets);

        Release("env-1");
        Assert.Equal("env-1", (await builds[1].EndAsync()).LockName);
    }

    [Fact]
    public async Task IsLongerByUpdatesAndClaimsOfOneLock()
    {
        Repository.CommitPool("aws", claimed: ["env-1", "env-2"]);
        Aws.Artifact("new", "env-2", "new content");
        await StandAsync(Aws, 0, new { claim = "env-2" });
        await StandAsync(Aws, 1, new { update = "new" });
        await StandAsync(Aws, 2, new { acquire = true });

        Release("env-1");
        Assert.Equal("env-1", (await builds[2].EndAsync()).LockName);
        Release("env-2");
        Assert.Equal("env-2", (await builds[0].EndAsync()).LockName);
        Release("env-2");
        Assert.Equal("env-2", (await builds[1].EndAsync()).LockName);
        Assert.Equal("new content", System.Text.Encoding.UTF8.GetString(Repository.Read("aws/unclaimed/env-2")));
    }

    protected override void Dispose(bool disposing)
    {
        builds.ForEach(build => build.Dispose());
        base.Dispose(disposing);
    }

    private IReadOnlyList<string> Tickets => [.. Repository.Git("for-each-ref", "--format=%(refname)", "refs/pool-resource").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    // A build stands in the line when it says that it waits.
    private async Task StandAsync(PipelineResource resource, int build, object parameters)
    {
        (Scripts.Build["BUILD_ID"], Scripts.Build["BUILD_NAME"]) = ($"{1001 + build}", $"{1 + build}");
        builds.Add(resource.StartPut(parameters));
        await builds[^1].SaysAsync("waiting for");
    }

    private void Release(string name) =>
        Repository.Commit($"unclaiming: {name}", Change.Delete($"aws/claimed/{name}"), Change.Put($"aws/unclaimed/{name}", name));
}
