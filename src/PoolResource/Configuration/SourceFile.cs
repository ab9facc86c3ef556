using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoolResource.Configuration;

/// <summary>A file with the keys of <c>source</c>, in YAML or JSON, as whoever is no step names the repository.</summary>
/// <param name="Document">The keys.</param>
/// <param name="Warnings">What the user should know of it, each a sentence.</param>
public sealed record SourceFile(SourceDocument Document, IReadOnlyList<string> Warnings)
{
    /// <summary>What names such a file where no option does.</summary>
    public const string Variable = "POOL_SOURCE";

    /// <summary>Reads such a file; a path in it leads from where the file is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PoolException">It cannot be read, or its keys cannot be used.</exception>
    public static async Task<SourceFile> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            var file = Parse(await File.ReadAllTextAsync(path, stop));
            return file.Document.Uri is { } uri ? file with { Document = file.Document with { Uri = Place.In(Path.GetDirectoryName(Path.GetFullPath(path))!, uri) } } : file;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException($"the file {Quoted.Text(path)} cannot be read ({fault.Message.Split('\n')[0]}); name another with --source or {Variable}", fault);
        }
        catch (PoolException fault)
        {
            throw new PoolException($"{Quoted.Line(path)}: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <exception cref="PoolException">It is no mapping, or a value has the wrong type.</exception>
    public static SourceFile Parse(string text)
    {
        if (YamlNodes.Read(text) is not JsonObject mapping)
        {
            throw new PoolException("the file holds no keys; write uri: and branch: into it, each on a line of its own");
        }

        try
        {
            var document = mapping.Deserialize(SourceJson.Default.SourceDocument)!;
            return new SourceFile(document, [.. Unknown(document), .. document.ToWarnings()]);
        }
        catch (JsonException fault) when (fault.Path is { Length: > 2 } path && fault.InnerException is not JsonException)
        {
            throw new PoolException($"source.{path[2..]}: {JsonFault.Expected(fault)}", fault);
        }
    }

    private static IEnumerable<string> Unknown(SourceDocument document) =>
        [.. Unknown("source", document.Unknown, KnownKeys.Source), .. Unknown("source.concourse", document.Concourse?.Unknown, KnownKeys.Concourse)];

    private static IEnumerable<string> Unknown(string section, Dictionary<string, JsonElement>? unknown, IReadOnlyCollection<string> known) =>
        from key in unknown?.Keys ?? Enumerable.Empty<string>()
        let nearest = KnownKeys.Nearest(key, known)
        select $"{section}.{Quoted.Line(key)} is not a key this resource knows{(nearest is null ? "" : $"; did you mean {nearest}?")}";
}
