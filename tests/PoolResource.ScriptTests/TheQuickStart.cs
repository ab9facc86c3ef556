using System.Diagnostics;
using PoolResource.Testing;

namespace PoolResource.ScriptTests;

public sealed class TheQuickStart
{
    [Fact]
    public async Task PlaysTheLifeOfALock()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Scripts.Root, "examples", "quickstart.sh"), [Scripts.Folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var shown = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await said);
        Assert.Contains("-- lock/name:     env-1\n-- lock/metadata: endpoint", shown.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(3, shown.Split("== the branch\n")[^1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
