using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PoolResource.Web.Access.Providers;

/// <summary>Talks to providers, with bounds: ten seconds, two megabytes, no redirects and no cookies.</summary>
internal sealed class ProviderHttp : IDisposable
{
    private const int Largest = 2 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AddressesLast = TimeSpan.FromMinutes(5);

    /// <summary>What the framework's own handlers talk with, too.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = AddressesLast })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = Largest,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("pool-web", null) } },
    };

    /// <summary>Asks by GET, with a token. What is stopped has not answered.</summary>
    public Task<Reply> GetAsync(Uri address, string token, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } }, stop);

    /// <summary>Asks for another token, by one that renews it.</summary>
    public Task<Reply> RefreshAsync(Uri address, Login login, string refresh, CancellationToken stop) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = refresh,
                    ["client_id"] = login.ClientId,
                    ["client_secret"] = login.ClientSecret,
                }),
            },
            stop);

    public void Dispose() => Client.Dispose();

    private async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var _ = request;
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await Client.SendAsync(request, stop);
            var body = await response.Content.ReadAsByteArrayAsync(stop);
            return new Reply(response.StatusCode, Parsed(body), Next(response.Headers));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Reply(0, null, null);
        }
    }

    private static JsonElement? Parsed(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // As GitHub writes it: <https://…?page=2>; rel="next", <…>; rel="last".
    private static Uri? Next(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out var values)
        && values.SelectMany(value => value.Split(',')).FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
        && next.IndexOf('<', StringComparison.Ordinal) is >= 0 and var begin && next.IndexOf('>', StringComparison.Ordinal) is var end && end > begin
        && Uri.TryCreate(next[(begin + 1)..end], UriKind.Absolute, out var uri) ? uri : null;
}

/// <summary>What a provider answered.</summary>
/// <param name="Status">The status; 0 where nothing came.</param>
/// <param name="Json">The answer; null where it is no JSON.</param>
/// <param name="Next">Where the next page of it is.</param>
internal sealed record Reply(HttpStatusCode Status, JsonElement? Json, Uri? Next)
{
    /// <summary>The answer, where it is a good one.</summary>
    public JsonElement? Good => Status == HttpStatusCode.OK ? Json : null;

    /// <summary>Whether it says that the token is none.</summary>
    public bool IsRefused => Status == HttpStatusCode.Unauthorized;

    /// <summary>What happened instead of a good answer.</summary>
    public string Why => Status switch
    {
        0 => "it cannot be reached",
        HttpStatusCode.OK => "its answer is not understood",
        _ => $"it answers {(int)Status}",
    };

    public override string ToString() => Why;
}
