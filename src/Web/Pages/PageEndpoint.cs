using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Access;

namespace PoolResource.Web.Pages;

/// <summary>Answers whoever asks for a page.</summary>
/// <param name="cache">Pages.</param>
/// <param name="renderer">What stands around them.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="time">The clock.</param>
public sealed class PageEndpoint(PageCache cache, Renderer renderer, Viewers viewers, TimeProvider time)
{
    private const string ReadSoon = "5";

    /// <summary>The path and the query as they were sent.</summary>
    public static string Raw(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target && target[0] == '/' ? target : $"{http.Request.Path.ToUriComponent()}{http.Request.QueryString}";

    /// <summary>Answers a GET.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var viewer = viewers.Of(http);
        if (!viewer.MayLook)
        {
            // What lies behind an open path comes here past the guard.
            await viewers.RefuseAsync(http);
            return;
        }

        var path = Raw(http);
        var shown = await cache.ShowAsync(PageKey.Of(path, viewer));
        if (shown.Page is { } page)
        {
            await WriteAsync(http, page.Title, page.Parts, viewer, shown.Version, path);
        }
        else
        {
            await ErrorAsync(http, StatusCodes.Status404NotFound, "There is no such page", "There is no such pool, lock or page, or none that you may see.");
        }
    }

    /// <summary>Answers with a page that says what is wrong.</summary>
    public async Task ErrorAsync(HttpContext http, int status, string title, string sentence)
    {
        http.Response.StatusCode = status;
        await ShowAsync(http, new PageView(title, [Part.Of<Trouble>("error", ("Title", title), ("Sentence", sentence))]));
    }

    /// <summary>Answers what cannot be answered before the branch is read.</summary>
    public Task NotYetAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = ReadSoon;
        return ErrorAsync(http, StatusCodes.Status503ServiceUnavailable, "The branch is not read yet", "It is being read for the first time; try again in a few seconds.");
    }

    /// <summary>Answers with a page that was made for this request alone.</summary>
    public async Task ShowAsync(HttpContext http, PageView view)
    {
        var viewer = viewers.Of(http);
        var page = await renderer.PageAsync(viewer.MayLook ? view with { Parts = [cache.Banner(), .. view.Parts] } : view);
        await WriteAsync(http, page.Title, page.Parts, viewer, "", null);
    }

    private async Task WriteAsync(HttpContext http, string title, IReadOnlyList<RenderedPart> parts, Viewer viewer, string version, string? live)
    {
        var shell = await renderer.ComponentAsync<Shell>(new Dictionary<string, object?>
        {
            ["Title"] = title,
            ["Version"] = version,
            ["Live"] = live,
            ["Now"] = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["Account"] = viewers.Account(http, viewer),
            ["Footer"] = $"pool-web {ProgramVersion.OfThisBuild}",
        });
        http.Response.ContentType = "text/html; charset=utf-8";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        // A page may be a megabyte: it goes out as it was kept.
        var place = shell.IndexOf(Shell.Place, StringComparison.Ordinal);
        await http.Response.WriteAsync(shell[..place], http.RequestAborted);
        foreach (var part in parts)
        {
            await http.Response.WriteAsync($"<section data-part=\"{part.Id}\">", Encoding.UTF8, http.RequestAborted);
            await http.Response.Body.WriteAsync(part.Utf8, http.RequestAborted);
            await http.Response.WriteAsync("</section>\n", Encoding.UTF8, http.RequestAborted);
        }

        await http.Response.WriteAsync(shell[(place + Shell.Place.Length)..], http.RequestAborted);
    }
}
