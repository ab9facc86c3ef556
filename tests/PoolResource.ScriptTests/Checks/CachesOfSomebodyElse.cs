using PoolResource.Testing;

namespace PoolResource.ScriptTests.Checks;

/// <summary>Under a temporary directory that others share, a cache is only used when nobody else can have put anything into it.</summary>
public sealed class CachesOfSomebodyElse : ScriptTest
{
    private string Root => Path.Combine(Scripts.Temporary, "pool-resource-check");

    [Theory]
    [InlineData(false, UnixFileMode.GroupWrite)]
    [InlineData(false, UnixFileMode.OtherWrite)]
    [InlineData(true, UnixFileMode.GroupWrite)]
    [InlineData(true, UnixFileMode.OtherWrite)]
    public async Task AreNotUsedWhenOthersMayWriteToThem(bool branch, UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        await LeaveACacheAsync();
        var folder = branch ? Assert.Single(Directory.GetDirectories(Root)) : Root;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | others);
        }

        await IsNotUsedAsync();
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task AreNotUsedThroughALink(bool branch)
    {
        await LeaveACacheAsync();
        var folder = branch ? Assert.Single(Directory.GetDirectories(Root)) : Root;
        Directory.Move(folder, Folder["elsewhere"]);
        Directory.CreateSymbolicLink(folder, Folder["elsewhere"]);

        await IsNotUsedAsync();
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task AreNotUsedWhenTheyBelongToAnother(bool branch)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a directory away");
        await LeaveACacheAsync();
        var folder = branch ? Assert.Single(Directory.GetDirectories(Root)) : Root;
        using var chown = System.Diagnostics.Process.Start("chown", ["12345", folder]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);

        await IsNotUsedAsync();
    }

    private async Task LeaveACacheAsync()
    {
        var tip = Repository.CommitPool("aws");
        await Aws.CheckAsync(tip);
        Aws.Source["debug"] = true;
        Assert.DoesNotContain(" fetch ", (await Aws.CheckAsync(tip)).Stderr, StringComparison.Ordinal);
    }

    private async Task IsNotUsedAsync()
    {
        var check = await Aws.CheckAsync(Repository.Tip);

        Assert.Equal(Versions(Repository.Tip), check.Stdout);
        Assert.Contains(" fetch ", check.Stderr, StringComparison.Ordinal);
    }
}
