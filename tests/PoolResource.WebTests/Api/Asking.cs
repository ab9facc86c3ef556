using System.Net;
using System.Text.Json;

namespace PoolResource.WebTests.Api;

/// <summary>Asks the API as programs do.</summary>
internal static class Asking
{
    public static async Task<JsonElement> AskAsync(this RunningWeb web, string path)
    {
        using var answer = await web.SendAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<(int Status, string Error)> RefusedAsync(this RunningWeb web, string path, HttpMethod? method = null)
    {
        using var answer = await web.SendAsync(method ?? HttpMethod.Get, path);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return ((int)answer.StatusCode, body.GetProperty("error").GetString()!);
    }

    public static Task<HttpResponseMessage> SendAsync(this RunningWeb web, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return web.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The texts of a list's members.</summary>
    public static IEnumerable<string?> Texts(this JsonElement list, params string[] path) =>
        list.EnumerateArray().Select(one => path.Aggregate(one, (element, name) => element.GetProperty(name)).GetString());
}
