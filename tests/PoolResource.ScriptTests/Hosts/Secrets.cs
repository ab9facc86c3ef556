using PoolResource.Testing;

namespace PoolResource.ScriptTests.Hosts;

public sealed class Secrets : ScriptTest
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("http://robot:hunter2@{0}/locks.git")]
    [InlineData("http://hunter2@{0}/locks.git")]
    [InlineData("http://robot:hunter2%40x:y@{0}/locks.git")]
    public async Task InTheUriOfAHostThatIsDownAreNeverShown(string uri)
    {
        var address = $"127.0.0.1:{Loopback.FreePort()}";
        var source = string.Format(System.Globalization.CultureInfo.InvariantCulture, uri, address);
        var quiet = new PipelineResource(Scripts, Folder, source, "main", "aws");
        var loud = new PipelineResource(Scripts, Folder, source, "main", "aws");
        loud.Source["debug"] = true;

        var runs = await Task.WhenAll(
            quiet.CheckAsync(), quiet.GetAsync(null), quiet.PutAsync(new { acquire = true }),
            loud.CheckAsync(), loud.GetAsync(null, new { full_clone = true }), loud.PutAsync(new { acquire = true }));

        Assert.All(runs, AssertKept);
        Assert.All(runs, run => Assert.Contains(address, run.Stderr, StringComparison.Ordinal));
        Assert.Contains(" fetch --progress", runs[3].Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://robot:hunter2@example.com/x")]
    [InlineData("ext::sh -c https://robot:hunter2@example.com/x")]
    [InlineData("https://robot:hunter2@example.com/\nx")]
    public async Task InAUriThatIsRefusedAreNeverShown(string uri)
    {
        var resource = new PipelineResource(Scripts, Folder, uri, "main", "aws");

        AssertKept(await resource.CheckAsync());
        AssertKept(await resource.PutAsync(new { acquire = true }));
    }

    [Fact]
    public async Task OfTheSourceAreMaskedInWhateverGitSays()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Hook("pre-receive", $"echo the token {Secret} is not welcome >&2; exit 1");
        Aws.Source["debug"] = true;
        Aws.Source["username"] = "robot";
        Aws.Source["password"] = Secret;

        var put = await Aws.PutAsync(new { acquire = true, timeout = "0s" });

        AssertKept(put);
        Assert.Contains("the token *** is not welcome", put.Stderr, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task OfTheSourceNeverReachTheBranchOrTheTask()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["password"] = Secret;

        var put = await Aws.PutAsync(new { acquire = true });
        await Aws.GetAsync(put.Ref);

        Assert.DoesNotContain(Secret, Repository.Git("log", "--format=raw", "-p"), StringComparison.Ordinal);
        Assert.All(Aws.FilesOf("lock"), file => Assert.DoesNotContain(Secret, Aws.Read("lock", file), StringComparison.Ordinal));
    }

    private static void AssertKept(ScriptResult run)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain(Secret, run.Stderr + run.Stdout, StringComparison.Ordinal);
    }
}
