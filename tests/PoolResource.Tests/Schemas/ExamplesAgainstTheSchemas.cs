using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using PoolResource.Concourse;
using PoolResource.PipelineLinter;
using PoolResource.Tests.Pipelines;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PoolResource.Tests.Schemas;

public sealed partial class ExamplesAgainstTheSchemas
{
    private static readonly Dictionary<string, JsonSchema> Schemas = Schema.All.ToDictionary(one => one.Key, one => JsonSchema.FromText(one.Value));

    public static TheoryData<string> Files => [.. RepositoryFiles.In("examples", "*.yml"), .. RepositoryFiles.In("docs", "*.md"), "README.md"];

    [Theory]
    [MemberData(nameof(Files))]
    public void AreTaken(string file) => Assert.Empty(
        Used(file).Where(use => !Schemas[use.Schema].Evaluate(JsonDocument.Parse(use.Value.ToJsonString()).RootElement).IsValid)
            .Select(use => $"{use.Schema}: {use.Value.ToJsonString()}"));

    [Theory]
    [InlineData("source")]
    [InlineData("put")]
    public void AreFound(string schema) => Assert.Contains(Files, file => Used(file).Any(use => use.Schema == schema));

    private static IEnumerable<(string Schema, JsonObject Value)> Used(string file) =>
        Documents(file).SelectMany(document =>
        {
            var all = document.AllNodes.OfType<YamlMappingNode>().ToList();
            var pools = all.Where(node => node.Text("type") == PoolUse.TypeName && node.Mapping("source") is not null).ToList();
            var names = pools.Select(pool => pool.Text("name")).ToList();
            return pools.Select(pool => ("source", pool.Mapping("source")))
                .Concat(all.Where(node => node.Text("put") is not null && node.Mapping("params").Names().Intersect(PutKey.All.Select(key => key.Key)).Any()).Select(put => ("put", put.Mapping("params"))))
                .Concat(all.Where(node => node.Text("get") is { } name && names.Contains(node.Text("resource") ?? name)).Select(get => ("get", get.Mapping("params"))))
                .Concat(all.Where(node => node.Text("put") is { } name && names.Contains(node.Text("resource") ?? name)).Select(put => ("get", put.Mapping("get_params"))))
                .Where(use => use.Item2 is not null)
                .Select(use => (use.Item1, (JsonObject)Json(use.Item2!)!));
        });

    private static IEnumerable<YamlNode> Documents(string file)
    {
        var text = RepositoryFiles.Read(file);
        foreach (var yaml in file.EndsWith(".md", StringComparison.Ordinal) ? Blocks().Matches(text).Select(block => block.Groups["yaml"].Value) : [text])
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            foreach (var document in stream.Documents)
            {
                yield return document.RootNode;
            }
        }
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain } plain when decimal.TryParse(plain.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => ((YamlScalarNode)node).Value,
    };

    [GeneratedRegex("^```yaml\\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
