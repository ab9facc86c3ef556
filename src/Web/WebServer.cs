using Microsoft.AspNetCore.Server.Kestrel.Core;
using PoolResource.Web.Access;
using PoolResource.Web.Acting;
using PoolResource.Web.Api;
using PoolResource.Web.Assets;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;
using PoolResource.Web.Contents;
using PoolResource.Web.Hooks;
using PoolResource.Web.Live;
using PoolResource.Web.Metrics;
using PoolResource.Web.Notices;
using PoolResource.Web.Pages;
using PoolResource.Web.Security;

namespace PoolResource.Web;

/// <summary>Puts the server together.</summary>
public static class WebServer
{
    private const long LargestRequest = 1 << 20;
    private const int LongestPath = 8 << 10;
    private const int MostConnections = 10_000;

    // Whoever takes fewer bytes a second, after so long, is cut off: what waits for them fills the memory.
    private const int LowestRate = 8 << 10;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Makes the server; it begins with <see cref="WebApplication.StartAsync"/>.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="branch">What is shown.</param>
    /// <param name="time">The clock.</param>
    public static WebApplication Build(WebOptions options, WatchedBranch branch, TimeProvider time)
    {
        options = options with { CommitUrl = options.CommitUrl ?? CommitPages.Of(branch.Source.Uri.WithoutQuery) };
        options.Require();
        branch.Log.Hide(options.Secrets);
        if (options is { Logins.Count: > 0, Url: { Scheme: "http", IsLoopback: false } })
        {
            branch.Log.Warn("url is not https: whoever is on the way to this server can act as those who log in");
        }

        // Nothing of it is taken from the environment or from files that lie about.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxRequestLineSize = LongestPath;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MinResponseDataRate = new MinDataRate(LowestRate, Grace);
            kestrel.Listen(options.Listen);
        });
        // What strangers send is no reason for a line, and the keys are this user's alone.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new MaskedLogger(branch.Log))
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Error);
        builder.Services
            .AddSingleton(options).AddSingleton(branch).AddSingleton(branch.Log).AddSingleton(time)
            .AddSingleton<BranchWatcher>().AddHostedService(services => services.GetRequiredService<BranchWatcher>())
            .AddSingleton<LiveHub>().AddHostedService(services => services.GetRequiredService<LiveHub>())
            .AddSingleton<ActRunner>().AddSingleton(_ => new Places(ActRunner.MostReads, time)).AddSingleton<Turnstile>().AddSingleton<SentForms>().AddSingleton<ActEndpoint>().AddSingleton<ContentEndpoint>()
            .AddSingleton<Viewers>().AddSingleton<Renderer>().AddSingleton<PageCache>().AddSingleton<PageEndpoint>().AddSingleton<LiveEndpoint>()
            .AddSingleton<ApiEndpoint>().AddSingleton<PushHook>().AddSingleton<RequestCounter>().AddSingleton<ServerMetrics>().AddSingleton<MetricsEndpoint>()
            .AddSingleton<NoticeSender>().AddHostedService(services => services.GetRequiredService<NoticeSender>()).AddSingleton<NoticeWatcher>().AddHostedService(services => services.GetRequiredService<NoticeWatcher>())
            .AddRoutingCore();
        Authentication.Add(builder.Services, options);
        WebKeys.Add(builder.Services, options, branch.Shelf, branch.Log);
        Hosts.Add(builder.Services, options);
        RateLimits.Add(builder.Services);
        ApiDocument.AddTo(builder.Services);

        var app = builder.Build();
        Headers.Use(app, options);
        app.Use(next => http => http.RequestServices.GetRequiredService<RequestCounter>().CountAsync(http, next));
        Faults.Use(app, branch.Log);
        Hosts.Use(app, options);
        app.UseRateLimiter();
        app.UseAuthentication();
        Guard.Use(app, app.Services.GetRequiredService<Viewers>());
        app.UseRouting();
        LoginEndpoints.Map(app);
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", (BranchWatcher watcher) => watcher.News is { Seen: not null } ? Results.Text("ok\n") : Results.Text("the branch is not read yet\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/assets/{name}", EmbeddedAssets.Answer);
        app.MapGet("/live", (LiveEndpoint live, HttpContext http, string? page, string? known) => live.AnswerAsync(http, page, known));
        foreach (var act in (string[])["/pools/{pool}/locks/{name}/act/{verb}", "/pools/{pool}/act/{verb}", "/pools/{pool}/line/{ticket}/remove"])
        {
            app.MapMethods(act, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post], (ActEndpoint acts, HttpContext http) => acts.AnswerAsync(http));
        }

        app.MapMethods("/pools/{pool}/locks/{name}/content", [HttpMethods.Get, HttpMethods.Head], (ContentEndpoint contents, HttpContext http) => contents.AnswerAsync(http));
        app.MapMethods("/pools/{pool}/locks/{name}/content/file", [HttpMethods.Get], (ContentEndpoint contents, HttpContext http) => contents.AnswerAsync(http));
        app.MapApi();
        app.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], (MetricsEndpoint metrics, HttpContext http) => metrics.AnswerAsync(http));
        app.MapPost("/hooks/push", (PushHook hook, HttpContext http) => hook.AnswerAsync(http));
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], (PageEndpoint pages, HttpContext http) => pages.AnswerAsync(http));
        return app;
    }
}
