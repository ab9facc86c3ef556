using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class UpdatingALock : ScriptTest
{
    [Fact]
    public async Task ThatIsFreeReplacesItsContent()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("new", "env-1", "newer\n");

        var update = await Aws.PutAsync(new { update = "new" });

        Assert.Equal(Response(Repository.Tip, "env-1"), update.Stdout);
        Assert.Equal("newer\n"u8, Repository.Read("aws/unclaimed/env-1"));
        Assert.Equal(3, Repository.Files.Count);
        Assert.Equal("main/deploy/test build 42 updating: env-1", Repository.Last.Subject);
    }

    [Fact]
    public async Task ThatIsAbsentAddsIt()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("new", "env-2", "second\n");

        var update = await Aws.PutAsync(new { update = "new" });

        Assert.Equal(Response(Repository.Tip, "env-2"), update.Stdout);
        Assert.Equal("second\n"u8, Repository.Read("aws/unclaimed/env-2"));
        Assert.Equal("main/deploy/test build 42 adding unclaimed: env-2", Repository.Last.Subject);
    }

    [Fact]
    public async Task ThatIsClaimedWaitsUntilItIsFree()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("new", "env-1", "newer\n");
        using var waiting = Aws.StartPut(new { update = "new" });
        await waiting.SaysAsync("waiting for lock env-1 of pool aws to be released");

        await Aws.PutAsync(new { release = "new" });
        var update = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-1"), update.Stdout);
        Assert.Equal("newer\n"u8, Repository.Read("aws/unclaimed/env-1"));
    }

    [Fact]
    public async Task ToTheContentItHasSucceedsWithoutACommit()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("new", "env-1", "content of env-1\n");

        var update = await Aws.PutAsync(new { update = "new" });

        Assert.Equal(Unchanged(tip, "env-1"), update.Stdout);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task KeepsTheModeOfItsFile()
    {
        Repository.Commit("set up", Change.Put("aws/unclaimed/env-1", "old", mode: "100755"));
        Aws.Artifact("new", "env-1", "new");

        await Aws.PutAsync(new { update = "new" });

        Assert.Equal("100755", Repository.Mode("aws/unclaimed/env-1"));
    }
}
