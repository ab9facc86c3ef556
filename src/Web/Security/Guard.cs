using PoolResource.Web.Access;

namespace PoolResource.Web.Security;

/// <summary>
/// Stands before every page, stream, document and number: whoever may see no pool gets no further, whatever is added behind it.
/// What stands there asks for single pools alone.
/// </summary>
internal static class Guard
{
    // The way in, what a browser needs to show it, and what says no more than that this server runs.
    private static readonly string[] Open = ["/login", "/logout", "/assets", "/healthz", "/readyz", "/hooks/push"];

    /// <summary>Adds it.</summary>
    public static void Use(IApplicationBuilder app, Viewers viewers) => app.Use((http, next) =>
    {
        if (Schemes.BringsToken(http) && http.User.Identity?.IsAuthenticated != true && !Hosts.IsForAnyName(http))
        {
            return viewers.ChallengeAsync(http, "This token is not known here; give one whose SHA-256 stands in the configuration.");
        }

        return IsOpen(http) || viewers.Of(http).MayLook ? next(http) : viewers.RefuseAsync(http);
    });

    private static bool IsOpen(HttpContext http) => Open.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
}
