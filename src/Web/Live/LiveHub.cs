using System.Collections.Concurrent;
using System.Text.Json;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Live;

/// <summary>Sends what changes on open pages: each page is shown once, however many have it open.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="cache">Pages.</param>
/// <param name="log">Where it is said what goes wrong.</param>
/// <param name="time">The clock.</param>
public sealed partial class LiveHub(BranchWatcher watcher, PageCache cache, ILogger<LiveHub> log, TimeProvider time) : BackgroundService
{
    /// <summary>What is stale stands out when its time has come, though nothing changes in the branch.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private const int MostStreams = 5000;

    // Each is shown anew with every change, and anybody may ask for any filter.
    private const int MostPages = 1000;
    private const int MostPagesOfAnAddress = 250;

    private readonly ConcurrentDictionary<PageKey, OpenPage> open = [];
    private int streams;

    /// <summary>How many streams are open.</summary>
    public int Streams => Volatile.Read(ref streams);

    /// <summary>How many pages are open in at least one of them.</summary>
    public int Pages => open.Count;

    /// <summary>Whether one more may take part in a page.</summary>
    /// <param name="key">The page.</param>
    /// <param name="address">Where they come from.</param>
    public bool HasRoomFor(PageKey key, string address) => Streams < MostStreams
        && (open.ContainsKey(key) || (open.Count < MostPages && open.Values.Count(page => page.Address == address) < MostPagesOfAnAddress));

    /// <summary>Takes part in a page.</summary>
    /// <param name="key">The page.</param>
    /// <param name="known">The version that is shown already; what is newer is sent at once.</param>
    /// <param name="address">Where the reader comes from.</param>
    /// <returns>What is sent, which ends when the reader is too slow; null where there is no such page.</returns>
    public async Task<LiveReader?> OpenAsync(PageKey key, string? known, string address = "")
    {
        while (true)
        {
            var page = open.GetOrAdd(key, asked => new OpenPage(asked, address));
            using var turn = await page.EnterAsync();
            if (page.IsClosed)
            {
                continue;
            }

            try
            {
                page.Shown ??= await cache.ShowAsync(key) is { Page: not null } at ? ShownPage.Of(at) : null;
            }
            finally
            {
                if (page.Shown is null)
                {
                    CloseIfNobodyReads(page);
                }
            }

            if (page.Shown is null)
            {
                return null;
            }

            Interlocked.Increment(ref streams);
            var reader = new LiveReader(gone => LeaveAsync(page, gone));
            page.Readers.Add(reader);
            if (page.Shown.Version != known)
            {
                // It was shown anew since: what has changed is in the page that is asked for again.
                reader.Send([Reload, page.Shown.Mark]);
            }

            return reader;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var version = -1L; !stoppingToken.IsCancellationRequested;)
        {
            version = (await watcher.AfterAsync(version, time.GetUtcNow() + Turn, time, stoppingToken)).Version;

            // What most people look at comes first.
            foreach (var page in open.Values.OrderByDescending(page => page.Readers.Count))
            {
                await ShowAsync(page);
            }
        }
    }

    private static readonly LiveEvent Reload = new("reload");

    private async Task ShowAsync(OpenPage page)
    {
        using var turn = await page.EnterAsync();
        if (page.IsClosed || page.Shown is not { } before)
        {
            return;
        }

        try
        {
            var at = await cache.ShowAsync(page.Key);
            var now = page.Shown = ShownPage.Of(at);
            LiveEvent[] events = [.. Changes(before, now, at.Page), .. before.Version == now.Version ? (LiveEvent[])[] : [now.Mark]];
            page.Readers.RemoveAll(reader => !reader.Send(events));
        }
#pragma warning disable CA1031 // One page that cannot be shown is no reason to end all streams.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotShown(fault);
        }

        CloseIfNobodyReads(page);
    }

    // In the page's turn.
    private void CloseIfNobodyReads(OpenPage page)
    {
        if (page.Readers.Count == 0)
        {
            page.IsClosed = true;
            open.TryRemove(KeyValuePair.Create(page.Key, page));
        }
    }

    private async ValueTask LeaveAsync(OpenPage page, LiveReader reader)
    {
        Interlocked.Decrement(ref streams);
        using var turn = await page.EnterAsync();
        page.Readers.Remove(reader);
        CloseIfNobodyReads(page);
    }

    // A page whose parts are others than before is asked for anew.
    private static IEnumerable<LiveEvent> Changes(ShownPage before, ShownPage now, RenderedPage? page)
    {
        if (page is null || !before.Parts.Select(part => part.Id).SequenceEqual(now.Parts.Select(part => part.Id)))
        {
            return before.Parts.Count == 0 && now.Parts.Count == 0 ? [] : [Reload];
        }

        return page.Parts.Where((_, n) => before.Parts[n].Fingerprint != now.Parts[n].Fingerprint)
            .Select(part => new LiveEvent("part", JsonSerializer.Serialize(new LivePart(part.Id, part.Html), LiveJson.Plain.LivePart)));
    }

    [LoggerMessage(LogLevel.Error, "a page that is open cannot be shown")]
    private partial void NotShown(Exception fault);
}
