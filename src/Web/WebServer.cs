using PoolResource.Web.Access;
using PoolResource.Web.Api;
using PoolResource.Web.Assets;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;
using PoolResource.Web.Hooks;
using PoolResource.Web.Live;
using PoolResource.Web.Metrics;
using PoolResource.Web.Notices;
using PoolResource.Web.Pages;

namespace PoolResource.Web;

/// <summary>Puts the server together.</summary>
public static class WebServer
{
    private const long LargestRequest = 1 << 20;
    private const int LongestPath = 8 << 10;
    private const int MostConnections = 10_000;

    /// <summary>Makes the server; it begins with <see cref="WebApplication.StartAsync"/>.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="branch">What is shown.</param>
    /// <param name="time">The clock.</param>
    public static WebApplication Build(WebOptions options, WatchedBranch branch, TimeProvider time)
    {
        // Nothing of it is taken from the environment or from files that lie about.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxRequestLineSize = LongestPath;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(options.Listen);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .AddSingleton(options).AddSingleton(branch).AddSingleton(time)
            .AddSingleton<BranchWatcher>().AddHostedService(services => services.GetRequiredService<BranchWatcher>())
            .AddSingleton<LiveHub>().AddHostedService(services => services.GetRequiredService<LiveHub>())
            .AddSingleton<Viewers>().AddSingleton<Renderer>().AddSingleton<PageCache>().AddSingleton<PageEndpoint>().AddSingleton<LiveEndpoint>()
            .AddSingleton<ApiEndpoint>().AddSingleton<PushHook>().AddSingleton<RequestCounter>().AddSingleton<ServerMetrics>().AddSingleton<MetricsEndpoint>()
            .AddSingleton<NoticeSender>().AddHostedService(services => services.GetRequiredService<NoticeSender>()).AddSingleton<NoticeWatcher>().AddHostedService(services => services.GetRequiredService<NoticeWatcher>())
            .AddRoutingCore();
        ApiDocument.AddTo(builder.Services);

        var app = builder.Build();
        app.Use(next => http => http.RequestServices.GetRequiredService<RequestCounter>().CountAsync(http, next));
        app.UseRouting();
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", (BranchWatcher watcher) => watcher.News is { Seen: not null } ? Results.Text("ok\n") : Results.Text("the branch is not read yet\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/assets/{name}", EmbeddedAssets.Answer);
        app.MapGet("/live", (LiveEndpoint live, HttpContext http, string? page, string? known) => live.AnswerAsync(http, page, known));
        app.MapApi();
        app.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], (MetricsEndpoint metrics, HttpContext http) => metrics.AnswerAsync(http));
        app.MapPost("/hooks/push", (PushHook hook, HttpContext http) => hook.AnswerAsync(http));
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], (PageEndpoint pages, HttpContext http) => pages.AnswerAsync(http));
        return app;
    }
}
