using PoolResource.Testing;

namespace PoolResource.Tests.Puts;

public sealed class BranchesThatAreDeleted : IDisposable
{
    private const string Held = "aws/claimed/held aws/unclaimed/a";

    private readonly Put put = new();
    private readonly TestFolder inputs = new();

    public void Dispose()
    {
        put.Dispose();
        inputs.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BetweenTwoFetchesOfALookAreToldAsMissing(bool branchesOnly)
    {
        var fork = put.Branch.Then("aws/unclaimed/a aws/unclaimed/held");
        for (var n = 0; n < 80; n++)
        {
            put.Branch.Then($"aws/unclaimed/a aws/unclaimed/held other={n}");
        }

        var claim = put.Branch.Then(Held);
        var side = put.Branch.On([fork], "aws/unclaimed/a aws/unclaimed/held side");
        put.Branch.On([claim, side], $"{Held} side");
        put.Branch.Then($"{Held} side more");
        inputs.With("name", "held");
        inputs.With("claim.json", $$"""{"pool": "aws", "lock": "held", "ref": "{{claim}}"}""");
        put.Branch.MoreOfTheSource = PackedHistory.Json(
            PackedHistory.BeforeFetch(put.Branch, 2, "git update-ref -d refs/heads/main"),
            new GitSetting("protocol.version", branchesOnly ? "0" : "2"));

        Sentence.Matches("source.branch: … has no branch main; …", await RefusalAsync());
    }

    private async Task<string> RefusalAsync() =>
        (await Assert.ThrowsAsync<PoolException>(() => put.RunAsync("""{"release": "."}""", inputs: inputs.Path))).Message;
}
