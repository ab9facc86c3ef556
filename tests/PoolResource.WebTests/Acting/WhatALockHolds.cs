using System.Net;
using PoolResource.Testing;

namespace PoolResource.WebTests.Acting;

public sealed class WhatALockHolds
{
    private static readonly (string, string) Why = ("reason", "because");

    [Fact]
    public async Task IsShownToWhomMayReadItAndKeptNowhere()
    {
        await using var site = await ActingSite.StartAsync();

        using var answer = await site.AsRita().Client.GetAsync(new Uri("/pools/aws/locks/env-1/content", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("content of env-1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("content of env-1", site.Web.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/pools/aws/locks/env-1/content")]
    [InlineData("/pools/aws/locks/env-1/content/file")]
    [InlineData("/pools/aws/locks/env-1/act/edit")]
    public async Task IsShownToNobodyElse(string path)
    {
        await using var site = await ActingSite.StartAsync();
        foreach (var browser in new[] { site.AsAnna(), site.AsMax(), site.AsNobody() })
        {
            var (status, html) = await browser.GetAsync(path);

            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.DoesNotContain("content of env-1", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/pools/gcp/locks/vm-1/content", HttpStatusCode.Forbidden)]
    [InlineData("/pools/gcp/locks/vm-1/act/edit", HttpStatusCode.Forbidden)]
    [InlineData("/pools/aws/locks/none/content", HttpStatusCode.NotFound)]
    [InlineData("/pools/none/locks/env-1/content", HttpStatusCode.NotFound)]
    public async Task IsAMatterOfThePool(string path, HttpStatusCode status)
    {
        await using var site = await ActingSite.StartAsync();

        Assert.Equal(status, (await site.AsRita().GetAsync(path)).Status);
    }

    [Fact]
    public async Task StandsOnNoOtherPage()
    {
        await using var site = await ActingSite.StartAsync();
        foreach (var path in new[] { "/", "/pools/aws", "/pools/aws/locks/env-1", "/pools/aws/locks/env-1/act/claim", "/pools/aws/locks/env-1/act/release", "/?q=content" })
        {
            Assert.DoesNotContain("content of env-1", (await site.AsLea().GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task IsSavedAsAFileThatNoBrowserOpens()
    {
        byte[] bytes = [0, 1, 2, 255, 10, 13];
        await using var site = await ActingSite.StartAsync(locks => locks.Commit("x", Change.Put("aws/unclaimed/naïve \"lock\".html", bytes)));
        var path = $"/pools/aws/locks/{Uri.EscapeDataString("naïve \"lock\".html")}/content";

        using var answer = await site.AsLea().Client.GetAsync(new Uri($"{path}/file", UriKind.Relative), TestContext.Current.CancellationToken);
        var (_, html) = await site.AsLea().GetAsync(path);

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("application/octet-stream", "attachment", "naïve \"lock\".html"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("It is no text: 6 bytes.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsNotShownWhereItIsTooLong()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit("x", Change.Put("aws/unclaimed/long", new string('x', (1 << 20) + 1)), Change.Put("aws/unclaimed/fits", new string('x', 1 << 20))));
        var lea = site.AsLea();

        Assert.Contains("It is too long to be shown.", (await lea.GetAsync("/pools/aws/locks/long/content")).Html, StringComparison.Ordinal);
        Assert.True((await lea.GetAsync("/pools/aws/locks/fits/content")).Html.Length > 1 << 20);
        Assert.Contains("too long to be edited here", (await lea.GetAsync("/pools/aws/locks/fits/act/edit")).Html, StringComparison.Ordinal);
    }

    // Each piece is in a span that says what it is, and nothing of it is HTML.
    [Theory]
    [InlineData("user: <b>\n# why\nport: 22\n", "<span class=\"key\">user</span>: <span class=\"string\">&lt;b&gt;</span>\n<span class=\"comment\"># why</span>\n<span class=\"key\">port</span>: <span class=\"number\">22</span>\n")]
    [InlineData("a: {b: [x, true]}\n", "<span class=\"key\">a</span>: {<span class=\"key\">b</span>: [<span class=\"string\">x</span>, <span class=\"word\">true</span>]}\n")]
    [InlineData("{\"a\":{\"b</code>\":[1,null]}}", "<span class=\"mark\">{</span>\n  <span class=\"key\">&quot;a&quot;</span><span class=\"mark\">:</span> <span class=\"mark\">{</span>\n    <span class=\"key\">&quot;b&lt;/code&gt;&quot;</span><span class=\"mark\">:</span> <span class=\"mark\">[</span>\n      <span class=\"number\">1</span><span class=\"mark\">,</span>\n      <span class=\"word\">null</span>\n    <span class=\"mark\">]</span>\n  <span class=\"mark\">}</span>\n<span class=\"mark\">}</span>")]
    [InlineData("just words & more\n", "just words &amp; more\n")]
    [InlineData("a: \"[\n", "a: &quot;[\n")]
    [InlineData("turned \u202e around\tand\n", "turned ? around\tand\n")]
    [InlineData("? a\n: &x [b]\n'c d': *x\n---\nd: !t 'e f'\ng: |\n  h: i\n", "? <span class=\"key\">a</span>\n: <span class=\"word\">&amp;x</span> [<span class=\"string\">b</span>]\n<span class=\"key\">'c d'</span>: <span class=\"word\">*x</span>\n---\n<span class=\"key\">d</span>: <span class=\"word\">!t</span> <span class=\"string\">'e f'</span>\n<span class=\"key\">g</span>: <span class=\"string\">|\n  h: i\n</span>")]
    public async Task IsShownAsWhatItIs(string content, string shown)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit("x", Change.Put("aws/unclaimed/one", content)));

        var (_, html) = await site.AsLea().GetAsync("/pools/aws/locks/one/content");

        var code = html.Split("<code>", 2)[1].Split("</code>", 2)[0].Replace("&#x9;", "\t", StringComparison.Ordinal).Replace("&#xA;", "\n", StringComparison.Ordinal);
        Assert.Equal(shown, code.Replace("&#x27;", "'", StringComparison.Ordinal));
    }

    // A browser sends CR LF for each line end, whatever the file has.
    [Theory]
    [InlineData("a: 1\nb: 2\n", "a: 1\r\nb: 3\r\n", "a: 1\nb: 3\n")]
    [InlineData("a: 1\r\nb: 2\r\n", "a: 1\r\nb: 3\r\n", "a: 1\r\nb: 3\r\n")]
    [InlineData("\n\nx", "\r\n\r\nhush-hush", "\n\nhush-hush")]
    [InlineData("", "hush-hush", "hush-hush")]
    public async Task IsEditedInItsOwnLineEnds(string before, string typed, string after)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit("x", Change.Put("aws/unclaimed/one", before)));
        var lea = site.AsLea();
        var form = await lea.OpenAsync("/pools/aws/locks/one/act/edit");

        var answer = await lea.PostAsync(form, Why, ("content", typed));

        Assert.Contains($">\n{before.ReplaceLineEndings("\n").Replace("\n", "&#xA;", StringComparison.Ordinal)}</textarea>", form.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal(after, System.Text.Encoding.UTF8.GetString(site.Locks.Read("aws/unclaimed/one")));
        Assert.DoesNotContain(after.Trim(), site.Locks.Last.Body + site.Web.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\0b")]
    [InlineData("a\rb")]
    public async Task IsNotEditedWhereAFormWouldSpoilIt(string content)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit("x", Change.Put("aws/unclaimed/one", content)));

        Assert.DoesNotContain("<form class=\"act\"", (await site.AsLea().GetAsync("/pools/aws/locks/one/act/edit")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsNotWrittenOverWhereItWasEditedMeanwhile()
    {
        await using var site = await ActingSite.StartAsync();
        var (lea, lou) = (site.AsLea(), site.As("github:10", "Lou", "lou@example.com", "github:acme/lead"));
        var forms = (await lea.OpenAsync("/pools/aws/locks/env-1/act/edit"), await lou.OpenAsync("/pools/aws/locks/env-1/act/edit"));
        await lea.PostAsync(forms.Item1, Why, ("content", "of Lea"));

        var (answer, changed) = await site.WatchAsync(() => lou.PostAsync(forms.Item2, Why, ("content", "of Lou")));
        var (again, changedAgain) = await site.WatchAsync(() => lou.PostAsync(forms.Item2 with { Hidden = Visitor.Hidden(answer.Html) }, Why, ("content", "of Lou")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Equal("Lock env-1 of pool aws was edited meanwhile; nothing was changed.", answer.Refusal);
        Assert.Contains(">\nof Lou</textarea>", answer.Html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, false), (again.Status, changedAgain));
    }

    // A build holds it, and goes on holding it.
    [Fact]
    public async Task IsEditedUnderTheClaimThatWasShown()
    {
        await using var site = await ActingSite.StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync("/pools/aws/locks/env-3/act/edit");

        var answer = await lea.PostAsync(form, Why, ("content", "other"));

        Assert.Equal((HttpStatusCode.SeeOther, "claim-of-build"), (answer.Status, form.Hidden["claim"]));
        Assert.Contains("aws/claimed/env-3", site.Locks.Files);
        var held = site.Web.Watcher.News.Seen!.Pool(PoolName.Parse("aws", "pool"))!.Locks.Single(one => one.Lock.Name.Value == "env-3");
        Assert.Equal("main/deploy/test build 42", held.Holder!.Who);
    }

    [Fact]
    public async Task IsRefusedWhereItIsTooLong()
    {
        await using var site = await ActingSite.StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsLea().DoAsync("/pools/aws/locks/env-1/act/edit", Why, ("content", new string('x', (256 << 10) + 1))));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
    }

    [Fact]
    public async Task IsRefusedWhereItIsNoText()
    {
        await using var site = await ActingSite.StartAsync();

        var (answer, changed) = await site.WatchAsync(() => site.AsLea().DoAsync("/pools/aws/locks/env-1/act/edit", Why, ("content", "a\0b")));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (answer.Status, changed));
        Assert.Contains("no text", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsSaidNotToBeReadWhereTheHostIsAway()
    {
        await using var site = await ActingSite.StartAsync();
        Directory.Move(site.Locks.Path, $"{site.Locks.Path}.away");

        var (status, html) = await site.AsLea().GetAsync("/pools/aws/locks/env-1/content");
        Directory.Move($"{site.Locks.Path}.away", site.Locks.Path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The content cannot be read", html, StringComparison.Ordinal);
    }
}
