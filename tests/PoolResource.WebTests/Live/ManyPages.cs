using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PoolResource.Testing;
using PoolResource.Web.Live;

namespace PoolResource.WebTests.Live;

public sealed class ManyPages : IDisposable
{
    private const string Elsewhere = "X-Test-Elsewhere";
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public ManyPages()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AreNotOpenWhereTheyDoNotExist()
    {
        await using var web = await RunningWeb.StartAsync(locks);

        using var answer = await OpenAsync(web, "/pools/none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal((0, 0), (web.Services.GetRequiredService<LiveHub>().Pages, web.Services.GetRequiredService<LiveHub>().Streams));
    }

    [Fact]
    public async Task OfOneAddressLeaveRoomForOthersAndForWhatIsOpen()
    {
        await using var web = await RunningWeb.StartAsync(locks, more: app => app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = http.Request.Headers.ContainsKey(Elsewhere) ? IPAddress.Parse("192.0.2.7") : http.Connection.RemoteIpAddress;
            return next(http);
        }));
        var streams = new List<HttpResponseMessage>();
        for (var n = 0; n < 250; n++)
        {
            streams.Add(await OpenAsync(web, $"/activity?q={n}"));
        }

        using var another = await OpenAsync(web, "/");
        using var open = await OpenAsync(web, "/activity?q=0");
        using var elsewhere = await OpenAsync(web, "/", Elsewhere);
        using var openElsewhere = await OpenAsync(web, "/");

        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            [another.StatusCode, open.StatusCode, elsewhere.StatusCode, openElsewhere.StatusCode]);
        streams.ForEach(stream => stream.Dispose());
    }

    private static async Task<HttpResponseMessage> OpenAsync(RunningWeb web, string page, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/live?page={Uri.EscapeDataString(page)}");
        if (header is not null)
        {
            request.Headers.Add(header, "yes");
        }

        return await web.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
