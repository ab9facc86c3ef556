using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using PoolResource.Testing;
using PoolResource.Web.Access;
using PoolResource.Web.Configuration;
using PoolResource.Web.Pages;

namespace PoolResource.WebTests.Acting;

public sealed class WhatAPageOffers
{
    [Theory]
    [InlineData("aws", "env-1", "", "")]
    [InlineData("aws", "env-1", "act", "claim move remove")]
    [InlineData("aws", "env-1", "act content", "claim move edit remove")]
    [InlineData("aws", "env-1", "content force", "")]
    [InlineData("aws", "env-3", "act", "release recycle move remove")]
    [InlineData("aws", "env-3", "act force content", "release recycle move edit remove")]
    [InlineData("aws-lifecycle", "dirty", "act", "release restore move remove")]
    public async Task IsWhatTheViewerMayDoToTheLock(string pool, string name, string may, string offered)
    {
        await using var site = await StartAsync();

        var html = await ShowAsync<LockActs>(site, ViewerOf(may), "", ("Pool", PoolName.Parse(pool, "pool")), ("Lock", LockName.Parse(name, "lock")));

        var claim = name switch { "env-3" => "?claim=claim-of-build", "dirty" => "?claim=claim-to-clean", _ => "" };
        Assert.Equal(
            offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(verb => $"/pools/{pool}/locks/{name}/act/{verb}{claim}"),
            html.Split("href=\"").Skip(1).Select(link => link.Split('"')[0]));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("content force", false)]
    [InlineData("act", true)]
    public async Task IsWhatTheViewerMayDoToThePool(string may, bool isOffered)
    {
        await using var site = await StartAsync();

        var html = await ShowAsync<PoolActs>(site, ViewerOf(may), "", ("Pool", PoolName.Parse("aws", "pool")));

        Assert.Equal(
            isOffered ? ["/pools/aws/act/claim", "/pools/aws/act/add", $"/pools/aws/line/{site.Ticket("aws")}/remove"] : [],
            html.Split("href=\"").Skip(1).Select(link => link.Split('"')[0]));
    }

    [Theory]
    [InlineData("content", true)]
    [InlineData("act force", false)]
    public async Task IsTheContentToWhomMayReadIt(string may, bool isOffered)
    {
        await using var site = await StartAsync();

        var html = await ShowAsync<LockContent>(site, ViewerOf(may), "", ("Pool", PoolName.Parse("aws", "pool")), ("Lock", LockName.Parse("env-1", "lock")));

        Assert.Equal(isOffered, html.Contains("href=\"/pools/aws/locks/env-1/content\"", StringComparison.Ordinal));
    }

    // By the commit that the address names, as the branch tells of it: of nothing else that stands there.
    [Fact]
    public async Task TellsWhatWasDone()
    {
        await using var site = await StartAsync();
        var answer = await site.AsAnna().DoAsync("/pools/aws/locks/env-2/act/claim", ("reason", "<b>why</b>"));
        var done = answer.Location!.Split("?done=")[1];
        (string, object?)[] of = [("Pool", PoolName.Parse("aws", "pool")), ("Lock", LockName.Parse("env-2", "lock"))];

        Assert.Contains("env-2 was claimed, by Anna (via github), for: &lt;b&gt;why&lt;/b&gt;", await ShowAsync<LockActs>(site, ViewerOf(""), done, of), StringComparison.Ordinal);
        Assert.Contains("env-2 was claimed", await ShowAsync<PoolActs>(site, ViewerOf(""), done, of[0]), StringComparison.Ordinal);
        foreach (var other in new[] { "", "all%20is%20lost", "<script>", done[..12], site.Locks.Log[^2].Id })
        {
            Assert.DoesNotContain("done", await ShowAsync<LockActs>(site, ViewerOf(""), other, of), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("done", await ShowAsync<LockActs>(site, ViewerOf(""), done, of[0], ("Lock", LockName.Parse("env-1", "lock"))), StringComparison.Ordinal);
        Assert.DoesNotContain("done", await ShowAsync<PoolActs>(site, ViewerOf(""), done, ("Pool", PoolName.Parse("gcp", "pool"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*", "env-1 was moved from aws to gcp, by")]
    [InlineData("gcp", "env-1 was moved, by")]
    public async Task NamesNoPoolThatTheViewerMayNotSee(string pools, string told)
    {
        await using var site = await StartAsync();
        var answer = await site.AsAnna().DoAsync("/pools/aws/locks/env-1/act/move", ("reason", "x"), ("to", "gcp"));

        var html = await ShowAsync<LockActs>(site, ViewerOf("", pools), answer.Location!.Split("?done=")[1], ("Pool", PoolName.Parse("gcp", "pool")), ("Lock", LockName.Parse("env-1", "lock")));

        Assert.Contains(told, html, StringComparison.Ordinal);
    }

    private static Task<ActingSite> StartAsync() => ActingSite.StartAsync(locks =>
    {
        locks.Commit("main/clean/it build 7 claiming: dirty\n\nPool: aws-lifecycle\nClaim-Id: claim-to-clean\n", Change.Put("aws-lifecycle/claimed/dirty", "dirty\n"));
        locks.Stand(TimeProvider.System.GetUtcNow(), Person.Parse(ActingSite.Anna, "person"));
    });

    private static Viewer ViewerOf(string may, string pools = "*") => new(
        Person.Parse(ActingSite.Anna, "person"),
        [(0, new Grant([Grant.Members], [new PoolPattern(pools)], may.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Enum.Parse<Right>(word, ignoreCase: true)).ToHashSet()))]);

    private static async Task<string> ShowAsync<T>(ActingSite site, Viewer viewer, string done, params (string Name, object? Value)[] parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var query = new QueryCollection(new Dictionary<string, StringValues> { ["done"] = done });
        var context = new PageContext(site.Web.Watcher.News.Seen!, viewer, TimeProvider.System.GetUtcNow(), query, new WebOptions());
        return await new Renderer(services, NullLoggerFactory.Instance).ComponentAsync<T>(new (string, object?)[] { ("Context", context) }.Concat(parameters).ToDictionary(one => one.Item1, one => one.Item2));
    }
}
