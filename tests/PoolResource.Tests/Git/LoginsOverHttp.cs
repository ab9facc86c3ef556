using System.Net;
using System.Text;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class LoginsOverHttp : IDisposable
{
    private readonly HttpListener host;
    private readonly string address;
    private readonly List<string> seen = [];
    private readonly Task answering;

    public LoginsOverHttp()
    {
        (host, var origin) = Loopback.ListenToTheWeb();
        address = new Uri(origin).Authority;
        answering = AnswerAsync();
    }

    public void Dispose()
    {
        host.Close();
        answering.Wait(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("", "robot", "secret", "robot:secret")]
    [InlineData("me:word@", "robot", "secret", "robot:secret")]
    [InlineData("me:word@", null, null, "me:word")]
    [InlineData("me:word@", "robot", null, "me:word")]
    [InlineData("me:word@", null, "secret", "me:word")]
    [InlineData("me@", null, "secret", "me:secret")]
    [InlineData("m%65@", null, "s:e/c@r e\u00fct", "me:s:e/c@r e\u00fct")]
    [InlineData(":word@", "robot", null, "robot:word")]
    [InlineData(":w%2Frd@", null, null, ":w/rd")]
    [InlineData("token@", null, null, "token:")]
    public async Task AreWhatTheUriAndTheSourceSayTogether(string inUri, string? user, string? password, string sent)
    {
        await AskAsync(inUri, user, password);

        Assert.Contains($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(sent))}", seen);
    }

    [Theory]
    [InlineData("", "robot", null, "could not read Password")]
    [InlineData("", null, "secret", "could not read Username")]
    [InlineData("", null, null, "could not read Username")]
    public async Task AreHalfWhereTheOtherHalfIsMissing(string inUri, string? user, string? password, string words)
    {
        Assert.Contains(words, await AskAsync(inUri, user, password), StringComparison.Ordinal);
        Assert.All(seen, header => Assert.Equal("", header));
    }

    private async Task<string> AskAsync(string inUri, string? user, string? password)
    {
        var source = new Source(
            RepositoryUri.Parse($"http://{inUri}{address}/x.git", "source.uri"), BranchName.Parse("main", "x"), PoolName.Parse("aws", "x"))
        {
            Credentials = new Credentials { Username = user, Password = password },
        };
        var stop = TestContext.Current.CancellationToken;
        using var step = await GitSession.OpenAsync(source, new StepLog(TextWriter.Null), TimeProvider.System, stop);
        return (await step.Git.TryAsync(["ls-remote", source.Uri.Value], GitCommand.ShortSilence, stop)).Stderr;
    }

    // A host that asks for a login, and has no repository for whoever gives one.
    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var exchange = await host.GetContextAsync();
                var header = exchange.Request.Headers["Authorization"] ?? "";
                seen.Add(header);
                exchange.Response.StatusCode = header.Length == 0 ? 401 : 404;
                exchange.Response.AddHeader("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
