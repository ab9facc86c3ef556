using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PoolResource.Testing;
using PoolResource.Web.Access;
using PoolResource.Web.Live;
using PoolResource.Web.Pages;

namespace PoolResource.WebTests.Live;

public sealed class OpenPages : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public OpenPages()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1", "env-2"]);
        locks.CommitPool("gcp", ["vm-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task GetThePartThatACommitChangedAndNoOther()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        await using var stream = await LiveStream.OpenAsync(web, "/");

        Claim("aws", "env-1");
        await web.LookAsync();
        var changes = await stream.ChangesAsync();

        Assert.Equal(["summary", Part.Named("pool", "aws")], changes.Select(change => change.Part));
        Assert.Contains("held", changes[1].Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetNothingOfACommitThatChangesOtherPages()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        await using var stream = await LiveStream.OpenAsync(web, "/pools/gcp");

        Claim("aws", "env-1");
        await web.LookAsync();

        Assert.Empty(await stream.ChangesAsync());
    }

    [Fact]
    public async Task AreAskedForAnewWhenPartsComeAndGo()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        await using var stream = await LiveStream.OpenAsync(web, "/");

        locks.CommitPool("phones", ["pixel-9"]);
        await web.LookAsync();

        Assert.Equal(["reload"], (await stream.ChangesAsync()).Select(change => change.Part));
    }

    [Fact]
    public async Task AreAskedForAnewWhenTheyAreOlderThanTheServer()
    {
        await using var web = await RunningWeb.StartAsync(locks);

        await using var stream = await LiveStream.OpenAsync(web, "/", "another-7");

        Assert.Equal(["reload"], (await stream.ChangesAsync()).Select(change => change.Part));
    }

    [Fact]
    public async Task AreRenderedOnceHoweverManyLookAndNotAtAllWhenNobodyDoes()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        var cache = web.Services.GetRequiredService<PageCache>();
        await using (var one = await LiveStream.OpenAsync(web, "/pools/gcp"))
        await using (var other = await LiveStream.OpenAsync(web, "/pools/gcp"))
        {
            await web.GetAsync("/");
            var before = cache.Rendered;
            Claim("gcp", "vm-1");
            await web.LookAsync();
            Assert.NotEmpty(await one.ChangesAsync());
            Assert.NotEmpty(await other.ChangesAsync());
            Assert.Equal(before + 1, cache.Rendered);
        }

        await UntilAsync(() => web.Services.GetRequiredService<LiveHub>() is { Pages: 0, Streams: 0 });
        var last = cache.Rendered;
        Claim("aws", "env-2");
        await web.LookAsync();
        await using var another = await LiveStream.OpenAsync(web, "/activity");
        Claim("aws", "env-1");
        await web.LookAsync();
        Assert.NotEmpty(await another.ChangesAsync());
        Assert.Equal(last + 2, cache.Rendered);
    }

    [Fact]
    public async Task NeverGetWhatAnotherViewerMaySee()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        var hub = web.Services.GetRequiredService<LiveHub>();
        await using var aws = (await hub.OpenAsync(new PageKey("/", ViewerOf("aws", 1)), null))!;
        await using var gcp = (await hub.OpenAsync(new PageKey("/", ViewerOf("gcp", 2)), null))!;
        _ = (await NextAsync(aws), await NextAsync(aws), await NextAsync(gcp), await NextAsync(gcp));

        Claim("aws", "env-1");
        await web.LookAsync();

        Assert.StartsWith("event: part\n", await NextAsync(aws), StringComparison.Ordinal);
        var next = await NextAsync(gcp);
        Assert.StartsWith("event: version\n", next, StringComparison.Ordinal);
        Assert.DoesNotContain("env-1", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SayThatTheHostIsAwayAndWhenItIsBack()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        await using var stream = await LiveStream.OpenAsync(web, "/");

        Directory.Move(locks.Path, folder["moved.git"]);
        await web.LookAsync();
        var away = Assert.Single(await stream.ChangesAsync());
        Directory.Move(folder["moved.git"], locks.Path);
        await web.LookAsync();
        var back = Assert.Single(await stream.ChangesAsync());

        Assert.Equal("banner", away.Part);
        Assert.Matches("This page is as of <time datetime=\"[^\"]+\"", away.Html);
        Assert.Equal("banner", back.Part);
        Assert.DoesNotContain("as of", back.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndInGoodOrderWhenTheServerDoes()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        await using var stream = await LiveStream.OpenAsync(web, "/");

        await web.StopAsync();

        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task BeginAnewForAReaderThatIsTooSlow()
    {
        var reader = new LiveReader(_ => ValueTask.CompletedTask);
        var one = new LiveEvent("reload");

        Assert.True(reader.Send(Enumerable.Repeat(one, 256)));
        Assert.False(reader.Send([one]));

        var count = 0;
        while (reader.TryTake(out _))
        {
            count++;
        }

        Assert.Equal(256, count);
        Assert.False(await reader.WaitAsync(TestContext.Current.CancellationToken));
    }

    private static Viewer ViewerOf(string pool, int place) =>
        new(null, [(place, new Grant([Grant.Anyone], [new PoolPattern(pool)], new HashSet<Right> { Right.Look }))]);

    private static async Task<string> NextAsync(LiveReader reader) =>
        await reader.WaitAsync(TestContext.Current.CancellationToken) && reader.TryTake(out var next) ? Encoding.UTF8.GetString(next.Bytes.Span) : "";

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private void Claim(string pool, string name) => locks.Commit(
        $"main/deploy/test build 42 claiming: {name}", Change.Move($"{pool}/unclaimed/{name}", $"{pool}/claimed/{name}"));
}
