using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;
using PoolResource.Web.Pages;

namespace PoolResource.WebTests.Pages;

public sealed class WhatIsKept : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;
    private readonly FakeTimeProvider time = new(LockRepository.FirstCommit);

    public WhatIsKept()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HoldsNoPagesThatDoNotExist()
    {
        await using var web = await RunningWeb.StartAsync(locks, time: time);
        for (var n = 0; n < 64; n++)
        {
            using var none = await web.Client.GetAsync(new Uri($"/pools/none-{n}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        Assert.Equal(1, await RenderedAsync(web, "/", "/"));
    }

    [Fact]
    public async Task IsWhatWasAskedForLast()
    {
        await using var web = await RunningWeb.StartAsync(locks, time: time);

        // More pages than are kept, and fewer requests than one address may make at once.
        Assert.Equal(81, await RenderedAsync(web, [.. Enumerable.Range(0, 80).SelectMany(n => new[] { "/", $"/?q={n}" })]));
        Assert.Equal(0, await RenderedAsync(web, "/?q=79"));
        Assert.Equal(1, await RenderedAsync(web, "/?q=0"));
    }

    [Fact]
    public async Task DoesNotHangOnWhatNoPageAsksFor()
    {
        await using var web = await RunningWeb.StartAsync(locks, time: time);

        Assert.Equal(1, await RenderedAsync(web, "/?sort=lock", "/?a=1&sort=lock&b"));
    }

    private static async Task<long> RenderedAsync(RunningWeb web, params string[] paths)
    {
        var cache = web.Services.GetRequiredService<PageCache>();
        var before = cache.Rendered;
        foreach (var path in paths)
        {
            await web.GetAsync(path);
        }

        return cache.Rendered - before;
    }
}
