namespace PoolResource.ScriptTests.Triggers;

public sealed class TriggeringFromOddVersions : TriggerTest
{
    [Fact]
    public async Task WithoutALockGoesOnWithThoseOfItsCommit()
    {
        Repository.CommitPool("aws");
        var first = Arrives("env-1");
        var second = Arrives("env-2");

        Assert.Equal([first with { Lock = null }, first, second], await CheckAsync(first with { Lock = null }));
    }

    [Fact]
    public async Task WithoutACommitBeginsAnew()
    {
        var oldest = Arrives("env-1");
        Arrives("env-2");

        Assert.Equal(oldest, (await CheckAsync(new Version(null, "env-2")))[0]);
    }

    [Fact]
    public async Task WithNothingBeginsAnew()
    {
        var oldest = Arrives("env-1");
        Arrives("env-2");

        Assert.Equal([oldest], await CheckAsync(new Version(null)));
    }

    [Fact]
    public async Task OfACommitThatIsNotThereBeginsAnewAndSaysSo()
    {
        var oldest = Arrives("env-1");
        var unknown = new string('a', 40);

        var check = await RunAsync("check", new Version(unknown, "env-1"));

        Assert.StartsWith($$"""[{"ref":"{{oldest.Ref}}","lock":"env-1"}""", check.Stdout, StringComparison.Ordinal);
        Assert.StartsWith($"warning: version \"{unknown}\" is not in the branch", Assert.Single(check.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfARewrittenHistoryBeginsAnew()
    {
        var known = Arrives("env-1");
        await CheckAsync(known);
        var rewritten = new Version(
            Repository.Rewrite("anew", Testing.Change.Put("aws/unclaimed/env-1"), Testing.Change.Put("aws/unclaimed/env-2")), "env-1");

        Assert.Equal(rewritten, (await CheckAsync(known))[0]);
    }

    [Fact]
    public async Task OfAnOtherPoolsCommitGoesOnFromThere()
    {
        Arrives("env-1");
        var other = new Version(Repository.CommitPool("gcp"));
        var later = Arrives("env-2");

        Assert.Equal([other, later], await CheckAsync(other));
    }

    [Fact]
    public async Task OfALockThatWasNeverThereGoesOnBehindIt()
    {
        var first = Arrives("env-2");
        var later = Arrives("env-1");

        Assert.Equal([first with { Lock = "env-3" }, later], await CheckAsync(first with { Lock = "env-3" }));
    }
}
