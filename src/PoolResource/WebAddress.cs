namespace PoolResource;

/// <summary>Addresses of pages that commits name.</summary>
public static class WebAddress
{
    /// <summary>The page, where one is named that may be a link: over http or https, without a login in it, nor a character by which one reader takes it for another address; else null.</summary>
    /// <param name="address">What a commit says, whoever wrote it.</param>
    public static Uri? Of(string? address) =>
        address?.All(character => character is > ' ' and not ('\\' or '\u007f')) == true
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null;

    /// <summary>The same as it is written, for programs that make a link of it.</summary>
    public static string? In(string? address) => Of(address) is null ? null : address;
}
