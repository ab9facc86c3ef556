using System.Text.Json;
using Json.Schema;
using PoolResource.Concourse;
using PoolResource.Testing;
using PoolResource.Tests.Operations;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Schemas;

public sealed class TheSchemas
{
    private static readonly Dictionary<string, JsonSchema> Read = Schema.All.ToDictionary(one => one.Key, one => JsonSchema.FromText(one.Value));

    private static readonly string[] Texts =
        ["\"\"", "\"\\n\"", "\"text\"", "\"10\"", "\"0\"", "\"1000000\"", "\"30m\"", "\"1.5h\"", "\"soon\"", "\"true\"", "\"False\"", "\"unclaimed\"", "\"claimed\"", "\"fail\"", "\"warn\""];

    private static readonly string[] Others =
    [
        "null", "0", "1", "-1", "10", "1.5", "1000000", "true", "false", "[]", "{}", "[\"text\"]", "[{}]",
        """{"as": "text"}""", """{"as": 1}""", """{"as": "text", "name": "text"}""",
        """{"name": "text"}""", """{"name": 1, "metadata": {"a": 1}}""", """{"name": "text", "other": 1}""",
        """{"lock": "text", "to": "other"}""", """{"lock": {"as": "text"}, "to": "other", "state": "claimed"}""",
        """{"lock": {"name": "text"}, "to": "other", "state": "free"}""", """{"to": "other"}""", """{"lock": "text", "to": "other", "as": "text"}""",
        """{"ended_builds": true}""", """{"ended_builds": "all", "stale_after": "4h", "to": "recycle", "locks": ["env-1", "old-*", 7], "at_most": 3}""", """{"ended_builds": false}""", """{"ended_builds": "some"}""",
        """{"ended_builds": "False", "lease": true, "grace": "0", "dry_run": "true", "people": false}""", """{"stale_after": "0"}""", """{"stale_after": 4}""", """{"stale_after": "4h", "people": true, "to": {"pool": "dirty", "state": "claimed"}}""",
        """{"stale_after": "4h", "to": "away"}""", """{"stale_after": "4h", "to": {"pool": "dirty", "state": "free"}}""", """{"stale_after": "4h", "to": {"state": "claimed"}}""", """{"stale_after": "4h", "to": {"pool": "dirty", "other": 1}}""", """{"stale_after": "4h", "to": 5}""",
        """{"lease": true, "locks": []}""", """{"lease": true, "locks": [""]}""", """{"lease": true, "locks": "env-1"}""", """{"lease": true, "at_most": -1}""", """{"lease": true, "at_most": "0"}""", """{"lease": true, "other": 1}""", """{"lease": false}""", """{"stale_after": ""}""", """{"dry_run": true}""",
        """{"proxy_host": "proxy", "proxy_port": 3128}""", """{"proxy_host": "proxy", "proxy_port": "3128"}""", """{"proxy_host": "proxy"}""", """{"proxy_port": 70000, "proxy_host": "proxy"}""",
        """{"url": "https://ci.example.com:8443/ci"}""", """{"url": "ci.example.com"}""", """{"url": "http://me:secret@ci"}""", """{"url": 1}""", """{"username": "me", "password": "secret"}""",
        """{"username": "me"}""", """{"password": "secret"}""", """{"token": "secret", "skip_ssl_verification": "true"}""", """{"token": "secret", "username": "me", "password": "secret"}""", """{"tokn": "secret"}""",
        """[{"name": "user.name", "value": 1}]""", """[{"name": "user.name", "value": "x"}]""", """[{"name": "Ciphers", "value": "x"}]""", """[{"name": "user.name", "value": []}]""", """[{"value": "x"}]""",
    ];

    // What a value says, beyond its shape: no schema knows these.
    private static readonly string[] RefusedForWhatTheySay = ["source.pool: -1", "source.ssh_options: [{\"name\": \"user.name\""];

    public static TheoryData<string> Names => [.. Schema.All.Keys];

    public static TheoryData<string, string> Keys =>
    [
        .. Schema.All.SelectMany(schema => JsonDocument.Parse(schema.Value).RootElement.GetProperty("properties").EnumerateObject()
            .Select(key => new TheoryDataRow<string, string>(schema.Key, key.Name))),
        new("source", "surce"), new("get", "dept"), new("put", "aquire"),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void AreMadeOfTheCode(string name)
    {
        var path = Path.Combine(Scripts.Root, "docs", "schemas", $"{name}.json");
        if (Environment.GetEnvironmentVariable("WRITE_SCHEMAS") == "1")
        {
            File.WriteAllText(path, Schema.All[name]);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == Schema.All[name],
            $"docs/schemas/{name}.json is not what the code makes; run this test with WRITE_SCHEMAS=1 to write it, and look at the difference");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task TakeOfEveryKeyWhatAStepTakes(string schema, string key)
    {
        using var folder = new TestFolder();
        foreach (var name in Texts.Select(text => JsonSerializer.Deserialize<string>(text)!).Concat(["1", "-1", "1.5"]).Where(name => name.Trim().Length > 0))
        {
            folder.With($"{name}/name", "env-1").With($"{name}/metadata", "").With($"{name}/claim.json", $$"""{"pool": "aws", "lock": "env-1", "ref": "{{Answer.Commit}}"}""");
        }

        var differences = new List<string>();
        foreach (var value in Texts.Concat(Others).Where(value => !IsLeftOut(schema, key, value)))
        {
            var written = $$"""{{{string.Join(", ", Beside(schema, key).Append($"\"{key}\": {value}"))}}}""";
            var valid = Read[schema].Evaluate(JsonDocument.Parse(written).RootElement).IsValid;
            var refusal = await RefusalAsync(schema, written, new StepInputs(folder.Path), key == "restore" ? "aws-lifecycle" : "aws");
            if (valid != refusal is null)
            {
                differences.Add($"{written}: {(valid ? $"the schema takes it; {refusal}" : "the schema alone refuses it")}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // Foreign keys of a tunnel are not even warned of.
    private static bool IsLeftOut(string schema, string key, string value) =>
        RefusedForWhatTheySay.Any($"{schema}.{key}: {value}".StartsWith)
        || (key == "https_tunnel" && value.StartsWith("{\"", StringComparison.Ordinal) && !value.Contains("proxy_", StringComparison.Ordinal));

    private static IEnumerable<string> Beside(string schema, string key) => schema switch
    {
        "source" => new[] { ("uri", "/repository"), ("branch", "main"), ("pool", "aws") }.Where(one => one.Item1 != key).Select(one => $"\"{one.Item1}\": \"{one.Item2}\""),
        "put" when key == "renew" => ["\"lease\": \"4h\""],
        "put" when key == "on_lost" => ["\"release\": \"text\""],
        "put" when !PutKey.All.Any(one => one.Key == key) => ["\"acquire\": true"],
        _ => [],
    };

    private static async Task<string?> RefusalAsync(string schema, string written, StepInputs inputs, string pool)
    {
        try
        {
            var request = $$"""{"{{(schema == "source" ? "source" : "params")}}": {{written}}}""";
            var log = await (schema switch
            {
                "source" => Stdin.LogOfAsync(request, ProtocolJson.Default.CheckRequest),
                "get" => Stdin.LogOfAsync(request, ProtocolJson.Default.InRequest),
                _ => Stdin.LogOfAsync(request, ProtocolJson.Default.OutRequest),
            });
            if (log.Contains("is not a key", StringComparison.Ordinal))
            {
                return log;
            }

            switch (schema)
            {
                case "source":
                    var source = (await Stdin.CheckAsync(request)).Source!;
                    if (source.ToMissing().Any())
                    {
                        return string.Join(", ", source.ToMissing());
                    }

                    source.ToSource();
                    return null;
                case "get":
                    (await Stdin.InAsync(request)).Parameters!.ToDepth();
                    return null;
                default:
                    var asked = (await Stdin.OutAsync(request)).Parameters!;
                    if (asked.ToMissing().Any())
                    {
                        return asked.ToMissing().First();
                    }

                    asked.ToTimeout();
                    asked.ToPriority();
                    var here = new Source(Answer.Here.Uri, Answer.Here.Branch, PoolName.Parse(pool, "source.pool"));
                    new PutOperation(asked, here, inputs, new Build("1", "1", "job", "pipeline", "main", "https://ci.example.com/builds/1"), new Random(1)).Parse();
                    return null;
            }
        }
        catch (PoolException refusal)
        {
            return refusal.Message;
        }
    }
}
