namespace PoolResource.Configuration;

/// <summary>A repository as people name it, who may stand beside it.</summary>
public static class Place
{
    /// <summary>The uri; of a path that leads from a directory to another one, the whole path.</summary>
    public static string In(string directory, string uri) =>
        !uri.Contains("://", StringComparison.Ordinal) && (uri.StartsWith('.') || Directory.Exists(Path.Combine(directory, uri)))
            ? Path.GetFullPath(uri, directory)
            : uri;
}
