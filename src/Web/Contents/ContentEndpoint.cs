using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using PoolResource.Reading;
using PoolResource.Web.Access;
using PoolResource.Web.Acting;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Contents;

/// <summary>Shows what a lock holds: made for one request, and kept nowhere.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="pages">What stands around it.</param>
/// <param name="runner">Brings it from the host.</param>
/// <param name="time">The clock.</param>
public sealed class ContentEndpoint(BranchWatcher watcher, Viewers viewers, PageEndpoint pages, ActRunner runner, TimeProvider time) : IDisposable
{
    /// <summary>So many bytes are shown.</summary>
    public const int MostShown = 1 << 20;

    /// <summary>So many bytes are sent as a file.</summary>
    public const int MostSent = 16 << 20;

    // Each keeps a file in memory until it is sent.
    private const int MostDownloads = 8;
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(1);

    private readonly Places downloads = new(MostDownloads, time);

    /// <summary>Answers a GET: the page, or with <c>/file</c> behind it the bytes.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (watcher.News.Seen is not { } seen)
        {
            await pages.NotYetAsync(http);
            return;
        }

        var viewer = viewers.Of(http);
        var path = Links.Segments(PageEndpoint.Raw(http));
        if (path is not ["pools", var named, "locks", var lockName, "content", ..]
            || !PoolName.TryParse(named, out var pool)
            || !viewer.May(Right.Look, pool)
            || seen.Pool(pool)?.Locks.FirstOrDefault(one => one.Lock.Name.Value == lockName) is not { Lock: var place })
        {
            await pages.ErrorAsync(http, StatusCodes.Status404NotFound, "There is no such page", "There is no such pool or lock, or none that you may see.");
            return;
        }

        if (!viewer.May(Right.Content, pool))
        {
            await pages.ErrorAsync(http, StatusCodes.Status403Forbidden, "You may not read that", viewer.Person is null ? "Log in to read what the lock holds." : "You are not among those who may read what locks of this pool hold; ask whoever runs these pages.");
            return;
        }

        try
        {
            await (path is [_, _, _, _, _, "file"] ? SendAsync(http, place) : ShowAsync(http, place, viewer));
        }
        catch (RefusedException refused)
        {
            await pages.ErrorAsync(http, StatusCodes.Status503ServiceUnavailable, "The content cannot be read", Quoted.Shown(refused.Message));
        }
    }

    public void Dispose() => downloads.Dispose();

    private async Task ShowAsync(HttpContext http, Lock place, Viewer viewer)
    {
        if (await ReadAsync(http, place, MostShown) is { } file)
        {
            var shown = file.Content is { } bytes ? ContentText.Of(bytes) : null;
            var view = new ContentView(place, shown, file.Content?.Length) { MayEdit = Verb.Edit.IsAllowed(viewer, place) };
            await pages.ShowAsync(http, new PageView($"Content of {Quoted.Shown(place.Name.Value)}", [Part.Of<ContentPage>("content", ("View", view))]));
        }
    }

    private async Task SendAsync(HttpContext http, Lock place)
    {
        using var download = await downloads.EnterAsync(http.RequestAborted);
        if (await ReadAsync(http, place, MostSent) is not { } file)
        {
            return;
        }

        if (file.Content is not { } bytes)
        {
            await pages.ErrorAsync(http, StatusCodes.Status422UnprocessableEntity, "The content is too long", $"It has more than {MostSent >> 20} MiB; read it with git.");
            return;
        }

        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(place.Name.Value);
        http.Response.ContentType = MediaTypeNames.Application.Octet;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.ContentDisposition = disposition.ToString();
        using var over = new CancellationTokenSource(LongestDownload, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(over.Token, http.RequestAborted);
        try
        {
            await http.Response.Body.WriteAsync(bytes, stop.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

    private async Task<LockFile?> ReadAsync(HttpContext http, Lock place, int longest)
    {
        var file = await runner.ReadAsync(place.Pool, place.Name, longest, http.RequestAborted);
        if (file is null)
        {
            await pages.ErrorAsync(http, StatusCodes.Status404NotFound, "The lock is gone", "It was taken out of the pool meanwhile.");
        }

        return file;
    }
}
