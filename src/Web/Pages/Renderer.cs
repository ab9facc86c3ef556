using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PoolResource.Web.Pages;

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
                parts.Add(RenderedPart.Of(part.Id, root.WriteHtmlTo));
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
