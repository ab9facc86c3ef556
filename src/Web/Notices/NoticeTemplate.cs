using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PoolResource.Web.Notices;

/// <summary>What is posted: JSON, whose texts are filled in one by one, so that no value can be more than a part of a text.</summary>
public sealed partial class NoticeTemplate
{
    /// <summary>What may stand in braces.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["pool", "lock", "holder", "since", "for", "reason", "commit", "url", "text"];

    private readonly JsonNode body;
    private readonly bool isSlack;

    private NoticeTemplate(JsonNode body, bool isSlack) => (this.body, this.isSlack) = (body, isSlack);

    /// <summary>Reads one.</summary>
    /// <param name="body">The JSON.</param>
    /// <param name="isSlack">Whether Slack reads it, in whose texts <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> mean something.</param>
    /// <param name="parameter">Where it stands.</param>
    /// <exception cref="PoolException">A text in it asks for what there is not.</exception>
    public static NoticeTemplate Of(JsonNode body, bool isSlack, string parameter)
    {
        foreach (var text in Texts(body))
        {
            if (Braces().Matches(text).Select(match => match.Groups["name"].Value).FirstOrDefault(name => !Placeholders.Contains(name)) is { } unknown)
            {
                throw new PoolException($"{parameter}: {{{Quoted.Line(Quoted.Cut(unknown, 50))}}} is nothing that can be filled in; write one of {string.Join(", ", Placeholders.Select(name => $"{{{name}}}"))}");
            }
        }

        return new NoticeTemplate(body.DeepClone(), isSlack);
    }

    /// <summary>What is posted, in UTF-8.</summary>
    /// <param name="notice">What is told.</param>
    public byte[] Fill(Notice notice)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Filled(body, notice).WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private JsonNode Filled(JsonNode node, Notice notice) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Filled(member.Value, notice)))),
        JsonArray all => new JsonArray([.. all.Select(one => one is null ? null : Filled(one, notice))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Braces().Replace(text, match => Shown(notice[match.Groups["name"].Value]))),
        _ => node.DeepClone(),
    };

    private string Shown(string value) => !isSlack ? value
        : value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray all => all.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex(@"\{(?<name>[A-Za-z_]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Braces();
}
