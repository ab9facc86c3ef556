using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;
using PoolResource.Web.Live;

namespace PoolResource.WebTests.Live;

public sealed class SlowReaders : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public SlowReaders()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BeginAnewWhereMuchWaitsForThem()
    {
        var reader = new LiveReader(_ => ValueTask.CompletedTask);
        var large = new LiveEvent("part", new string('x', 3 << 20));

        Assert.True(reader.Send([large]));
        Assert.False(reader.Send([large]));
    }

    [Fact]
    public async Task AreCutOffWhereTheyTakeNextToNothing()
    {
        await using var web = await RunningWeb.StartAsync(locks);

        var rate = web.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate!;

        Assert.InRange(rate.BytesPerSecond, 4 << 10, 16 << 10);
    }

    // Each event takes them ten minutes.
    [Fact]
    public async Task AreAskedAnewWhoTheyAreThoughMoreWaitsForThem()
    {
        var (time, taken) = (new FakeTimeProvider(LockRepository.FirstCommit), new List<string>());
        await using var web = await RunningWeb.StartAsync(locks, time: time, more: app => TakenBody.Use(app, "/live", (_, bytes, _) =>
        {
            taken.Add(Encoding.UTF8.GetString(bytes.Span).Split('\n')[0]);
            time.Advance(TimeSpan.FromMinutes(10));
            return Task.CompletedTask;
        }));

        await web.GetAsync("/live?page=/&known=another-7");

        Assert.Equal(["event: open", "event: reload"], taken);
    }

    [Fact]
    public async Task KeepNoServerFromEnding()
    {
        var (stalled, isGone) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        await using var web = await RunningWeb.StartAsync(locks, more: app => TakenBody.Use(app, "/live", async (http, _, stop) =>
        {
            await using var ended = stop.Register(() => isGone.TrySetResult(http.RequestAborted.IsCancellationRequested));
            stalled.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        var stream = web.Client.GetAsync(new Uri("/live?page=/", UriKind.Relative), TestContext.Current.CancellationToken);
        await stalled.Task;

        await web.StopAsync();

        Assert.False(await isGone.Task, "the stream ended only when the server had lost its patience");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stream);
    }
}
