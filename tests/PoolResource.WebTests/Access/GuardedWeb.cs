using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using PoolResource.LoginStandIn;
using PoolResource.Reading;
using PoolResource.Testing;

namespace PoolResource.WebTests.Access;

/// <summary>A web view of three pools, each for others, with a provider to log in with.</summary>
public sealed class GuardedWeb : IAsyncDisposable
{
    /// <summary>Each of the pools is for one team; what is left is for nobody.</summary>
    public const string Teams = """
        access:
          - {to: "github:acme/platform", pools: aws, may: [act, content]}
          - {to: "github:Acme/Admins", pools: gcp, may: force}
          - {to: "github:other/guests", pools: old}
        """;

    private readonly TestFolder folder;
    private readonly StrongBox<Exception?> fault;

    private readonly Func<CacheShelf?, Task<RunningWeb>> start;

    private GuardedWeb(TestFolder folder, StandInProvider provider, RunningWeb web, FakeTimeProvider time, StrongBox<Exception?> fault, Func<CacheShelf?, Task<RunningWeb>> start) =>
        (this.folder, Provider, Web, Time, this.fault, this.start) = (folder, provider, web, time, fault, start);

    public StandInProvider Provider { get; }

    public RunningWeb Web { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Starts both.</summary>
    /// <param name="access">The rest of the configuration.</param>
    /// <param name="logins">The ways to log in, with <c>{at}</c> for the provider's address; as with GitHub Enterprise when nothing is said.</param>
    public static async Task<GuardedWeb> StartAsync(string access = Teams, string logins = GitHub)
    {
        var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        locks.CommitPool("gcp", ["vm-1"]);
        locks.CommitPool("old", ["box-1"]);
        var provider = await StandInProvider.StartAsync(
            "http://127.0.0.1:0",
            new StandInPerson(1, "ada") { Name = "Ada Lovelace", Email = "ada@example.com", Teams = ["acme/platform"] },
            new StandInPerson(2, "grace") { Name = "Grace Hopper", Teams = ["acme/platform", "acme/admins", "other/guests"] },
            new StandInPerson(3, "linus") { Teams = ["unnamed/team"] });
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var fault = new StrongBox<Exception?>();
        return new GuardedWeb(folder, provider, await StartWebAsync(null), time, fault, StartWebAsync);

        Task<RunningWeb> StartWebAsync(CacheShelf? shelf) => RunningWeb.StartAsync(locks, $"{logins.Replace("{at}", provider.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)}\n{access}", time,
            more: app => app.Use((http, next) => fault.Value is { } breaks ? throw breaks : next(http)), shelf: shelf);
    }

    public const string GitHub = """
        login:
          - github: {url: "{at}", client_id: pool-web, client_secret: a-secret-that-everybody-knows}
        """;

    public const string OpenId = """
        login:
          - openid: {name: corp, issuer: "{at}", client_id: pool-web, client_secret: a-secret-that-everybody-knows}
        """;

    public const string OAuth = """
        login:
          - oauth: {name: corp, client_id: pool-web, client_secret: a-secret-that-everybody-knows, authorize_url: "{at}/authorize", token_url: "{at}/token", userinfo_url: "{at}/userinfo", scopes: [openid]}
        """;

    /// <summary>The pools that a browser is shown; the status where it is shown none.</summary>
    public static async Task<string> SeenAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var pools = string.Join(' ', new[] { "aws", "gcp", "old" }.Where(pool => page.Contains($"/pools/{pool}/locks/", StringComparison.Ordinal)));
        return pools.Length > 0 ? pools : $"{(int)answer.StatusCode}";
    }

    /// <summary>Starts the web view once more, beside the first.</summary>
    /// <param name="shelf">Where it keeps what it keeps.</param>
    public Task<RunningWeb> AnotherAsync(CacheShelf shelf) => start(shelf);

    /// <summary>Has whatever gets past the guard go wrong.</summary>
    public void BreakWith(Exception how) => fault.Value = how;

    /// <summary>Changes somebody at the provider.</summary>
    public void Change(string login, Func<StandInPerson, StandInPerson> change) => Provider.People[login] = change(Provider.People[login]);

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Provider.DisposeAsync();
        folder.Dispose();
    }
}
