using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>Reads the fields of a mapping whose shape is known to be right.</summary>
internal static class YamlFields
{
    public static YamlNode? Field(this YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    public static string? Text(this YamlMappingNode mapping, string name) =>
        (mapping.Field(name) as YamlScalarNode)?.Value;

    public static YamlMappingNode? Mapping(this YamlMappingNode mapping, string name) =>
        mapping.Field(name) as YamlMappingNode;

    public static IReadOnlyList<YamlNode> List(this YamlMappingNode mapping, string name) =>
        mapping.Field(name) is YamlSequenceNode sequence ? [.. sequence.Children] : [];

    public static IReadOnlyList<string> Texts(this YamlMappingNode mapping, string name) =>
        [.. mapping.List(name).OfType<YamlScalarNode>().Select(item => item.Value ?? "")];

    public static IReadOnlyList<YamlMappingNode> Mappings(this YamlMappingNode mapping, string name) =>
        [.. mapping.List(name).OfType<YamlMappingNode>()];

    public static IReadOnlyList<string> Names(this YamlMappingNode? mapping) =>
        mapping is null ? [] : [.. mapping.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];

    public static bool IsTrue(this YamlMappingNode mapping, string name) => mapping.Text(name) == "true";
}
