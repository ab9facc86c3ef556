using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class TimeoutsOfAWait : ScriptTest
{
    // Whoever opens a pipe that nobody writes to waits for ever: the host stands still.
    [Fact]
    public async Task EndALookAtAHostThatHasGoneSilent()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        using var put = Aws.StartPut(new { acquire = true, timeout = "2s" });
        await put.SaysAsync("waiting");
        File.Delete(Folder["locks.git/HEAD"]);
        using var pipe = Process.Start("mkfifo", [Folder["locks.git/HEAD"]]);
        await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);

        var result = await put.EndAsync();

        Assert.Equal((1, ""), (result.ExitCode, result.Stdout));
        Assert.StartsWith("error: gave up waiting for a free lock of pool aws after 2s", result.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("; raise params.timeout", result.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(Scripts.LivingProcesses());
    }
}
