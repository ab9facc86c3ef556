namespace PoolResource.Tests.History;

public sealed class LookingAtABusyBranch
{
    private const int Looks = 60;

    // Every look brings a pack, which libgit2 keeps open once it has read in it.
    [Fact]
    public async Task KeepsFewFilesOpen()
    {
        using var host = new HostedBranch();
        host.Then("aws/unclaimed/env-1");
        using var watched = await Watched.OpenAsync(host);
        for (var look = 0; look < Looks; look++)
        {
            var tip = host.Then($"aws/unclaimed/env-1 aws/unclaimed/new-{look}");
            await watched.Branch.FetchAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(watched.Branch.Objects.Entry(tip, $"aws/unclaimed/new-{look}"));
        }

        Assert.InRange(Open(watched.Branch.Directory), 0, Looks / 2);
    }

    private static int Open(string directory) =>
        Directory.EnumerateFiles("/proc/self/fd").Select(file => new FileInfo(file)).Count(file => IsIn(file, directory));

    private static bool IsIn(FileInfo file, string directory)
    {
        try
        {
            return file.LinkTarget?.StartsWith(directory, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
