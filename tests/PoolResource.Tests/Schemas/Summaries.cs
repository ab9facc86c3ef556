using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PoolResource.Tests.Schemas;

/// <summary>What the source says of a property in its summary, as text.</summary>
internal static partial class Summaries
{
    private static readonly Dictionary<string, XElement> All =
        XDocument.Load(Path.ChangeExtension(typeof(PoolException).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    /// <summary>Null where it says nothing.</summary>
    public static string? Of(JsonPropertyInfo property)
    {
        var member = (MemberInfo)property.AttributeProvider!;
        return All.TryGetValue($"P:{member.DeclaringType!.FullName}.{member.Name}", out var summary)
            ? Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : null;
    }

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } link => JsonNamingPolicy.SnakeCaseLower.ConvertName(link.Attribute("cref")!.Value.Split('.')[^1]),
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
