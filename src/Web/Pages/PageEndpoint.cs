using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Access;

namespace PoolResource.Web.Pages;

/// <summary>Answers whoever asks for a page.</summary>
/// <param name="cache">Pages.</param>
/// <param name="renderer">What stands around them.</param>
/// <param name="viewers">Who asks.</param>
public sealed class PageEndpoint(PageCache cache, Renderer renderer, Viewers viewers)
{
    /// <summary>The path and the query as they were sent.</summary>
    public static string Raw(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target && target[0] == '/' ? target : $"{http.Request.Path.ToUriComponent()}{http.Request.QueryString}";

    /// <summary>Answers a GET.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var viewer = viewers.Of(http);
        if (!viewer.MayLook)
        {
            await viewers.RefuseAsync(http);
            return;
        }

        var path = Raw(http);
        var shown = await cache.ShowAsync(new PageKey(path, viewer));
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
        await WriteAsync(http, title, [new RenderedPart("error", await renderer.ComponentAsync<Trouble>(new Dictionary<string, object?> { ["Title"] = title, ["Sentence"] = sentence }))], viewers.Of(http), "", null);
    }

    /// <summary>Answers with a page that was made for this request alone.</summary>
    public async Task ShowAsync(HttpContext http, PageView view)
    {
        var page = await renderer.PageAsync(view);
        await WriteAsync(http, page.Title, page.Parts, viewers.Of(http), "", null);
    }

    private async Task WriteAsync(HttpContext http, string title, IReadOnlyList<RenderedPart> parts, Viewer viewer, string version, string? live)
    {
        var html = await renderer.ComponentAsync<Shell>(new Dictionary<string, object?>
        {
            ["Title"] = title,
            ["Version"] = version,
            ["Live"] = live,
            ["Parts"] = parts,
            ["Account"] = viewers.Account(http, viewer),
            ["Footer"] = $"pool-web {ProgramVersion.OfThisBuild}",
        });
        http.Response.ContentType = "text/html; charset=utf-8";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(html, http.RequestAborted);
        }
    }
}
