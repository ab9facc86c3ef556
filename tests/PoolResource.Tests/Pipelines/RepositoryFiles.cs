using PoolResource.Testing;

namespace PoolResource.Tests.Pipelines;

/// <summary>The files of the repository that these tests run in, named from its root.</summary>
internal static class RepositoryFiles
{
    private static string Root => Scripts.Root;

    public static IEnumerable<string> In(string directory, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), pattern)
            .Select(path => Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal);

    /// <summary>The same, in folders below, too, but for what is built.</summary>
    public static IEnumerable<string> Below(string directory, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Intersect(["bin", "obj"]).Any())
            .Order(StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));
}
