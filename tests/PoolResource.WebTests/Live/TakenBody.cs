using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PoolResource.WebTests.Live;

/// <summary>The body of an answer that whoever asked takes as a test says.</summary>
/// <param name="take">Takes what is written.</param>
internal sealed class TakenBody(Func<ReadOnlyMemory<byte>, CancellationToken, Task> take) : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => new(take(buffer, cancellationToken));

    /// <summary>Has the answers under a path taken so.</summary>
    public static void Use(WebApplication app, string path, Func<HttpContext, ReadOnlyMemory<byte>, CancellationToken, Task> take) => app.Use((http, next) =>
    {
        if (http.Request.Path.Value!.EndsWith(path, StringComparison.Ordinal))
        {
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new TakenBody((bytes, stop) => take(http, bytes, stop))));
        }

        return next(http);
    });
}
