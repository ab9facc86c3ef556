using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Concourse;

namespace PoolResource.Tests.Schemas;

/// <summary>A JSON Schema, made of the document that the code reads.</summary>
internal sealed class Schema
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private const string Strict =
        "A key that is not listed means nothing to the resource: a step warns of it and goes on, and this schema refuses it, so that an editor finds it.";

    private const string Empty = """{"anyOf": [{"const": null}, {"type": "string", "pattern": "^[\\r\\n]*$"}]}""";

    private const string False = """{"anyOf": [{"enum": [null, false]}, {"type": "string", "pattern": "^\\s*([Ff][Aa][Ll][Ss][Ee])?\\s*$"}]}""";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kinds that the type of a property does not tell.</summary>
    private static readonly Dictionary<string, string> KindsOfKeys = new()
    {
        ["retry_delay"] = "duration",
        ["retrigger_after"] = "duration",
        ["timeout"] = "duration",
        ["lease"] = "lease",
        ["priority"] = "priority",
        ["trigger_on"] = "state",
        ["state"] = "state",
        ["on_lost"] = "on_lost",
        ["proxy_port"] = "port",
        ["url"] = "web",
        ["value"] = "scalar",
        ["as"] = "as",
        ["release"] = "held",
        ["recycle"] = "held",
        ["add"] = "lock",
        ["add_claimed"] = "lock",
        ["update"] = "lock",
        ["lock"] = "named",
        ["stale_after"] = "lease",
        ["grace"] = "duration",
        ["ended_builds"] = "ended_builds",
        ["locks"] = "patterns",
        ["ReapDocument.to"] = "destination",
        ["ReapDocument.lease"] = "flag",
    };

    private readonly SortedSet<string> used = new(StringComparer.Ordinal);
    private readonly JsonObject root;

    private Schema(string title, JsonTypeInfo document)
    {
        root = new JsonObject { ["$schema"] = Draft, ["title"] = title, ["description"] = Strict };
        foreach (var (key, value) in Object(document))
        {
            root[key] = value?.DeepClone();
        }
    }

    /// <summary>All of them, by the name of their file.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["source"] = new Schema("The source of a pool resource", ProtocolJson.Default.SourceDocument).With(Required).Text,
        ["get"] = new Schema("The params of a get of a pool resource", ProtocolJson.Default.InParams).Text,
        ["put"] = new Schema("The params of a put to a pool resource", ProtocolJson.Default.OutParams).With(OneOperation).Text,
    };

    private string Text
    {
        get
        {
            var written = (JsonObject)root.DeepClone();
            written["$defs"] = new JsonObject(used.Select(kind => KeyValuePair.Create(kind, (JsonNode?)Kinds.Schema(kind))));
            return written.ToJsonString(Readable) + "\n";
        }
    }

    private static void Required(JsonObject source)
    {
        var missing = new Configuration.SourceDocument().ToMissing().ToList();
        var required = ((JsonObject)source["properties"]!).Where(key => missing.Any(said => said.Contains($"missing {key.Key})", StringComparison.Ordinal))).ToList();
        source["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key.Key))]);
        foreach (var (_, key) in required)
        {
            key!["not"] = JsonNode.Parse(Empty);
        }
    }

    // What is empty is as good as absent.
    private static void OneOperation(JsonObject put) => put["oneOf"] = new JsonArray([.. PutKey.All.Select(operation => new JsonObject
    {
        ["required"] = operation.Key == "renew" ? new JsonArray(operation.Key, "lease") : new JsonArray(operation.Key),
        ["properties"] = new JsonObject
        {
            ["lease"] = JsonNode.Parse(operation.Key == "renew" ? $$"""{"not": {{Empty}}}""" : PutKey.Leasing.Contains(operation.Key) ? "true" : Empty),
            [operation.Key] = JsonNode.Parse(operation.Key == "acquire"
                ? """{"not": {"anyOf": [{"enum": [null, false]}, {"type": "string", "pattern": "^\\s*([Ff][Aa][Ll][Ss][Ee])?\\s*$"}]}}"""
                : $$"""{"not": {{Empty}}}"""),
        },
    })]);

    private Schema With(Action<JsonObject> rule)
    {
        rule(root);
        return this;
    }

    private JsonObject Object(JsonTypeInfo document) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(document.Properties
            .Where(property => !property.IsExtensionData)
            .Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Property(property)))),
        ["additionalProperties"] = false,
    };

    private JsonObject Property(JsonPropertyInfo property)
    {
        var described = new JsonObject
        {
            ["description"] = Summaries.Of(property) ?? Help(property)
                ?? throw new InvalidOperationException($"give {property.DeclaringType.Name} a summary of {property.Name}: the schema describes the key by it"),
        };
        foreach (var (key, value) in Value(property))
        {
            described[key] = value?.DeepClone();
        }

        return described;
    }

    private static string? Help(JsonPropertyInfo property) =>
        PutKey.All.FirstOrDefault(operation => operation.Key == property.Name && property.DeclaringType == typeof(OutParams)) is { Help: { Length: > 0 } help }
            ? $"{char.ToUpperInvariant(help[0])}{help[1..]}."
            : null;

    private JsonObject Value(JsonPropertyInfo property)
    {
        // One that has a reader of its own takes text alone.
        if (property.CustomConverter is not null)
        {
            return new JsonObject { ["type"] = new JsonArray("string", "null") };
        }

        if (KindsOfKeys.TryGetValue($"{property.DeclaringType.Name}.{property.Name}", out var kind) || KindsOfKeys.TryGetValue(property.Name, out kind) || KindOf(property.PropertyType) is { } known && (kind = known) is not null)
        {
            used.UnionWith(Kinds.With(kind));
            return new JsonObject { ["$ref"] = $"#/$defs/{kind}" };
        }

        var type = property.PropertyType;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = OrNull(Entry(type.GetGenericArguments()[0])) }
            : OrNull(Entry(type));
    }

    private JsonObject Entry(Type type)
    {
        var entry = Object(ProtocolJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"say in {nameof(KindsOfKeys)} what kind of value a {type.Name} is"));
        foreach (var (key, value) in (JsonObject)Demands(type))
        {
            entry[key] = value?.DeepClone();
        }

        return entry;
    }

    private static JsonNode Demands(Type type) => JsonNode.Parse(type.Name switch
    {
        "GitSettingDocument" => """{"required": ["name"]}""",
        "HttpsTunnelDocument" => """{"dependentRequired": {"proxy_host": ["proxy_port"], "proxy_port": ["proxy_host"], "proxy_user": ["proxy_host"], "proxy_password": ["proxy_host"]}}""",
        "ConcourseDocument" => """{"dependentRequired": {"username": ["password"], "password": ["username"]}, "dependentSchemas": {"token": {"not": {"required": ["password"]}}}}""",
        "ReapDocument" => $$$"""
            {"anyOf": [{"required": ["ended_builds"], "properties": {"ended_builds": {"not": {{{False}}} } } },
                       {"required": ["stale_after"], "properties": {"stale_after": {"not": {{{Empty}}} } } },
                       {"required": ["lease"], "properties": {"lease": {"not": {{{False}}} } } }]}
            """,
        "MoveDocument" => """{"required": ["lock", "to"]}""",
        _ => throw new InvalidOperationException($"say here what a {type.Name} requires"),
    })!;

    private static JsonObject OrNull(JsonObject entry)
    {
        entry["type"] = new JsonArray("object", "null");
        return entry;
    }

    private static string? KindOf(Type type) =>
        type == typeof(string) ? "text" : type == typeof(bool?) ? "flag" : type == typeof(long?) ? "count" : null;
}
