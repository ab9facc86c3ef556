using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PoolResource.Configuration;
using PoolResource.Reading;
using PoolResource.Testing;
using PoolResource.Web;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.WebTests;

/// <summary>The web view on a real port of this machine, of a real repository, in this process.</summary>
public sealed class RunningWeb : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StringBuilder log;

    private RunningWeb(WebApplication app, StringBuilder log)
    {
        (this.app, this.log) = (app, log);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = NewClient();
    }

    public Uri Address { get; }

    /// <summary>Somebody with a browser that keeps cookies and follows nothing by itself.</summary>
    public HttpClient Client { get; }

    /// <summary>What the server is put together of.</summary>
    public IServiceProvider Services => app.Services;

    public BranchWatcher Watcher => app.Services.GetRequiredService<BranchWatcher>();

    /// <summary>Who finds out whom to tell.</summary>
    public Web.Notices.NoticeWatcher Notices => app.Services.GetRequiredService<Web.Notices.NoticeWatcher>();

    /// <summary>The patterns of the paths that it answers.</summary>
    public IEnumerable<string> Routes => app.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints
        .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(route => route.RoutePattern.RawText!);

    /// <summary>What the engine has said so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until the branch is read.</summary>
    /// <param name="locks">The repository.</param>
    /// <param name="configuration">The configuration file; nothing for none.</param>
    /// <param name="time">The clock; the system's when nothing is said.</param>
    /// <param name="source">The source, where it is not just the repository's path.</param>
    /// <param name="more">What else is to stand before the pages.</param>
    /// <param name="port">Where it listens; a free port when nothing is said.</param>
    /// <param name="shelf">Where the branch and the keys are kept; nowhere when nothing is said.</param>
    public static async Task<RunningWeb> StartAsync(
        LockRepository locks, string configuration = "", TimeProvider? time = null, SourceDocument? source = null, Action<WebApplication>? more = null, int port = 0, CacheShelf? shelf = null)
    {
        var options = (configuration.Length == 0 ? new WebOptions() : WebFile.Parse(configuration)) with { Listen = new IPEndPoint(IPAddress.Loopback, port) };
        var text = new StringBuilder();
        var log = new EngineLog(TextWriter.Synchronized(new StringWriter(text))) { IsColoured = false };
        var app = WebServer.Build(options, new WatchedBranch(source ?? new SourceDocument { Uri = locks.Path, Branch = locks.Branch }, log, shelf ?? CacheShelf.None), time ?? TimeProvider.System);
        more?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var web = new RunningWeb(app, text);
        await web.Watcher.AfterAsync(0, TestContext.Current.CancellationToken);
        return web;
    }

    /// <summary>Another browser.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = Address };

    /// <summary>Another browser, in which somebody has logged in.</summary>
    /// <param name="person">The login at the stand-in provider.</param>
    /// <param name="provider">The login's name in the configuration.</param>
    public async Task<HttpClient> LogInAsync(string person, string provider = "github")
    {
        var browser = NewClient();
        using var back = await LogInAsync(browser, person, provider);
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, $"{(int)back.StatusCode}: {await back.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return browser;
    }

    /// <summary>Has somebody log in, and gives what is answered when the provider sends them back.</summary>
    public static async Task<HttpResponseMessage> LogInAsync(HttpClient browser, string person, string provider = "github", string to = "/")
    {
        var back = await ChooseAsync(browser, person, provider, to);
        return await browser.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>Has somebody begin to log in, and gives where the provider sends them back to.</summary>
    public static async Task<Uri> ChooseAsync(HttpClient browser, string person, string provider = "github", string to = "/")
    {
        using var begun = await browser.GetAsync(new Uri($"/login/{provider}?to={to}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(begun.StatusCode == HttpStatusCode.Redirect, $"{(int)begun.StatusCode}: {await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        using var elsewhere = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var chosen = await elsewhere.GetAsync(new Uri($"{begun.Headers.Location!.AbsoluteUri}&as={person}"), TestContext.Current.CancellationToken);
        return chosen.Headers.Location ?? throw new InvalidOperationException(await chosen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Has it look at the branch, and waits until it has.</summary>
    public Task LookAsync() => Watcher.LookNowAsync(TestContext.Current.CancellationToken);

    /// <summary>The text of a page.</summary>
    public async Task<string> GetAsync(string path) => await Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Ends it as a signal does.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        await app.DisposeAsync();
    }
}
