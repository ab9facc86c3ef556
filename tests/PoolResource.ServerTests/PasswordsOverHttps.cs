using System.Net;

namespace PoolResource.ServerTests;

public sealed class PasswordsOverHttps(Servers servers) : ServerTest(servers)
{
    [Fact]
    public async Task OpenTheServer()
    {
        var pool = await WebPoolAsync();

        await pool.PlayTheLifeOfALockAsync();
    }

    [Fact]
    public async Task OpenTheServerWhenTheyStandInTheUri()
    {
        var pool = await WebPoolAsync();
        pool.Source["uri"] = ((string)pool.Source["uri"]!).Replace(
            "https://", $"https://{Uri.EscapeDataString(WebServer.User)}:{Uri.EscapeDataString(WebServer.Password)}@", StringComparison.Ordinal);
        pool.Source.Remove("username");
        pool.Source.Remove("password");

        await pool.PlayTheLifeOfALockAsync();
    }

    [Fact]
    public async Task AreRefusedWhenTheyAreWrong()
    {
        var pool = await WebPoolAsync();
        pool.Source["password"] = "not-the-password";

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host refused the credentials of the source", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreAskedFor()
    {
        var pool = await WebPoolAsync();
        pool.Source.Remove("username");
        pool.Source.Remove("password");

        var check = await pool.CheckAsync();

        Assert.StartsWith("error: the host asks for credentials; give source.username and source.password", check.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreNeededHere()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var anybody = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Servers.Web.Address, "/"));
        request.Headers.Host = "web";

        using var answer = await anybody.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
