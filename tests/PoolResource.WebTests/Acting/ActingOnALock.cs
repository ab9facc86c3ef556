using System.Net;
using PoolResource.Configuration;
using PoolResource.Testing;

namespace PoolResource.WebTests.Acting;

public sealed class ActingOnALock
{
    private static readonly (string, string) Why = ("reason", "the database is moved");

    private static (string, string)[] Typed(string path) => path.Split('/')[^1] switch
    {
        "move" => [Why, ("to", "gcp")],
        "add" => [Why, ("name", "env-9"), ("content", "user: me\r\n")],
        "edit" => [Why, ("content", "other\r\n")],
        _ => [Why],
    };

    [Theory]
    [InlineData("/pools/aws/locks/env-1/act/claim", "claiming: env-1", "/pools/aws/locks/env-1", "env-1 was claimed")]
    [InlineData("/pools/aws/act/claim", "claiming: env-", "/pools/aws/locks/env-", "was claimed")]
    [InlineData("/pools/aws/locks/env-3/act/release", "unclaiming: env-3", "/pools/aws/locks/env-3", "env-3 was released")]
    [InlineData("/pools/aws/locks/env-3/act/recycle", "recycling: env-3", "/pools/aws-lifecycle/locks/env-3", "env-3 was recycled")]
    [InlineData("/pools/aws-lifecycle/locks/dirty/act/restore", "restoring: dirty", "/pools/aws/locks/dirty", "dirty was restored")]
    [InlineData("/pools/aws/locks/env-1/act/move", "moving: env-1 to gcp/unclaimed", "/pools/gcp/locks/env-1", "env-1 was moved from aws to gcp")]
    [InlineData("/pools/aws/act/add", "adding unclaimed: env-9", "/pools/aws/locks/env-9", "env-9 was added")]
    [InlineData("/pools/aws/locks/env-1/act/edit", "updating: env-1", "/pools/aws/locks/env-1", "the content of env-1 was changed")]
    [InlineData("/pools/aws/locks/env-1/act/remove", "removing: env-1", "/pools/aws", "env-1 was removed")]
    public async Task IsACommitByThePerson(string path, string subject, string shownAt, string message)
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();

        var answer = await lea.DoAsync(path, Typed(path));

        Assert.Equal((HttpStatusCode.SeeOther, ""), (answer.Status, answer.Refusal));
        var commit = site.Locks.Last;
        Assert.StartsWith(subject, commit.Subject, StringComparison.Ordinal);
        Assert.Matches("github:9 \\(Lea <lea@example.com>\\) asks to .* pool aws.*, for: the database is moved", site.Web.Log);
        Assert.Equal(("Lea <lea@example.com>", "CI Pool Resource <ci-pool@localhost>"), (commit.Author, commit.Committer));
        Assert.Contains("Person: Lea <lea@example.com>\nAccount: github:9\nReason: the database is moved", commit.Body, StringComparison.Ordinal);
        Assert.StartsWith(shownAt, answer.Location, StringComparison.Ordinal);
        Assert.EndsWith($"?done={commit.Id}", answer.Location, StringComparison.Ordinal);
        Assert.Equal(commit.Id, site.Web.Watcher.News.Seen!.Tip!.Value);
        Assert.Matches($"<p class=\"done\" role=\"status\">.*{message}.*, by Lea \\(via github\\), for: the database is moved", (await site.AsNobody().GetAsync(answer.Location!)).Html);
    }

    [Fact]
    public async Task HappensOnceForAFormThatIsSentTwice()
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync("/pools/aws/act/claim");
        Assert.Equal(HttpStatusCode.SeeOther, (await lea.PostAsync(form, Why)).Status);

        var (again, changed) = await site.WatchAsync(() => lea.PostAsync(form, Why));
        var (anew, changedAnew) = await site.WatchAsync(() => lea.DoAsync("/pools/aws/act/claim", Why));

        Assert.Equal((HttpStatusCode.Conflict, false), (again.Status, changed));
        Assert.StartsWith("This form was sent already", again.Refusal, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, true), (anew.Status, changedAnew));
    }

    [Fact]
    public async Task IsSaidToBeByWhereThePersonHasLoggedIn()
    {
        await using var site = await StartAsync();
        await site.AsLea().DoAsync("/pools/aws/locks/env-1/act/claim", Why);

        foreach (var path in (string[])["/", "/pools/aws", "/pools/aws/locks/env-1", "/activity"])
        {
            var text = Page.TextOf((await site.AsNobody().GetAsync(path)).Html);
            Assert.Matches(@"Lea\s+\(via github\)", text);
            Assert.DoesNotContain("at a terminal", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ShowsNoLoginThatAnAddressHolds()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit(
            "main/deploy/test build 9 claiming: env-2\n\nBuild URL: https://me:not-for-all@ci.example.com/builds/9\n\nPool: aws\nClaim-Id: id-9\n",
            Change.Delete("aws/unclaimed/env-2"), Change.Put("aws/claimed/env-2", "")));

        var form = await site.AsLea().OpenAsync("/pools/aws/locks/env-2/act/release");

        Assert.Contains("main/deploy/test build 9", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not-for-all", form.Html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task IsRefusedToWhomMayOnlyLook(string path)
    {
        await using var site = await StartAsync();
        var form = (await site.AsLea().OpenAsync(path)) with { Path = path };
        foreach (var browser in new[] { site.AsMax(), site.AsNobody() })
        {
            var own = browser.Client.DefaultRequestHeaders.Contains("X-Test-Login") ? Visitor.Hidden((await site.AsLea().OpenAsync(path)).Html) : form.Hidden;

            var (answer, changed) = await site.WatchAsync(() => browser.PostAsync(form with { Hidden = own }, Typed(path)));

            Assert.Equal((HttpStatusCode.Forbidden, false), (answer.Status, changed));
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task ChangesNothingWithoutATokenOrFromElsewhere(string path)
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync(path);
        var token = form.Hidden.Keys.Single(name => name.StartsWith("__", StringComparison.Ordinal));

        foreach (var forged in new[] { form.With(token, null), form.With(token, "forged"), form.With(token, (await site.AsAnna().OpenAsync("/pools/aws/act/claim")).Hidden[token]) })
        {
            var (answer, changed) = await site.WatchAsync(() => lea.PostAsync(forged, Typed(path)));
            Assert.Equal((HttpStatusCode.Forbidden, false), (answer.Status, changed));
        }

        foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") })
        {
            lea.Client.DefaultRequestHeaders.Add(header, value);
            var (answer, changed) = await site.WatchAsync(() => lea.PostAsync(form, Typed(path)));
            Assert.Equal((HttpStatusCode.Forbidden, false), (answer.Status, changed));
            lea.Client.DefaultRequestHeaders.Remove(header);
        }

        lea.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        lea.Client.DefaultRequestHeaders.Add("Origin", site.Web.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.SeeOther, (await lea.PostAsync(form, Typed(path))).Status);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task IsNeverDoneByAGet(string path)
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();

        var (answer, changed) = await site.WatchAsync(async () => await lea.GetAsync($"{path}?reason=why&claim=claim-of-build&name=x&to=gcp&content=y"));

        Assert.Equal((HttpStatusCode.OK, false), (answer.Status, changed));
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await lea.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("", "Reason is empty; …")]
    [InlineData("   ", "Reason is empty; …")]
    [InlineData("x*201", "Reason has 201 characters, and 200 at most fit; write it shorter.")]
    [InlineData("fine\n\nClaim-Id: forged", "…holds a line end or another control character…")]
    [InlineData("fine\rAccount: github:2", "…holds a line end or another control character…")]
    [InlineData("fine\u2028Account: github:2", "…holds a line end or another control character…")]
    [InlineData("fine\e[2J", "…holds a line end or another control character…")]
    public async Task NeedsAReasonOfOneLine(string reason, string sentence)
    {
        await using var site = await StartAsync();
        var typed = reason == "x*201" ? new string('x', 201) : reason;

        var (answer, changed) = await site.WatchAsync(() => site.AsLea().DoAsync("/pools/aws/act/add", ("reason", typed), ("name", "env-9"), ("content", "kept <b>")));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
        Assert.Matches($"^{string.Join(".*", sentence.Split('…').Select(System.Text.RegularExpressions.Regex.Escape))}$", answer.Refusal);
        Assert.Contains("value=\"env-9\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains(">\nkept &lt;b&gt;</textarea>", answer.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Person: Eve <eve@example.com>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("claiming: env-2")]
    [InlineData("ключ \"от\" двери")]
    public async Task SaysAReasonAsItIsAndNothingElseByIt(string reason)
    {
        await using var site = await StartAsync();

        await site.AsAnna().DoAsync("/pools/aws/locks/env-1/act/claim", ("reason", reason));

        Assert.Contains($"\nPerson: {ActingSite.Anna}\nAccount: github:1\nReason: {reason}", site.Locks.Last.Body, StringComparison.Ordinal);
        var held = site.Web.Watcher.News.Seen!.Pool(PoolName.Parse("aws", "pool"))!.Locks.Single(one => one.Lock.Name.Value == "env-1");
        Assert.Equal(("github:1", reason), (held.Holder!.Person!.Account, held.Reason));
    }

    [Theory]
    [InlineData("/pools/nowhere/act/add")]
    [InlineData("/pools/aws/locks/nothing/act/claim")]
    [InlineData("/pools/aws/locks/env-1/act/destroy")]
    [InlineData("/pools/aws/line/0192f0c0-8a3e-7c2b-9d41-5f6e7a8b9c0d/remove")]
    [InlineData("/pools/..%2f..%2fetc/act/add")]
    public async Task IsOfWhatIsThere(string path)
    {
        await using var site = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await site.AsLea().GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("aws", "…is the pool the lock is in…")]
    [InlineData("secret", "…you may not act on secret…")]
    [InlineData("aws/claimed", "…")]
    [InlineData("../x", "…")]
    [InlineData("", "…")]
    public async Task MovesALockOnlyToPoolsOnWhichThePersonMayAct(string to, string sentence)
    {
        await using var site = await StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsAnna().DoAsync("/pools/aws/locks/env-1/act/move", Why, ("to", to)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
        Assert.Matches(string.Join(".*", sentence.Split('…').Select(System.Text.RegularExpressions.Regex.Escape)), answer.Refusal);
    }

    // Who may read what locks hold in aws alone sees nothing of vm-1 by taking it there.
    [Fact]
    public async Task ShowsNobodyContentByMovingALock()
    {
        await using var site = await StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsRita().DoAsync("/pools/gcp/locks/vm-1/act/move", Why, ("to", "aws")));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
        Assert.Contains("you may read what locks hold in aws, and not in gcp", answer.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env-1", "…pool aws has a lock env-1 already (unclaimed)…")]
    [InlineData("env-3", "…pool aws has a lock env-3 already (claimed)…")]
    public async Task AddsNothingOverALockThatIsThere(string name, string sentence)
    {
        await using var site = await StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsAnna().DoAsync("/pools/aws/act/add", Why, ("name", name), ("content", "mine")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Contains(sentence.Trim('…')[1..], answer.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task AddsNoLockOfANameThatCannotBe(string name)
    {
        await using var site = await StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsAnna().DoAsync("/pools/aws/act/add", Why, ("name", name)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
    }

    [Fact]
    public async Task IsNotAskedForByOtherThanAForm()
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync("/pools/aws/locks/env-1/act/claim");
        using var many = new MultipartFormDataContent();
        foreach (var (name, value) in form.Hidden.Append(new("reason", "x")))
        {
            many.Add(new StringContent(value), name);
        }

        using var multipart = await lea.Client.PostAsync(new Uri(form.Path, UriKind.Relative), many, TestContext.Current.CancellationToken);
        using var json = await lea.Client.PostAsync(new Uri(form.Path, UriKind.Relative), new StringContent("{}", null, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnsupportedMediaType), (multipart.StatusCode, json.StatusCode));
        Assert.Equal(3, site.Locks.Log.Count - 1);
    }

    [Theory]
    [InlineData((1 << 20) - 2000)]
    [InlineData(2 << 20)]
    public async Task IsRefusedWithAFormThatIsTooLong(int length)
    {
        await using var site = await StartAsync();
        var lea = site.AsLea();
        lea.Client.DefaultRequestHeaders.ExpectContinue = true;

        var (answer, changed) = await site.WatchAsync(() => lea.DoAsync("/pools/aws/locks/env-1/act/claim", Why, ("more", new string('x', length))));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, false), (answer.Status, changed));
    }

    [Theory]
    [InlineData("/pools/aws/act/add")]
    [InlineData("/pools/aws/locks/env-1/act/edit")]
    [InlineData("/pools/aws/locks/env-1/content")]
    public async Task IsNotPossibleBeforeTheBranchIsRead(string path)
    {
        await using var site = await ActingSite.StartAsync(source: locks => new SourceDocument { Uri = $"{locks.Path}-gone", Branch = locks.Branch });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.AsLea().GetAsync(path)).Status);
    }

    public static TheoryData<string> Paths =>
    [
        "/pools/aws/locks/env-1/act/claim", "/pools/aws/act/claim", "/pools/aws/locks/env-3/act/release", "/pools/aws/locks/env-3/act/recycle",
        "/pools/aws-lifecycle/locks/dirty/act/restore", "/pools/aws/locks/env-1/act/move", "/pools/aws/act/add", "/pools/aws/locks/env-1/act/edit", "/pools/aws/locks/env-1/act/remove",
    ];

    private static Task<ActingSite> StartAsync() => ActingSite.StartAsync(locks => locks.Commit(
        "main/clean/it build 7 claiming: dirty\n\nPool: aws-lifecycle\nClaim-Id: claim-to-clean\n", Change.Put("aws-lifecycle/claimed/dirty", "dirty\n")));
}
