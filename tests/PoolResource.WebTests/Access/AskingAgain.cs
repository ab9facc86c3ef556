namespace PoolResource.WebTests.Access;

public sealed class AskingAgain
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const string Corp = """
        access:
          - {to: "corp:acme/platform", pools: aws}
          - {to: "corp:acme/admins", pools: gcp}
        """;

    [Fact]
    public async Task TakesAndGivesAfterAQuarterOfAnHour()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Change("ada", person => person with { Teams = ["other/guests"] });

        guarded.Time.Advance(Round - Minute);
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        guarded.Time.Advance(Minute);
        Assert.Equal("old", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task HappensOnceHoweverManyRequestsCome()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.Asked.Clear();
        guarded.Time.Advance(Round);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GuardedWeb.SeenAsync(browser)));

        Assert.Single(guarded.Provider.Asked, path => path == "/api/v3/user");
    }

    [Fact]
    public async Task EndsALoginWhoseTokenWasRevoked()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.Revoke("ada");
        guarded.Time.Advance(Round);

        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task LeavesWhatWasKnownForAnHourWhileTheProviderIsAway()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.Away["/"] = true;

        guarded.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        guarded.Time.Advance(Minute);
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task WaitsAMinuteForAProviderThatIsAway()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.Away["/"] = true;
        guarded.Provider.Asked.Clear();
        guarded.Time.Advance(Round);
        await GuardedWeb.SeenAsync(browser);
        await GuardedWeb.SeenAsync(browser);
        Assert.Single(guarded.Provider.Asked);

        guarded.Provider.Away.Clear();
        guarded.Change("ada", person => person with { Teams = ["other/guests"] });
        guarded.Time.Advance(Minute);

        Assert.Equal("old", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task LeavesATeamForAnHourThatCannotBeAskedAndGivesNoOther()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.Closed["acme"] = true;
        guarded.Change("ada", person => person with { Teams = ["acme/platform", "acme/admins", "other/guests"] });

        guarded.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("aws old", await GuardedWeb.SeenAsync(browser));
        guarded.Time.Advance(Minute);
        Assert.Equal("old", await GuardedWeb.SeenAsync(browser));
    }

    // Each page of teams takes a second, and the team that counts is on the last.
    [Fact]
    public async Task TakesAQuarterOfAMinuteAtMostAndLeavesWhatWasKnown()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Provider.TeamsOnAPage = 1;
        guarded.Change("ada", person => person with { Teams = [.. Enumerable.Range(0, 40).Select(n => $"other/team-{n}"), "acme/platform"] });
        guarded.Time.Advance(Round);
        guarded.Provider.Asked.Clear();
        guarded.Provider.OnAsked = path => guarded.Time.Advance(TimeSpan.FromSeconds(path.EndsWith("/teams", StringComparison.Ordinal) ? 1 : 0));

        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        Assert.Equal(15, guarded.Provider.Asked.Count(path => path.EndsWith("/teams", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LastsTwelveHoursAtMost()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        for (var hour = 0; hour < 11; hour++)
        {
            guarded.Time.Advance(TimeSpan.FromHours(1) - Minute);
            Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        }

        guarded.Time.Advance(TimeSpan.FromHours(1) + (12 * Minute));
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    // Whoever has a page open is asked about as well: the stream ends, and begins anew for who still may see the page.
    [Fact]
    public async Task EndsTheStreamOfAnOpenPage()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        guarded.Time.Advance(Round - Minute);
        using var answer = await browser.GetAsync(new Uri("/live?page=/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("event: open", await stream.ReadLineAsync(TestContext.Current.CancellationToken));

        // Each request gives the stream its turn; without anybody to ask about, it would last for a quarter of an hour.
        var (rest, begun) = (stream.ReadToEndAsync(TestContext.Current.CancellationToken), guarded.Time.GetUtcNow());
        while (!rest.IsCompleted)
        {
            guarded.Time.Advance(TimeSpan.FromSeconds(1));
            await browser.GetStringAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        Assert.True(guarded.Time.GetUtcNow() - begun < TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(GuardedWeb.OpenId)]
    [InlineData(GuardedWeb.OAuth)]
    public async Task WorksByUserinfo(string logins)
    {
        await using var guarded = await GuardedWeb.StartAsync(Corp, logins);
        using var browser = await guarded.Web.LogInAsync("ada", "corp");
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        guarded.Change("ada", person => person with { Teams = ["acme/admins"] });
        guarded.Time.Advance(Round);

        Assert.Equal("gcp", await GuardedWeb.SeenAsync(browser));
    }

    [Theory]
    [InlineData(GuardedWeb.OpenId)]
    [InlineData(GuardedWeb.OAuth)]
    public async Task WorksByATokenThatRenewsAnother(string logins)
    {
        await using var guarded = await GuardedWeb.StartAsync(Corp, logins);
        guarded.Provider.GivesRefresh = true;
        using var browser = await guarded.Web.LogInAsync("ada", "corp");
        guarded.Change("ada", person => person with { Teams = ["acme/admins"] });

        for (var round = 0; round < 3; round++)
        {
            guarded.Provider.Expire("ada");
            guarded.Time.Advance(Round);
            Assert.Equal("gcp", await GuardedWeb.SeenAsync(browser));
        }

        guarded.Provider.Revoke("ada");
        guarded.Time.Advance(Round);
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    // What renewed the token was good once: the next one is kept, in the cookie too, whatever the provider does then.
    [Theory]
    [InlineData(GuardedWeb.OpenId)]
    [InlineData(GuardedWeb.OAuth)]
    public async Task KeepsATokenThatRenewedAnotherThoughTheProviderIsAwayThen(string logins)
    {
        await using var guarded = await GuardedWeb.StartAsync(Corp, logins);
        guarded.Provider.GivesRefresh = true;
        using var browser = await guarded.Web.LogInAsync("ada", "corp");
        guarded.Provider.Expire("ada");
        guarded.Time.Advance(Round);
        guarded.Provider.OnAsked = path => _ = path == "/token" && guarded.Provider.Away.TryAdd("/userinfo", true);
        using var meanwhile = await browser.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        guarded.Provider.OnAsked = null;
        guarded.Provider.Away.Clear();
        guarded.Provider.Expire("ada");
        guarded.Time.Advance(Minute);

        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        Assert.Contains(meanwhile.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("pool=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GuardedWeb.OpenId)]
    [InlineData(GuardedWeb.OAuth)]
    public async Task IsNotPossibleWithATokenThatIsTooOldSoThatTheLoginEndsAfterAnHour(string logins)
    {
        await using var guarded = await GuardedWeb.StartAsync(Corp, logins);
        guarded.Provider.Lasts = 300;
        using var browser = await guarded.Web.LogInAsync("ada", "corp");
        guarded.Provider.Expire("ada");

        guarded.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        guarded.Time.Advance(Minute);
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task LeavesAGroupForAnHourThatOnlyAnIdentityTokenTold()
    {
        await using var guarded = await GuardedWeb.StartAsync(Corp, GuardedWeb.OpenId);
        guarded.Provider.Groups = LoginStandIn.GroupsIn.IdentityToken;
        using var browser = await guarded.Web.LogInAsync("ada", "corp");

        guarded.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
        guarded.Time.Advance(Minute);
        Assert.Equal("403", await GuardedWeb.SeenAsync(browser));
    }
}
