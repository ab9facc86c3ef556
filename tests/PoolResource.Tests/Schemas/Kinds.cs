using System.Text.Json.Nodes;

namespace PoolResource.Tests.Schemas;

/// <summary>The kinds of value that keys have, each as it stands under <c>$defs</c>.</summary>
internal static class Kinds
{
    private const string Amount = "([0-9]+\\.?[0-9]*|\\.[0-9]+)";

    /// <summary>A kind's schema, by its name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["var"] = """{"description": "A var of the pipeline: text until Concourse fills it in.", "type": "string", "pattern": "\\(\\([^)]+\\)\\)"}""",
        ["text"] = """{"description": "Text, also where YAML makes a number of it.", "type": ["string", "number", "null"]}""",
        ["scalar"] = """{"type": ["string", "number", "boolean", "null"]}""",
        ["directory"] = """{"description": "A directory of the step's inputs.", "type": ["string", "null"]}""",
        ["flag"] = """
            {"description": "true or false, also as text.",
             "anyOf": [{"type": ["boolean", "null"]}, {"type": "string", "pattern": "^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])?\\s*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["count"] = """
            {"description": "A whole number, also as text; 0 for all.",
             "anyOf": [{"type": ["integer", "null"], "minimum": 0}, {"type": "string", "pattern": "^\\s*(\\+?[0-9]+)?\\s*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["priority"] = """
            {"description": "A whole number from -100 to 100, also as text.",
             "anyOf": [{"type": ["integer", "null"], "minimum": -100, "maximum": 100}, {"type": "string", "pattern": "^\\s*([+-]?0*([0-9]{1,2}|100))?\\s*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["port"] = """
            {"description": "A number, also as text.",
             "anyOf": [{"type": ["integer", "null"], "minimum": 1, "maximum": 65535}, {"type": "string", "pattern": "^\\s*(0*[1-9][0-9]{0,4}(\\.0*)?)?\\s*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["web"] = """
            {"description": "An address over http or https, without a login.", "anyOf": [{"type": "null"},
               {"type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\s]+(/[^?#@\\s]*)?)?[\\r\\n]*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["duration"] = $$"""
            {"description": "Such as 10s, 30m or 1h30m, or a whole number of nanoseconds, from 1000000 on.",
             "anyOf": [{"type": "null"}, {"const": 0}, {"type": "integer", "minimum": 1000000},
               {"type": "string", "pattern": "^(0*|0*[1-9][0-9]{6,}|\\+?({{Amount.Replace("\\", "\\\\", StringComparison.Ordinal)}}(ns|us|µs|μs|ms|s|m|h))+)[\\r\\n]*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["lease"] = $$"""
            {"description": "As a duration, and over zero.",
             "anyOf": [{"type": "null"}, {"type": "integer", "minimum": 1000000},
               {"type": "string", "pattern": "^(|0*[1-9][0-9]{6,}|\\+?({{Amount.Replace("\\", "\\\\", StringComparison.Ordinal)}}(ns|us|µs|μs|ms|s|m|h))+)[\\r\\n]*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["state"] = OneOf(LockState.All.Select(state => state.Directory)),
        ["ended_builds"] = """
            {"description": "true, false or all; true and false also as text.",
             "anyOf": [{"type": ["boolean", "null"]}, {"type": "string", "pattern": "^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|all)?\\s*$"}, {"$ref": "#/$defs/var"}]}
            """,
        ["patterns"] = """
            {"description": "Names of locks, in which * stands for any letters.", "type": ["array", "null"], "minItems": 1,
             "items": {"type": ["string", "number"], "pattern": "[^\\r\\n]"}}
            """,
        ["destination"] = """
            {"description": "release, recycle, or another pool, with the state that the locks have there: unclaimed when nothing is said.",
             "anyOf": [{"enum": ["release", "recycle", "", null]}, {"type": "string", "pattern": "^(release|recycle)?[\\r\\n]+$"}, {"$ref": "#/$defs/var"},
               {"type": "object", "properties": {"pool": {"type": ["string", "number"], "pattern": "[^\\r\\n]"}, "state": {"$ref": "#/$defs/state"}}, "required": ["pool"], "additionalProperties": false}]}
            """,
        ["on_lost"] = OneOf(["fail", "warn"]),
        ["as"] = """{"description": "A name that is not empty.", "type": ["string", "number", "null"], "pattern": "\\S"}""",
        ["alias"] = """
            {"description": "What this build holds under that name.", "type": "object",
             "properties": {"as": {"type": "string", "pattern": "\\S"}}, "required": ["as"], "additionalProperties": false}
            """,
        ["described"] = """
            {"description": "The lock itself: its name, and its content as text, or as a mapping or a list.", "type": "object",
             "properties": {"name": {"type": ["string", "number"]}, "metadata": true}, "required": ["name"], "additionalProperties": false}
            """,
        ["lock"] = """{"anyOf": [{"$ref": "#/$defs/directory"}, {"$ref": "#/$defs/described"}]}""",
        ["held"] = """{"anyOf": [{"$ref": "#/$defs/directory"}, {"$ref": "#/$defs/alias"}]}""",
        ["named"] = """{"anyOf": [{"$ref": "#/$defs/directory"}, {"$ref": "#/$defs/alias"}, {"$ref": "#/$defs/described"}]}""",
    };

    /// <summary>The schema of a kind, and those it refers to.</summary>
    public static IEnumerable<string> With(string kind) =>
        All.Keys.Where(other => All[kind].Contains($"#/$defs/{other}\"", StringComparison.Ordinal)).SelectMany(With).Append(kind);

    // Line ends behind a value are cut.
    private static string OneOf(IEnumerable<string> words)
    {
        var listed = words.ToList();
        return $$"""
            {"anyOf": [{"enum": [{{string.Join(", ", listed.Select(word => $"\"{word}\""))}}, "", null]},
              {"type": "string", "pattern": "^({{string.Join('|', listed)}})?[\\r\\n]+$"}, {"$ref": "#/$defs/var"}]}
            """;
    }

    public static JsonNode Schema(string kind) => JsonNode.Parse(All[kind])!;
}
