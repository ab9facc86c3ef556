using Microsoft.Net.Http.Headers;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Security;

/// <summary>What each answer says about how it may be used, whatever the answer is.</summary>
internal static class Headers
{
    // Neither a script nor a style within a page, so that nothing that gets into one does anything.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string NothingOfTheDevice =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    private const string OneYear = "max-age=31536000; includeSubDomains";

    private static readonly (string Name, string Value)[] Always =
    [
        (HeaderNames.ContentSecurityPolicy, Policy),
        (HeaderNames.XContentTypeOptions, "nosniff"),
        (HeaderNames.XFrameOptions, "DENY"),
        // Others learn nothing; with no-referrer a browser would not say of a form, either, that it is our own page's.
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", NothingOfTheDevice),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
        ("X-DNS-Prefetch-Control", "off"),
    ];

    /// <summary>Adds them.</summary>
    public static void Use(IApplicationBuilder app, WebOptions options) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            foreach (var (name, value) in Always)
            {
                headers[name] = value;
            }

            // Others may not keep what only some may see; a browser may keep a style sheet, but asks whether it is still so.
            headers.CacheControl = http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "no-cache" : "no-store";
            if (options.IsSecure)
            {
                headers.StrictTransportSecurity = OneYear;
            }

            return Task.CompletedTask;
        });
        return next(http);
    });
}
