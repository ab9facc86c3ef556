using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Access;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Live;

/// <summary>Answers an open page: <c>/live?page=PATH&amp;known=VERSION</c>, a stream of server-sent events.</summary>
/// <param name="hub">Sends them.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="lifetime">Whether the server ends, and all streams with it.</param>
/// <param name="time">The clock.</param>
public sealed class LiveEndpoint(LiveHub hub, Viewers viewers, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>So many streams are served at once.</summary>
    private const int Most = 5000;

    // Each is shown anew with every change, and anybody may ask for any filter.
    private const int MostPages = 1000;

    /// <summary>So long a stream lasts: whoever begins anew is asked anew who they are.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Proxies close what is silent.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private static readonly LiveEvent Open = new("open");
    private static readonly LiveEvent Beat = new("beat");

    /// <summary>Answers a GET.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, string? page, string? known)
    {
        var viewer = viewers.Of(http);
        if (page is null || !page.StartsWith('/') || hub.Streams >= Most || hub.Pages >= MostPages)
        {
            return Results.StatusCode(page is null || !page.StartsWith('/') ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable);
        }

        http.Response.Headers["X-Accel-Buffering"] = "no";
        var last = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : known;
        var limit = SignIn.Left(http, time.GetUtcNow()) is { } left && left < Longest ? left : Longest;
        await WriteAsync(http, EventsAsync(new PageKey(page, viewer), last, limit, http.RequestAborted));
        return Results.Empty;
    }

    // Not by the framework's own result, which writes each event down for each reader, and keeps the room for the largest.
    private static async Task WriteAsync(HttpContext http, IAsyncEnumerable<LiveEvent> events)
    {
        http.Response.ContentType = "text/event-stream";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        try
        {
            await foreach (var one in events)
            {
                await http.Response.Body.WriteAsync(one.Bytes, http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private async IAsyncEnumerable<LiveEvent> EventsAsync(PageKey key, string? known, TimeSpan limit, [EnumeratorCancellation] CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, lifetime.ApplicationStopping);
        await using var reader = await hub.OpenAsync(key, known);
        yield return Open;
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < limit && !end.IsCancellationRequested)
        {
            if (await WaitAsync(reader, end.Token) is not { } isMore)
            {
                yield return Beat;
                continue;
            }

            if (!isMore)
            {
                yield break;
            }

            while (reader.Events.TryRead(out var next))
            {
                yield return next;
            }
        }
    }

    // Null where nothing has come for a while.
    private async Task<bool?> WaitAsync(LiveReader reader, CancellationToken stop)
    {
        using var beat = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, stop);
        try
        {
            return await reader.Events.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? false : null;
        }
    }
}
