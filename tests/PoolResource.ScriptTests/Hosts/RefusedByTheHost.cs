using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

public sealed class RefusedByTheHost : ScriptTest
{
    [Fact]
    public async Task BecauseItsIdsAreSha256EndsEveryStep()
    {
        var other = Path.Combine(Folder.Path, "sha256.git");
        Repository.Git("init", "--quiet", "--bare", "--object-format=sha256", other);
        var tree = Repository.Git("--git-dir", other, "hash-object", "-w", "-t", "tree", "/dev/null").Trim();
        var commit = Repository.Git("--git-dir", other, "-c", "user.name=a", "-c", "user.email=a@b", "commit-tree", "-m", "set up", tree).Trim();
        Repository.Git("--git-dir", other, "update-ref", "refs/heads/main", commit);
        var resource = new PipelineResource(Scripts, Folder, $"file://{other}", "main", "aws");

        var runs = new[]
        {
            await resource.CheckAsync(), await resource.CheckAsync(new string('a', 40)), await resource.GetAsync(new string('a', 40)),
            await resource.PutAsync(new { acquire = true }),
        };

        Assert.All(runs, run => Assert.Equal(
            "error: source.uri: the repository's commits have ids of 64 digits; use one with SHA-1 ids", run.Refusal));
    }

    [Fact]
    public async Task BecauseThereIsNoRepositoryEndsEveryStepAtOnce()
    {
        var nowhere = new PipelineResource(Scripts, Folder, Folder["nowhere.git"], "main", "aws");

        Assert.StartsWith("error: there is no git repository at source.uri", (await nowhere.CheckAsync()).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("error: there is no git repository at source.uri", (await nowhere.GetAsync(null)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("error: there is no git repository at source.uri", (await nowhere.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BecauseADaemonExportsNoSuchRepositoryEndsTheStepAtOnce()
    {
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var nowhere = new PipelineResource(Scripts, Folder, daemon.AddressOf(Folder["nowhere.git"]), "main", "aws");

        Assert.Contains("the host has no such repository", (await nowhere.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BecauseThereIsNoSuchBranchEndsGetAndPut()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var other = new PipelineResource(Scripts, Folder, Repository.Path, "other", "aws");

        Assert.Contains("has no branch other", (await other.GetAsync(tip)).Refusal, StringComparison.Ordinal);
        Assert.Contains("has no branch other", (await other.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
        Assert.Contains("has no branch other", (await other.PutAsync(new { claim = "env-1" })).Refusal, StringComparison.Ordinal);
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
    }

    [Fact]
    public async Task BecauseOfItsOwnTroubleIsToldInItsWordsAndTriedAgain()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Hook("pre-receive", "test -e second && exit 0; test -e first && touch second; touch first; echo the disk is full >&2; exit 1");

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(Repository.Tip, put.Ref);
        Assert.Equal(2, put.Lines.Count(line => line.StartsWith("warning: ", StringComparison.Ordinal) && line.Contains("the disk is full", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BecauseADaemonTakesNoPushesEndsTheStep()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Git("config", "daemon.receivepack", "false");
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var remote = new PipelineResource(Scripts, Folder, daemon.AddressOf(Repository.Path), "main", "aws");

        Assert.StartsWith("error: ", (await remote.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }
}
