using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PoolResource.WebTests.Live;

/// <summary>The events that an open page gets.</summary>
internal sealed partial class LiveStream : IAsyncDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly IAsyncEnumerator<SseItem<string>> items;

    private LiveStream(HttpResponseMessage answer, Stream stream) =>
        (this.answer, items) = (answer, SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator());

    /// <summary>Gets a page, and then its events from its version on.</summary>
    public static async Task<LiveStream> OpenAsync(RunningWeb web, string page)
    {
        var version = Version().Match(await web.GetAsync(page)).Groups[1].Value;
        return await OpenAsync(web, page, version);
    }

    /// <summary>Gets the events of a page from a version on.</summary>
    public static async Task<LiveStream> OpenAsync(RunningWeb web, string page, string known)
    {
        var answer = await web.Client.GetAsync(
            new Uri($"/live?page={Uri.EscapeDataString(page)}&known={Uri.EscapeDataString(known)}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var stream = new LiveStream(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("open", (await stream.AnyAsync())?.EventType);
        return stream;
    }

    /// <summary>The next event that says something; null at the end.</summary>
    public async Task<SseItem<string>?> NextAsync()
    {
        while (await AnyAsync() is { } item)
        {
            if (item.EventType != "beat")
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>The events until the next version, which is left out: the parts with their HTML, or <c>reload</c>.</summary>
    public async Task<IReadOnlyList<(string Part, string Html)>> ChangesAsync()
    {
        var changes = new List<(string, string)>();
        while (await NextAsync() is { } item && item.EventType != "version")
        {
            using var json = item.EventType == "part" ? JsonDocument.Parse(item.Data) : null;
            changes.Add(json is null ? (item.EventType, item.Data) : (json.RootElement.GetProperty("part").GetString()!, json.RootElement.GetProperty("html").GetString()!));
        }

        return changes;
    }

    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        await items.DisposeAsync();
    }

    private async Task<SseItem<string>?> AnyAsync() => await items.MoveNextAsync() ? items.Current : null;

    [GeneratedRegex("data-version=\"([^\"]*)\"")]
    private static partial Regex Version();
}
