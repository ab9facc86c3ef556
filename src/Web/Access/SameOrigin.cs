using PoolResource.Web.Configuration;

namespace PoolResource.Web.Access;

/// <summary>Whether a form was posted by a page of this server, as the browser says.</summary>
internal static class SameOrigin
{
    /// <summary>Looks at what it says; one that says nothing is left to the token of the form.</summary>
    public static bool Allows(HttpRequest request, WebOptions options)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin")
        {
            return false;
        }

        return request.Headers.Origin is not { Count: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsOwn(from.GetLeftPart(UriPartial.Authority), request, options));
    }

    private static bool IsOwn(string origin, HttpRequest request, WebOptions options) =>
        new[] { $"{request.Scheme}://{request.Host.Value}", options.Url?.GetLeftPart(UriPartial.Authority) }.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
