using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PoolResource.Web.Pages;

/// <summary>A part as HTML.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Html">The HTML.</param>
public sealed partial record RenderedPart(string Id, string Html)
{
    /// <summary>The same without the ages in it, which change by themselves.</summary>
    public string Ageless { get; } = Age().Replace(Html, "$1<");

    [GeneratedRegex("(<time [^>]*>)[^<]*<", RegexOptions.CultureInvariant)]
    private static partial Regex Age();
}

/// <summary>A page as HTML, but for what stands around it.</summary>
/// <param name="Title">What its window is called.</param>
/// <param name="Parts">Its parts, in order.</param>
public sealed record RenderedPage(string Title, IReadOnlyList<RenderedPart> Parts);

/// <summary>Makes HTML of components.</summary>
/// <param name="services">What components may ask for.</param>
/// <param name="loggers">Where the framework writes.</param>
public sealed class Renderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Shows a page.</summary>
    public async Task<RenderedPage> PageAsync(PageView page)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parts = new List<RenderedPart>(page.Parts.Count);
            foreach (var part in page.Parts)
            {
                var root = await renderer.RenderComponentAsync(part.Component, ParameterView.FromDictionary(new Dictionary<string, object?>(part.Parameters)));
                parts.Add(new RenderedPart(part.Id, root.ToHtmlString()));
            }

            return new RenderedPage(page.Title, parts);
        });
    }

    /// <summary>Shows one component.</summary>
    public async Task<string> ComponentAsync<T>(IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?>(parameters)))).ToHtmlString());
    }
}
