using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using PoolResource.Testing;

namespace PoolResource.WebTests.Api;

public sealed class TheOpenApiDocument : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private RunningWeb? web;
    private JsonNode? document;

    public async ValueTask InitializeAsync()
    {
        var locks = BranchWithHistory.In(folder);
        locks.Stand(LockRepository.FirstCommit, """{"team":"main","pipeline":"deploy","job":"test","cluster":"https://ci.example.com"}""", build: "4711");
        web = await RunningWeb.StartAsync(locks);
        document = JsonNode.Parse(await web.GetAsync("/api/v1/openapi.json"));
    }

    public async ValueTask DisposeAsync()
    {
        await web!.DisposeAsync();
        folder.Dispose();
    }

    private JsonObject Paths => document!["paths"]!.AsObject();

    [Fact]
    public void TellsEveryRoute() => Assert.Equal(
        web!.Routes.Where(route => route.StartsWith("/api/v1/", StringComparison.Ordinal) && route != "/api/v1/openapi.json").Distinct().Order(StringComparer.Ordinal),
        Paths.Select(path => path.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void DescribesEveryOperationParameterAndError()
    {
        Assert.StartsWith("3.1", document!["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var operation in Paths.SelectMany(path => path.Value!.AsObject()).Select(one => one.Value!))
        {
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
            Assert.NotEmpty(operation["description"]!.GetValue<string>());
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.NotEmpty(parameter!["description"]!.GetValue<string>()));
            Assert.All(operation["responses"]!.AsObject(), response => Assert.NotEmpty(response.Value!["description"]!.GetValue<string>()));
            Assert.All(["200", "304", "400", "401", "403", "503"], (string status) => Assert.Contains(status, operation["responses"]!.AsObject().Select(response => response.Key)));
        }
    }

    [Fact]
    public void NamesTheParametersOfThePaths() => Assert.Equal(
        ["lock", "pool"],
        Paths["/api/v1/pools/{pool}/locks/{lock}"]!["get"]!["parameters"]!.AsArray().Where(one => one!["in"]!.GetValue<string>() == "path").Select(one => one!["name"]!.GetValue<string>()).Order());

    [Theory]
    [InlineData("/api/v1/pools", "/api/v1/pools")]
    [InlineData("/api/v1/pools/{pool}", "/api/v1/pools/aws")]
    [InlineData("/api/v1/pools/{pool}/queue", "/api/v1/pools/aws/queue")]
    [InlineData("/api/v1/pools/{pool}/locks/{lock}", "/api/v1/pools/aws/locks/env-1")]
    [InlineData("/api/v1/builds", "/api/v1/builds?team=main&pipeline=deploy")]
    [InlineData("/api/v1/events", "/api/v1/events?limit=3")]
    [InlineData("/api/v1/stats", "/api/v1/stats?by=job&since=2026-01-01T00:00:00Z")]
    public async Task IsWhatAnswersAreLike(string path, string asked)
    {
        var schema = SchemaOf(path, "200");
        var answer = await web!.AskAsync(asked);

        Assert.True(Takes(schema, answer), $"{answer}");

        // A member that the document does not know is refused: it tells every one of them.
        var more = JsonNode.Parse(answer.GetRawText())!.AsObject();
        more["unheard_of"] = 1;
        Assert.False(Takes(schema, JsonSerializer.SerializeToElement(more)));
        more.Remove("unheard_of");
        more.Remove("ref");
        Assert.False(Takes(schema, JsonSerializer.SerializeToElement(more)));
    }

    [Theory]
    [InlineData("/api/v1/pools/{pool}", "404", "/api/v1/pools/nothing")]
    [InlineData("/api/v1/events", "400", "/api/v1/events?limit=x")]
    public async Task IsWhatErrorsAreLike(string path, string status, string asked)
    {
        using var answer = await web!.SendAsync(HttpMethod.Get, asked);

        Assert.True(Takes(SchemaOf(path, status), JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement));
    }

    private static bool Takes(JsonSchema schema, JsonElement answer) => schema.Evaluate(answer).IsValid;

    private JsonSchema SchemaOf(string path, string status)
    {
        var schema = Paths[path]!["get"]!["responses"]![status]!["content"]!["application/json"]!["schema"]!.DeepClone().AsObject();
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["$defs"] = document!["components"]!["schemas"]!.DeepClone();
        return JsonSchema.FromText(schema.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }
}
