using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PoolResource;

/// <summary>The vars that tell an instanced pipeline from its siblings, as one line of JSON.</summary>
internal static class PipelineVars
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>A JSON value in one line, in letters that no terminal and no trailer minds.</summary>
    public static string Write(JsonElement value)
    {
        try
        {
            var bytes = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(bytes, OneLine))
            {
                value.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair can be written in JSON, but is no text: it stays as it came, in the letters that the writer would leave.
            return string.Concat(value.GetRawText().Select(letter => letter is >= ' ' and <= '~' ? $"{letter}" : letter < ' ' ? " " : $"\\u{(int)letter:x4}"));
        }
    }

    /// <summary>As Concourse's pages take them: <c>?vars.branch=%22main%22</c>; empty for a pipeline that has none.</summary>
    public static string Query(string? vars)
    {
        var query = string.Join('&', Leaves(vars).Select(leaf => $"vars.{Uri.EscapeDataString(leaf.Path)}={Uri.EscapeDataString(Write(leaf.Value))}"));
        return query.Length == 0 ? "" : $"?{query}";
    }

    /// <summary>A build's title with the vars behind the pipeline, as fly writes them: <c>main/deploy/branch:main/test build 42</c>.</summary>
    public static string In(string title, string? vars)
    {
        var shown = string.Join(',', Leaves(vars).Select(leaf =>
            $"{leaf.Path}:{Text(leaf.Value)}"));
        return shown.Length == 0 ? title
            : title.Split('/', 3) is [var team, var pipeline, var job] ? Quoted.Line($"{team}/{pipeline}/{shown}/{job}")
            : Quoted.Line($"{title} ({shown})");
    }

    // Half of a surrogate pair stays as it came here, too.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    private static List<(string Path, JsonElement Value)> Leaves(string? vars)
    {
        if (vars is null)
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(vars);
            return json.RootElement.ValueKind == JsonValueKind.Object ? [.. LeavesOf(json.RootElement.Clone(), "")] : [];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Path, JsonElement Value)> LeavesOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().SelectMany(member => LeavesOf(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
            : [(path, value)];
}
