using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Live;

/// <summary>Sends what changes on open pages: each page is shown once, however many have it open.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="cache">Pages.</param>
/// <param name="time">The clock.</param>
public sealed class LiveHub(BranchWatcher watcher, PageCache cache, TimeProvider time) : BackgroundService
{
    /// <summary>What is stale stands out when its time has come, though nothing changes in the branch.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    // Whoever does not take so many is too slow, and begins anew.
    private const int Backlog = 256;

    private readonly ConcurrentDictionary<PageKey, OpenPage> open = [];

    /// <summary>How many streams are open.</summary>
    public int Streams => open.Values.Sum(page => page.Readers.Count);

    /// <summary>Takes part in a page.</summary>
    /// <param name="key">The page.</param>
    /// <param name="known">The version that is shown already; what is newer is sent at once.</param>
    /// <returns>What is sent; it ends when the reader is too slow, or the page is gone.</returns>
    public async Task<LiveReader> OpenAsync(PageKey key, string? known)
    {
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(Backlog) { SingleReader = true });
        while (true)
        {
            var page = open.GetOrAdd(key, asked => new OpenPage(asked));
            await page.Turn.WaitAsync();
            try
            {
                if (page.IsClosed)
                {
                    continue;
                }

                var now = page.Shown ??= await cache.ShowAsync(key);
                if (now.Version != known)
                {
                    // It may have been shown anew since the last round.
                    Send(channel.Writer, [.. Changes(null, now), Mark(now.Version)]);
                }

                page.Readers.Add(channel.Writer);
                return new LiveReader(channel.Reader, () => LeaveAsync(page, channel.Writer));
            }
            finally
            {
                page.Turn.Release();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var version = -1L; !stoppingToken.IsCancellationRequested;)
        {
            version = (await NextAsync(version, stoppingToken)).Version;
            foreach (var page in open.Values)
            {
                await ShowAsync(page);
            }
        }
    }

    private async Task<BranchNews> NextAsync(long version, CancellationToken stop)
    {
        using var turn = new CancellationTokenSource(Turn, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, stop);
        try
        {
            return await watcher.AfterAsync(version, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return watcher.News;
        }
    }

    private async Task ShowAsync(OpenPage page)
    {
        await page.Turn.WaitAsync();
        try
        {
            if (page.Readers.Count == 0)
            {
                page.IsClosed = true;
                open.TryRemove(page.Key, out _);
                return;
            }

            var (before, now) = (page.Shown, await cache.ShowAsync(page.Key));
            page.Shown = now;
            SseItem<string>[] items = [.. Changes(before?.Page, now), .. before?.Version == now.Version ? (SseItem<string>[])[] : [Mark(now.Version)]];
            page.Readers.RemoveAll(reader => !Send(reader, items));
        }
        finally
        {
            page.Turn.Release();
        }
    }

    private static bool Send(ChannelWriter<SseItem<string>> reader, IEnumerable<SseItem<string>> items) =>
        items.All(reader.TryWrite) || !reader.TryComplete();

    private static async ValueTask LeaveAsync(OpenPage page, ChannelWriter<SseItem<string>> reader)
    {
        reader.TryComplete();
        await page.Turn.WaitAsync();
        page.Readers.Remove(reader);
        page.Turn.Release();
    }

    private static SseItem<string> Mark(string version) => new(version, "version") { EventId = version };

    // A page whose parts are others than before is asked for anew.
    private static IEnumerable<SseItem<string>> Changes(RenderedPage? before, PageAt now)
    {
        if (now.Page is not { } page)
        {
            return [new SseItem<string>("", "reload")];
        }

        if (before is null || before.Parts.Count != page.Parts.Count || before.Parts.Zip(page.Parts).Any(pair => pair.First.Id != pair.Second.Id))
        {
            return [new SseItem<string>("", "reload")];
        }

        return before.Parts.Zip(page.Parts)
            .Where(pair => pair.First.Ageless != pair.Second.Ageless)
            .Select(pair => new SseItem<string>(JsonSerializer.Serialize(new LivePart(pair.Second.Id, pair.Second.Html), LiveJson.Default.LivePart), "part"));
    }

    private sealed class OpenPage(PageKey key)
    {
        public PageKey Key => key;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public List<ChannelWriter<SseItem<string>>> Readers { get; } = [];

        public PageAt? Shown { get; set; }

        public bool IsClosed { get; set; }
    }
}

/// <summary>Somebody who has a page open.</summary>
/// <param name="items">What is sent.</param>
/// <param name="leave">Called at the end.</param>
public sealed class LiveReader(ChannelReader<SseItem<string>> items, Func<ValueTask> leave) : IAsyncDisposable
{
    /// <summary>What is sent.</summary>
    public ChannelReader<SseItem<string>> Items => items;

    public ValueTask DisposeAsync() => leave();
}
