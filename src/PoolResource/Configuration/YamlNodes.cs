using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PoolResource.Configuration;

/// <summary>
/// Reads one YAML document as JSON, by the rules of YAML's core schema, but a number only where it is spelled as usual; anchors are followed. The parser's events alone are
/// used, since what makes objects of them asks for code at run time.
/// </summary>
public sealed class YamlNodes
{
    // Far more than any source: aliases of aliases must not fill the memory.
    private const int Most = 10_000;
    private const int Deepest = 64;

    private readonly Parser parser;
    private readonly Dictionary<AnchorName, JsonNode?> anchors = [];
    private int nodes;
    private int depth;

    private YamlNodes(TextReader text) => parser = new Parser(text);

    /// <returns>Null for an empty document.</returns>
    /// <exception cref="PoolException">It is not YAML.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            using var reader = new StringReader(text);
            return new YamlNodes(reader).Document();
        }
        catch (YamlException fault)
        {
            throw new PoolException($"the file is not YAML (line {fault.Start.Line}, column {fault.Start.Column}); correct it", fault);
        }
    }

    private JsonNode? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var node = Node();
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? node : throw new PoolException("the file holds several documents; leave one in it");
    }

    private JsonNode? Node()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value, out var known)
                ? Counted(known?.DeepClone())
                : throw new PoolException($"the file names {Quoted.Text(alias.Value.Value)}, which no anchor before it does; correct it");
        }

        var anchor = parser.Accept<NodeEvent>(out var start) ? start.Anchor : AnchorName.Empty;
        if (++depth > Deepest)
        {
            throw new PoolException("the file is nested too deeply for a source; leave out what is none of it");
        }

        JsonNode? node = parser.TryConsume<Scalar>(out var scalar) ? Value(scalar)
            : parser.TryConsume<SequenceStart>(out _) ? Sequence()
            : Mapping();
        depth--;
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node?.DeepClone();
        }

        return Counted(node);
    }

    private JsonArray Sequence()
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(Node());
        }

        return list;
    }

    private JsonObject Mapping()
    {
        parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            if (mapping.ContainsKey(key))
            {
                throw new PoolException($"the file has the key {Quoted.Text(key)} twice in one place; leave one of them out");
            }

            mapping[key] = Node();
        }

        return mapping;
    }

    private JsonNode? Counted(JsonNode? node) =>
        (nodes += node is JsonObject or JsonArray ? Size(node) : 1) <= Most ? node : throw new PoolException("the file holds too much for a source; leave out what is none of it");

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject mapping => 1 + mapping.Sum(one => Size(one.Value)),
        JsonArray list => 1 + list.Sum(Size),
        _ => 1,
    };

    private static JsonValue? Value(Scalar scalar) => scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : scalar.Value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole.ToString(CultureInfo.InvariantCulture) == text => JsonValue.Create(whole),
        var text => JsonValue.Create(text),
    };
}
