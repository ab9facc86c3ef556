using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace PoolResource.Web.Assets;

/// <summary>The style sheet, the script and the icon, which are in the assembly.</summary>
internal static class EmbeddedAssets
{
    private static readonly Dictionary<string, (string Type, byte[] Content, EntityTagHeaderValue Tag)> All =
        new[] { ("app.css", "text/css; charset=utf-8"), ("app.js", "text/javascript; charset=utf-8"), ("icon.svg", "image/svg+xml") }
            .ToDictionary(one => one.Item1, one => Read(one.Item1, one.Item2));

    /// <summary>Answers a GET; who has it already is told so.</summary>
    public static IResult Answer(string name) =>
        All.TryGetValue(name, out var found) ? Results.Bytes(found.Content, found.Type, entityTag: found.Tag) : Results.NotFound();

    private static (string, byte[], EntityTagHeaderValue) Read(string name, string type)
    {
        using var stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (type, content, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""));
    }
}
