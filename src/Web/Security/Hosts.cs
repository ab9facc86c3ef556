using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using PoolResource.Web.Access;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Security;

/// <summary>By which names this server is asked, and whose word counts about who asks.</summary>
internal static class Hosts
{
    private static readonly object IsKnown = new();

    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    // They say nothing that a page from elsewhere could want to know; they, and programs, ask by whatever address they know.
    private static readonly string[] ForAnyName = ["/healthz", "/readyz", "/hooks/push"];

    /// <summary>Adds what is needed.</summary>
    public static void Add(IServiceCollection services, WebOptions options)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.Proxies)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
        services.AddHostFiltering(filter =>
        {
            filter.AllowedHosts = [.. options.Url is { } url ? [NameOf(url)] : Array.Empty<string>(), .. ThisMachine];
            filter.AllowEmptyHosts = false;
            filter.IncludeFailureMessage = false;
        });
    }

    /// <summary>
    /// Believes the proxies that are named, then refuses names that are not this server's: a page from elsewhere, whose name
    /// its owner has point to this address, would read what is here.
    /// </summary>
    public static void Use(IApplicationBuilder app, WebOptions options)
    {
        if (options.Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (options.Url is not null || IPAddress.IsLoopback(options.Listen.Address))
        {
            app.UseWhen(http => !IsForAnyName(http) && !Schemes.BringsToken(http), filtered =>
            {
                filtered.Use(SayWhyAsync);
                filtered.UseHostFiltering();
                filtered.Use((http, next) =>
                {
                    http.Items[IsKnown] = true;
                    return next(http);
                });
            });
        }

        if (options.Url is { } own)
        {
            // People are sent back from a login to where they came from, whatever a proxy makes of it.
            var host = own.IsDefaultPort ? new HostString(NameOf(own)) : new HostString(NameOf(own), own.Port);
            app.Use((http, next) =>
            {
                http.Request.Scheme = own.Scheme;
                http.Request.Host = host;
                return next(http);
            });
        }
    }

    /// <summary>Whether what is asked for is for whoever asks, by whatever name.</summary>
    public static bool IsForAnyName(HttpContext http) => ForAnyName.Contains(http.Request.Path.Value, StringComparer.Ordinal);

    // The framework's refusal has no words.
    private static async Task SayWhyAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (!http.Items.ContainsKey(IsKnown))
        {
            await Sentences.WriteAsync(http, "This server is not known by that name; ask it by its own address, or write the name as url into its configuration.");
        }
    }

    private static string NameOf(Uri url) => url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
}
