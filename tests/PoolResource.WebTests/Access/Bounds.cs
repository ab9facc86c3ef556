using System.Globalization;
using System.Net;

namespace PoolResource.WebTests.Access;

public sealed class Bounds
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/pools/none", 2000)]
    [InlineData("GET", "/login/github", 60)]
    [InlineData("POST", "/logout", 60)]
    public async Task EndAFloodWithATime(string method, string path, int many)
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");

        var answers = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => SendAsync(guarded, method, path)));

        Assert.Contains(answers, answer => answer.Status != HttpStatusCode.TooManyRequests);
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.InRange(int.Parse(answer.After!, CultureInfo.InvariantCulture), 1, 60));
    }

    [Fact]
    public async Task LeaveRoomForManyWithOneAddress()
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");
        var streams = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => guarded.Web.Client.GetAsync(new Uri("/live?page=/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop)));

        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));

        Array.ForEach(streams, stream => stream.Dispose());
    }

    [Fact]
    public async Task EndWhatIsTooLarge()
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("reason", new string('x', 2 << 20))]);

        using var answer = await guarded.Web.Client.PostAsync(new Uri("/logout", UriKind.Relative), form, Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string? After)> SendAsync(GuardedWeb guarded, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await guarded.Web.Client.SendAsync(request, Stop);
        return (answer.StatusCode, answer.Headers.TryGetValues("Retry-After", out var after) ? after.Single() : null);
    }
}
