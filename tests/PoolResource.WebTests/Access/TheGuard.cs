using System.Net;
using PoolResource.Configuration;
using PoolResource.Testing;

namespace PoolResource.WebTests.Access;

/// <summary>What stands before everything, for whoever may see nothing.</summary>
public sealed class TheGuard
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/pools/aws")]
    [InlineData("/pools/aws/locks/env-1")]
    [InlineData("/activity")]
    [InlineData("/holders/main/deploy")]
    [InlineData("/no/such/page")]
    public async Task SendsPeopleToLogIn(string path)
    {
        await using var guarded = await GuardedWeb.StartAsync();

        using var answer = await guarded.Web.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.Redirect, $"/login?to={Uri.EscapeDataString(path)}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/api/v1/pools")]
    [InlineData("/api/v1/events?since=2026-01-01")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/API/v1/pools")]
    [InlineData("/live?page=/")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task AnswersProgramsWithASentence(string path)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var stranger = await guarded.Web.LogInAsync("linus");

        using var nobody = await guarded.Web.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var somebody = await stranger.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (nobody.StatusCode, somebody.StatusCode));
        Assert.StartsWith("{\"error\":\"", await nobody.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.StartsWith("{\"error\":\"", await somebody.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesNoFormFromWhoIsNotLoggedIn()
    {
        await using var guarded = await GuardedWeb.StartAsync();

        using var answer = await guarded.Web.Client.PostAsync(new Uri("/pools/aws/locks/env-1/claim", UriKind.Relative), new StringContent(""), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task AsksNoTokenWhereNothingIsToBeSeen(string path)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Web.Client.DefaultRequestHeaders.Add("Authorization", "Bearer of-somebody-else");

        using var answer = await guarded.Web.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var api = await guarded.Web.Client.GetAsync(new Uri("/api/v1/pools", UriKind.Relative), Stop);

        using var login = await guarded.Web.Client.GetAsync(new Uri("/login", UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (answer.StatusCode, api.StatusCode, login.StatusCode));
    }

    // What lies behind an open path is no page of its own; before the branch is read the page for that would say that it is not.
    [Theory]
    [InlineData("/login/a/b")]
    [InlineData("/assets/a/b")]
    [InlineData("/healthz/a")]
    public async Task LetsThroughNoPageBehindAnOpenPath(string path)
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        await using var web = await RunningWeb.StartAsync(locks, "login: [{github: {client_id: id, client_secret: not-used-here}}]\naccess: [{to: \"github:acme/ops\"}]", source: new SourceDocument { Uri = folder["gone.git"], Branch = "main" });
        Assert.NotNull(web.Watcher.News.Outage);

        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{answer.StatusCode}");
        Assert.DoesNotContain("cannot be read", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/assets/app.css")]
    public async Task LetsThroughWhatTellsNothing(string path)
    {
        await using var guarded = await GuardedWeb.StartAsync();

        using var answer = await guarded.Web.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
