using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>An example pipeline as JSON, with its vars filled in, as Concourse hands it on.</summary>
internal static class ExampleFile
{
    public static JsonObject Read(string name, IReadOnlyDictionary<string, string> vars)
    {
        var text = vars.Aggregate(
            File.ReadAllText(Path.Combine(Directory, name)),
            (filled, one) => filled.Replace($"(({one.Key}))", one.Value, StringComparison.Ordinal));
        return Parse(text);
    }

    public static JsonObject Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (JsonObject)Json(yaml.Documents[0].RootNode)!;
    }

    private static string Directory
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "PoolResource.sln")))
            {
                directory = directory.Parent ?? throw new DirectoryNotFoundException($"no PoolResource.sln above {AppContext.BaseDirectory}");
            }

            return Path.Combine(directory.FullName, "examples");
        }
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } number when long.TryParse(number.Value, CultureInfo.InvariantCulture, out var whole) => whole,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidOperationException($"{node.NodeType} is not part of a pipeline"),
    };
}
