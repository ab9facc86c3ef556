using System.Diagnostics;
using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Endings;

public sealed class LeavingAProcessBehind : ScriptTest
{
    // The host has the push and goes on with it although nobody waits any more.
    [Fact]
    public async Task TakesAClaimBackThatGetsInAfterAnAbort()
    {
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Hook("pre-receive", "n=$(git rev-list --count main); touch arrived-$n; while ! test -e go-$n; do sleep 0.05; done");
        var remote = new PipelineResource(Scripts, Folder, daemon.AddressOf(Repository.Path), "main", "aws");
        remote.Source["password"] = "hunter2hunter2";
        using var put = remote.StartPut(new { acquire = true });
        await FileAsync("locks.git/arrived-1");

        put.Terminate();
        var aborted = await put.EndAsync();

        Assert.Equal((143, ""), (aborted.ExitCode, aborted.Stdout));
        Assert.StartsWith("aborted: a process left behind takes lock env-1 of pool aws back if commit ", aborted.Lines[^1], StringComparison.Ordinal);
        using var left = LeftBehind();
        Folder.Write("locks.git/go-1", "");
        await FileAsync("locks.git/arrived-2");
        AssertDetached(left);
        Folder.Write("locks.git/go-2", "");
        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
        Assert.EndsWith(" unclaiming: env-1", Repository.Last.Subject, StringComparison.Ordinal);
        Assert.EndsWith("Reason: aborted", Repository.Last.Body, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
        Assert.Empty(Scripts.LivingProcesses());
    }

    [Fact]
    public async Task GivesALockBackThatAnAbortedStepCouldNot()
    {
        var claim = Repository.CommitPool("aws", claimed: ["env-1"]);
        Repository.Hook("pre-receive", "touch arrived; test -e go");
        Aws.Artifact("held", "env-1", "");
        Folder.Write("inputs/held/claim.json", $$"""{"pool": "aws", "lock": "env-1", "ref": "{{claim}}"}""");
        using var put = Aws.StartPut(new { release = "held" });
        await FileAsync("locks.git/arrived");

        put.Terminate();
        var aborted = await put.EndAsync();

        Assert.Equal("aborted: a process left behind goes on for up to 10 minutes to release lock env-1 of pool aws", aborted.Lines[^1]);
        using var left = LeftBehind();
        File.Delete(Folder["locks.git/arrived"]);
        await FileAsync("locks.git/arrived");
        AssertDetached(left);
        Folder.Write("locks.git/go", "");
        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
    }

    private void AssertDetached(Process left)
    {
        var process = $"/proc/{left.Id}";
        var stat = File.ReadAllText($"{process}/stat");
        Assert.Equal(left.Id.ToString(CultureInfo.InvariantCulture), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
        Assert.All(new[] { "0", "1", "2" }, stream => Assert.Equal("/dev/null", new FileInfo($"{process}/fd/{stream}").LinkTarget));
        Assert.DoesNotContain("hunter2", File.ReadAllText($"{process}/cmdline") + File.ReadAllText($"{process}/environ"), StringComparison.Ordinal);
        Assert.DoesNotContain(Scripts.LivingProcesses(), command => command.Contains("hunter2", StringComparison.Ordinal));
    }

    private Process LeftBehind() => Assert.Single(Process.GetProcessesByName("out"), IsOurs);

    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ").Contains($"TMPDIR={Scripts.Temporary}\0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
