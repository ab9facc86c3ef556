using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class Waiting : ScriptTest
{
    /// <summary>More failures than a step bears that does not wait: a get gives up after five.</summary>
    private const int LongOutage = 6;

    public Waiting() => Aws.Source["retry_delay"] = "100ms";

    [Fact]
    public async Task ForAnyLockEndsWhenOneIsReleased()
    {
        Repository.CommitPool("aws", claimed: ["env-1", "env-2"]);
        Aws.Artifact("held", "env-2");
        using var waiting = Aws.StartPut(new { acquire = true });
        await waiting.SaysAsync("waiting for a free lock of pool aws");

        await Aws.PutAsync(new { release = "held" });
        var put = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-2"), put.Stdout);
    }

    [Fact]
    public async Task ForAnyLockEndsWhenOneIsAdded()
    {
        Repository.CommitPool("aws");
        Aws.Artifact("new", "env-1", "");
        using var waiting = Aws.StartPut(new { acquire = true });
        await waiting.SaysAsync("waiting for a free lock of pool aws");

        await Aws.PutAsync(new { add = "new" });

        Assert.Equal("env-1", (await waiting.EndAsync()).LockName);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("300ms")]
    [InlineData("1.5s")]
    [InlineData(0)]
    [InlineData(500_000_000)]
    public async Task EndsWithTheTimeoutAndNamesTheHolder(object timeout)
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);

        var put = await Aws.PutAsync(new { claim = "env-1", timeout });

        Assert.Equal((1, ""), (put.ExitCode, put.Stdout));
        Assert.Matches("^error: gave up waiting for lock env-1 of pool aws after [^:]*: env-1 is held by Ada since 2026-01-02", put.Lines[^1]);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task WithATimeoutStillTakesWhatIsFree()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        Assert.Equal("env-1", (await Aws.PutAsync(new { acquire = true, timeout = "0s" })).LockName);
    }

    [Fact]
    public async Task GoesOnWhenTheBranchIsDeletedAndMadeAnew()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { acquire = true, timeout = "20s" });
        await waiting.SaysAsync("waiting");

        Repository.Git("update-ref", "-d", "refs/heads/main");
        Repository.CommitPool("aws", unclaimed: ["env-2"]);
        var put = await waiting.EndAsync();

        Assert.Equal(0, put.ExitCode);
        Assert.Contains("\"env-2\"", put.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsWithTheTimeoutWhenTheRepositoryIsGone()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { acquire = true, timeout = "5s" });
        await waiting.SaysAsync("waiting");

        Directory.Move(Repository.Path, Folder["elsewhere.git"]);
        var put = await waiting.EndAsync();

        Assert.Matches("^error: gave up waiting for a free lock of pool aws after .*: there is no git repository at source.uri", put.Lines[^1]);
    }

    [Fact]
    public async Task EndsWhenTheLockIsRemoved()
    {
        Repository.CommitPool("aws", unclaimed: ["env-2"], claimed: ["env-1"]);
        Aws.Artifact("held", "env-1");
        using var waiting = Aws.StartPut(new { claim = "env-1", timeout = "20s" });
        await waiting.SaysAsync("waiting");

        await Aws.PutAsync(new { remove = "held" });

        Assert.Contains("no lock env-1 in pool aws", (await waiting.EndAsync()).Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoesOnAfterTheHistoryWasRewritten()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { acquire = true });
        await waiting.SaysAsync("waiting");

        Repository.Rewrite("again", Change.Put("aws/unclaimed/env-1"));
        var put = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-1"), put.Stdout);
        Assert.Equal(2, Repository.Log.Count);
    }

    [Fact]
    public async Task SurvivesTheHostsRestart()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var remote = new PipelineResource(Scripts, Folder, daemon.AddressOf(Repository.Path), "main", "aws");
        remote.Source["retry_delay"] = "100ms";
        remote.Source["debug"] = true;
        Aws.Artifact("held", "env-1");
        using var waiting = remote.StartPut(new { claim = "env-1" });
        await waiting.SaysAsync("waiting");

        daemon.Stop();
        Assert.StartsWith("\e[33mwarning: ", await waiting.SaysAsync("trying again"), StringComparison.Ordinal);
        for (var failures = 0; failures < LongOutage; failures++)
        {
            await waiting.SaysAsync("→ 128 in");
        }

        await Aws.PutAsync(new { release = "held" });
        await daemon.RestartAsync();
        var put = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-1"), put.Stdout);
    }

    [Fact]
    public async Task IsNoErrorInTheLog()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("held", "env-1");
        using var waiting = Aws.StartPut(new { claim = "env-1" });
        await waiting.SaysAsync("waiting");
        Repository.CommitPool("gcp");
        await Aws.PutAsync(new { release = "held" });
        var put = await waiting.EndAsync();

        Assert.Equal(2, put.Lines.Count);
        Assert.StartsWith("waiting for lock env-1 of pool aws: env-1 is held by Ada", put.Lines[0], StringComparison.Ordinal);
        Assert.Equal($"claiming: env-1 ({put.Ref})", put.Lines[1]);
    }
}
