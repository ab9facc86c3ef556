using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Access;
using PoolResource.Web.Pages;
using PoolResource.Web.Security;

namespace PoolResource.Web.Live;

/// <summary>Answers an open page: <c>/live?page=PATH&amp;known=VERSION</c>, a stream of server-sent events.</summary>
/// <param name="hub">Sends them.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="lifetime">Whether the server ends, and all streams with it.</param>
/// <param name="time">The clock.</param>
public sealed class LiveEndpoint(LiveHub hub, Viewers viewers, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>So long a stream lasts: whoever begins anew is asked anew who they are.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Proxies close what is silent.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private static readonly LiveEvent Open = new("open");
    private static readonly LiveEvent Beat = new("beat");

    /// <summary>Answers a GET.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, string? page, string? known)
    {
        if (page is null || !page.StartsWith('/'))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var (key, address) = (PageKey.Of(page, viewers.Of(http)), RateLimits.AddressOf(http));
        if (!hub.HasRoomFor(key, address))
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var last = http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : known;
        await using var reader = await hub.OpenAsync(key, last, address);
        if (reader is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        http.Response.Headers["X-Accel-Buffering"] = "no";
        var limit = SignIn.Left(http, time.GetUtcNow()) is { } left && left < Longest ? left : Longest;
        using var over = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping, over.Token);
        await WriteAsync(http, EventsAsync(reader, () => SignIn.IsOver(http), end.Token), end.Token);
        return Results.Empty;
    }

    // Not by the framework's own result, which writes each event down for each reader, and keeps the room for the largest.
    private static async Task WriteAsync(HttpContext http, IAsyncEnumerable<LiveEvent> events, CancellationToken end)
    {
        http.Response.ContentType = "text/event-stream";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        try
        {
            await foreach (var one in events)
            {
                await http.Response.Body.WriteAsync(one.Bytes, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed, or its reader does not take what is left.
            http.Abort();
        }
    }

    private async IAsyncEnumerable<LiveEvent> EventsAsync(LiveReader reader, Func<bool> isOver, [EnumeratorCancellation] CancellationToken end)
    {
        yield return Open;
        while (!end.IsCancellationRequested)
        {
            var isMore = await WaitAsync(reader, end);
            if (isMore == false || isOver())
            {
                yield break;
            }

            if (isMore is null)
            {
                yield return Beat;
                continue;
            }

            while (!end.IsCancellationRequested && reader.TryTake(out var next))
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
            return await reader.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? false : null;
        }
    }
}
