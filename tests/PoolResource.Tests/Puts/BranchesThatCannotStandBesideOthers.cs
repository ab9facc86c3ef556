namespace PoolResource.Tests.Puts;

public sealed class BranchesThatCannotStandBesideOthers : IDisposable
{
    private readonly Put put = new();

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("main/of-others", "")]
    [InlineData("main/of-others", ", \"timeout\": \"1h\"")]
    public async Task EndThePutThatWouldBeginThem(string other, string timeout)
    {
        put.Branch.Then("a");
        put.Branch.Git("branch", "--move", "main", "elsewhere");
        put.Branch.Git("branch", other, "elsewhere");

        Sentence.Matches(
            "the host does not accept the commit (…'refs/heads/main/of-others' exists…); the host has a branch whose name is the beginning of main, or begins with main/, and git keeps no two such; name another branch in source.branch, or delete that one",
            await put.RefusalAsync($$"""{"add": {"name": "a"}{{timeout}}}"""));
        Assert.Empty(put.Time.Pauses);
    }
}
