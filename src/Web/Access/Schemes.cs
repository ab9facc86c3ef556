namespace PoolResource.Web.Access;

/// <summary>What the framework calls the ways to tell who asks. None is a login's name: those have no capital letters.</summary>
internal static class Schemes
{
    /// <summary>Whichever a request brings.</summary>
    public const string Either = "Either";

    /// <summary>People, by the cookie of a login.</summary>
    public const string Cookie = "Cookie";

    /// <summary>Programs, by a token.</summary>
    public const string Token = "Token";

    /// <summary>Whether a request brings a token, right or wrong: then no cookie counts.</summary>
    public static bool BringsToken(HttpContext http) =>
        http.Request.Headers.Authorization.Any(value => value?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) == true);
}
