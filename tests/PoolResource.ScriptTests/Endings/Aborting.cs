using System.Net;
using System.Net.Sockets;
using PoolResource.ScriptTests.Hosts;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Endings;

public sealed class Aborting : ScriptTest
{
    private const int Terminated = 143;

    [Fact]
    public async Task AWaitTakesNothing()
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { acquire = true });
        await waiting.SaysAsync("waiting");

        waiting.Terminate();
        var put = await waiting.EndAsync();

        AssertAborted(put);
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task APushThatIsUnderWayUndoesTheClaim(int signals)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Hook("pre-receive", "test -e go && exit 0; touch arrived; while test -e arrived && ! test -e go; do sleep 0.05; done");
        using var put = Aws.StartPut(new { acquire = true });
        await FileAsync("locks.git/arrived");

        for (var n = 0; n < signals; n++)
        {
            put.Terminate();
        }

        Folder.Write("locks.git/go", "");
        var result = await put.EndAsync();

        AssertAborted(result);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
        Assert.Contains(" unclaiming: env-1", Repository.Last.Subject, StringComparison.Ordinal);
        Assert.Contains(" claiming: env-1", Repository.Log[1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APushThatLosesARaceLeavesTheLine()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Repository.Hook("pre-receive", "test -e hold && grep -q refs/heads/main || exit 0; touch arrived; while test -e hold; do sleep 0.05; done");
        using var put = Aws.StartPut(new { acquire = true });
        await put.SaysAsync("waiting");
        Assert.Contains("refs/pool-resource/queue/", Repository.Refs, StringComparison.Ordinal);
        Folder.Write("locks.git/hold", "");
        Repository.Commit("unclaiming: env-1", Change.Delete("aws/claimed/env-1"), Change.Put("aws/unclaimed/env-1", ""));
        await FileAsync("locks.git/arrived");

        var tip = Repository.Commit("claiming: env-1", Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", ""));
        put.Terminate();
        File.Delete(Folder["locks.git/hold"]);

        AssertAborted(await put.EndAsync());
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("in")]
    [InlineData("out")]
    public async Task AStepThatTheHostKeepsWaitingEndsIt(string script)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var remote = new PipelineResource(Scripts, Folder, $"git://127.0.0.1:{port}/locks.git", "main", "aws");
        using var step = Scripts.Start(script, remote.Request(null, script == "out" ? new { acquire = true } : null), Folder.Subfolder("inputs"));
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        step.Terminate();

        AssertAborted(await step.EndAsync());
    }

    [Fact]
    public async Task AProgramThatDoesNotSignIsGone()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var ssh = new StandInForSsh(Folder, Scripts);
        Aws.Source["signing_key"] = ssh.Key().Text;
        Folder.Program("bin/ssh-keygen", $"#!/bin/sh\ncase \"$*\" in *\"-Y sign\"*) touch '{Folder["signing"]}'; exec sleep 600;; esac\nPATH=${{PATH#*:}} exec ssh-keygen \"$@\"\n");
        using var signing = Aws.StartPut(new { acquire = true });
        await FileAsync("signing");

        signing.Terminate();
        var put = await signing.EndAsync();

        AssertAborted(put);
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
        Assert.Empty(Scripts.LivingProcesses());
    }

    // It is asked meanwhile: whoever ends at once may leave it in the middle of being killed.
    [Fact]
    public async Task AGitThatDoesNotTellItsVersionIsGone()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["uri"] = $"file://{Repository.Path}";
        BeforeGit($"if [ \"$1\" = version ]; then touch '{Folder["asked"]}'; exec sleep 600; fi");
        for (var times = 0; times < 8; times++)
        {
            using var put = Aws.StartPut(new { acquire = true });
            await FileAsync("asked");

            put.Terminate();

            AssertAborted(await put.EndAsync());
            File.Delete(Folder["asked"]);
        }
    }

    [Fact]
    public async Task AManifoldWaitLeavesNothing()
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Source["retry_delay"] = "1ms";
        var waits = Enumerable.Range(0, 6).Select(_ => Aws.StartPut(new { acquire = true })).ToList();

        foreach (var waiting in waits)
        {
            await waiting.SaysAsync("waiting");
            waiting.Terminate();
            AssertAborted(await waiting.EndAsync(), alone: false);
            waiting.Dispose();
        }

        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
    }

    private void AssertAborted(ScriptResult step, bool alone = true)
    {
        Assert.Equal((Terminated, ""), (step.ExitCode, step.Stdout));
        Assert.StartsWith("aborted", step.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("err", step.Stderr, StringComparison.Ordinal);
        if (alone)
        {
            Assert.DoesNotContain(Directory.EnumerateDirectories(Scripts.Temporary), path => Path.GetFileName(path) != "pool-resource-check");
            Assert.Empty(Scripts.LivingProcesses());
        }
    }
}
