using YamlDotNet.RepresentationModel;

namespace PoolResource.PipelineLinter;

/// <summary>The fields that a mapping may have, and those that it must have.</summary>
internal sealed class Shape(IReadOnlyDictionary<string, Rule> fields, params string[] required)
{
    public void Check(YamlNode value, string place, Problems problems)
    {
        if (value is not YamlMappingNode mapping)
        {
            problems.Add(place, "must be a mapping");
            return;
        }

        foreach (var (key, field) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (fields.TryGetValue(name, out var rule))
                rule(field, $"{place}.{name}", problems);
            else
                problems.Add(place, $"unknown field '{name}'");
        }

        foreach (var name in required.Where(name => mapping.Field(name) is null))
            problems.Add(place, $"has no {name}");
    }

    /// <summary>This shape and further fields; where both have one, this shape's rule holds.</summary>
    public Shape With(IReadOnlyDictionary<string, Rule> further)
    {
        var all = new Dictionary<string, Rule>(further);
        foreach (var (name, rule) in fields)
            all[name] = rule;
        return new Shape(all, required);
    }
}
