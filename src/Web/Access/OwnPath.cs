namespace PoolResource.Web.Access;

/// <summary>Where somebody goes after a login: a page of this server, whatever the address says that brought them.</summary>
public static class OwnPath
{
    /// <summary>Where they go when nothing good is said.</summary>
    public const string Start = "/";

    private const int Longest = 2000;

    /// <summary>The path, or <see cref="Start"/> where it leads elsewhere, or to a login.</summary>
    /// <param name="path">A path with its query, percent signs and all.</param>
    public static string Of(string? path) =>
        path is { Length: > 0 and <= Longest } && path[0] == '/' && !path.Split('?')[0].Contains("//", StringComparison.Ordinal)
        && path.All(character => character is > ' ' and < '\u007f' and not '\\')
        && !path.StartsWith("/login", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("/logout", StringComparison.OrdinalIgnoreCase)
            ? path
            : Start;
}
