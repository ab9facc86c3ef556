using System.Text;
using System.Text.Json.Nodes;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class DescribingALockInline : LifecycleTest
{
    [Theory]
    [InlineData("add", "unclaimed", "adding unclaimed")]
    [InlineData("add_claimed", "claimed", "adding claimed")]
    [InlineData("update", "unclaimed", "adding unclaimed")]
    public async Task AddsIt(string operation, string state, string subject)
    {
        Repository.CommitPool("aws");

        var put = await Aws.PutAsync(With(operation, """{"name": "env-1", "metadata": "region: eu\n"}"""));

        Assert.Equal(Response(Repository.Tip, "env-1"), put.Stdout);
        Assert.Equal([$"aws/{state}/env-1"], Standing);
        Assert.Equal("region: eu\n"u8, Repository.Read($"aws/{state}/env-1"));
        Assert.Equal($"main/deploy/test build 42 {subject}: env-1", Repository.Last.Subject);
        Assert.Equal(2, Repository.Log.Count);
    }

    [Fact]
    public async Task ReplacesItsContent()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        await Aws.PutAsync(With("update", """{"name": "env-1", "metadata": "new"}"""));

        Assert.Equal("new"u8, Repository.Read("aws/unclaimed/env-1"));
        Assert.Equal("main/deploy/test build 42 updating: env-1", Repository.Last.Subject);
    }

    [Theory]
    [InlineData("""{"name": "env-1"}""", "")]
    [InlineData("""{"name": "env-1", "metadata": null}""", "")]
    [InlineData("""{"name": "env-1", "metadata": "no newline, ä"}""", "no newline, ä")]
    [InlineData("""{"name": "env-1", "metadata": {"zone": "süd", "size": 3}}""", "{\n  \"zone\": \"süd\",\n  \"size\": 3\n}\n")]
    [InlineData("""{"name": "env-1", "metadata": ["a", true]}""", "[\n  \"a\",\n  true\n]\n")]
    public async Task WritesItsMetadataAsGiven(string described, string content)
    {
        Repository.CommitPool("aws");

        await Aws.PutAsync(With("add", described));

        Assert.Equal(content, Encoding.UTF8.GetString(Repository.Read("aws/unclaimed/env-1")));
    }

    [Theory]
    [InlineData("add", """{"name": "../env-1"}""", "error: params.add.name: ")]
    [InlineData("add", """{"metadata": "x"}""", "error: params.add.name must be text: the name of the lock")]
    [InlineData("update", """{"name": "env-1", "metdata": "x"}""", "error: params.update: \"metdata\" is not part of a lock")]
    [InlineData("add_claimed", "3", "error: params.add_claimed must be a directory of the step's inputs, or the lock itself")]
    [InlineData("add_claimed", """{"name": "env-0"}""", "error: pool aws has a lock env-0 already (unclaimed)")]
    public async Task ThatCannotBeIsRefused(string operation, string described, string reason)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-0"]);

        var put = await Aws.PutAsync(With(operation, described));

        Assert.StartsWith(reason, put.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    private static JsonObject With(string operation, string described) => new() { [operation] = JsonNode.Parse(described) };
}
