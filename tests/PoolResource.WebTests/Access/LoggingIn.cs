using System.Net;
using PoolResource.LoginStandIn;

namespace PoolResource.WebTests.Access;

public sealed class LoggingIn
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ada", "aws")]
    [InlineData("grace", "aws gcp old")]
    [InlineData("linus", "403")]
    public async Task ShowsThePoolsOfOnesTeams(string person, string pools)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync(person);

        Assert.Equal(pools, await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task LooksAtAllPagesOfTeams()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Provider.TeamsOnAPage = 1;
        using var browser = await guarded.Web.LogInAsync("grace");

        Assert.Equal("aws gcp old", await GuardedWeb.SeenAsync(browser));
        Assert.Equal(3, guarded.Provider.Asked.Count(path => path == "/api/v3/user/teams"));
    }

    [Fact]
    public async Task FollowsNoPageToAnotherHost()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        await using var other = await StandInProvider.StartAsync("http://127.0.0.1:0");
        guarded.Provider.TeamsOnAPage = 1;
        guarded.Provider.NextElsewhere = new Uri(other.Address, "/api/v3/user/teams?page=2");
        using var browser = await guarded.Web.LogInAsync("grace");

        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        Assert.Empty(other.Asked);
    }

    [Fact]
    public async Task GivesNothingForAMembershipThatIsNotAccepted()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Change("grace", person => person with { Pending = ["acme"] });
        using var browser = await guarded.Web.LogInAsync("grace");

        Assert.Equal("old", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task GivesNothingForAnOrganisationThatCannotBeAsked()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Provider.Closed["acme"] = true;
        using var browser = await guarded.Web.LogInAsync("grace");

        Assert.Equal("old", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task AsksOnlyOfOrganisationsThatAccessNames()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Change("ada", person => person with { Teams = ["acme/platform", "private/life"] });
        using var browser = await guarded.Web.LogInAsync("ada");

        Assert.Equal(["/api/v3/user/memberships/orgs/acme"], guarded.Provider.Asked.Where(path => path.Contains("memberships", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SaysWhoOneIsAndWhereToLogOut()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        var page = await browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Contains("Ada Lovelace", page, StringComparison.Ordinal);
        Assert.Contains("action=\"/logout\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhichAccountIsGrantedNothing()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("linus");

        using var answer = await browser.GetAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("linus (github:3)", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeadsThereWhereOneWantedToGo()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();
        using var refused = await browser.GetAsync(new Uri("/pools/aws?days=7", UriKind.Relative), Stop);
        Assert.Equal("/login?to=%2Fpools%2Faws%3Fdays%3D7", refused.Headers.Location?.OriginalString);

        using var back = await RunningWeb.LogInAsync(browser, "ada", to: "%2Fpools%2Faws%3Fdays%3D7");

        Assert.Equal("/pools/aws?days=7", back.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task AsksWhichWayWhereThereAreSeveral()
    {
        await using var guarded = await GuardedWeb.StartAsync(logins: $"{GuardedWeb.GitHub}\n  {GuardedWeb.OpenId.Split('\n')[1].Trim()}");
        using var browser = guarded.Web.NewClient();

        var page = await browser.GetStringAsync(new Uri("/login?to=/pools/aws", UriKind.Relative), Stop);

        Assert.Contains("/login/github?to=%2Fpools%2Faws", page, StringComparison.Ordinal);
        Assert.Contains("/login/corp?to=%2Fpools%2Faws", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesTheSameIdAtAnotherProviderForSomebodyElse()
    {
        await using var guarded = await GuardedWeb.StartAsync(logins: $"{GuardedWeb.GitHub}\n  {GuardedWeb.OpenId.Split('\n')[1].Trim()}");
        using var here = await guarded.Web.LogInAsync("ada");
        using var there = await guarded.Web.LogInAsync("ada", "corp");

        Assert.Equal("aws", await GuardedWeb.SeenAsync(here));
        Assert.Equal("403", await GuardedWeb.SeenAsync(there));
        Assert.Contains("corp:1", await (await there.GetAsync(new Uri("/", UriKind.Relative), Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsPutOffWhileTheProviderIsAway()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        guarded.Provider.Away["/api/v3/user"] = true;
        using var browser = guarded.Web.NewClient();

        using var back = await RunningWeb.LogInAsync(browser, "ada");

        Assert.Equal(HttpStatusCode.BadGateway, back.StatusCode);
        Assert.Contains("github does not say who you are right now: it answers 503", await back.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    [Theory]
    [InlineData(GuardedWeb.GitHub, "github")]
    [InlineData(GuardedWeb.OpenId, "corp")]
    [InlineData(GuardedWeb.OAuth, "corp")]
    public async Task SaysWhereTheProviderDoesNotKnowTheServer(string logins, string provider)
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: members}]", logins.Replace("a-secret-that-everybody-knows", "another-secret", StringComparison.Ordinal));

        using var answer = await RunningWeb.LogInAsync(guarded.Web.Client, "ada", provider);

        Assert.Contains($"{provider} does not know this server by its client_id and client_secret", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret", guarded.Web.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsBrokenOffByWhoDoesNotWantTo()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();

        using var back = await RunningWeb.LogInAsync(browser, "nobody");

        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
    }

    // A stranger's code, by a link: whoever follows it would act as the stranger.
    [Theory]
    [InlineData(GuardedWeb.GitHub, "github")]
    [InlineData(GuardedWeb.OpenId, "corp")]
    public async Task IsRefusedInAnotherBrowserThanBeganIt(string logins, string provider)
    {
        await using var guarded = await GuardedWeb.StartAsync("", logins);
        using var stranger = guarded.Web.NewClient();
        using var browser = guarded.Web.NewClient();
        var back = await RunningWeb.ChooseAsync(stranger, "linus", provider);

        using var answer = await browser.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("pool=", string.Join(';', answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("code")]
    public async Task IsRefusedWithAnotherWord(string key)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();
        var back = await RunningWeb.ChooseAsync(browser, "ada");

        using var answer = await browser.GetAsync(new Uri(back.PathAndQuery.Replace($"{key}=", $"{key}=x", StringComparison.Ordinal), UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task IsRefusedForAnIdentityTokenOfAnotherLogin()
    {
        await using var guarded = await GuardedWeb.StartAsync("", GuardedWeb.OpenId);
        guarded.Provider.WrongNonce = "another";
        using var browser = guarded.Web.NewClient();

        using var answer = await RunningWeb.LogInAsync(browser, "ada", "corp");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task WorksOnceForEachCode()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();
        var back = await RunningWeb.ChooseAsync(browser, "ada");
        using var first = await browser.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative), Stop);

        using var second = await browser.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (first.StatusCode, second.StatusCode));
    }
}
