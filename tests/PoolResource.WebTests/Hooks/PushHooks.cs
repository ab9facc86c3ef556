using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;
using PoolResource.Web.Hooks;

namespace PoolResource.WebTests.Hooks;

public sealed class PushHooks : IDisposable
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Body = "Hello, World!";

    // The example of GitHub's manual.
    private const string Signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private const string Configuration = $"hooks: {{secret: \"{Secret}\"}}\n";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(15);

    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public PushHooks()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("X-Hub-Signature-256", "sha256=" + Signature, 202)]
    [InlineData("X-Hub-Signature", "sha256=" + Signature, 202)]
    [InlineData("X-Gitea-Signature", Signature, 202)]
    [InlineData("X-Forgejo-Signature", Signature, 202)]
    [InlineData("X-Gitlab-Token", Secret, 202)]
    [InlineData("X-Gitlab-Token", Secret + "!", 401)]
    [InlineData("X-Gitlab-Token", "", 401)]
    [InlineData("X-Gitlab-Token", Signature, 401)]
    [InlineData("X-Hub-Signature-256", Signature, 401)]
    [InlineData("X-Hub-Signature-256", "sha256=857107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", 401)]
    [InlineData("X-Hub-Signature-256", "sha256=", 401)]
    [InlineData("X-Hub-Signature-256", "sha256=" + Signature + "00", 401)]
    [InlineData("X-Hub-Signature-256", "sha256=" + Secret, 401)]
    [InlineData("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59", 401)]
    [InlineData("X-Gitea-Signature", "", 401)]
    [InlineData("X-Other", Secret, 401)]
    public async Task AreTakenFromTheHostAlone(string header, string value, int status)
    {
        await using var web = await RunningWeb.StartAsync(locks, Configuration);

        Assert.Equal(status, await PostAsync(web, Encoding.UTF8.GetBytes(Body), (header, value)));
    }

    [Fact]
    public async Task AreTakenWithAnOlderSignatureBesideTheRightOne()
    {
        await using var web = await RunningWeb.StartAsync(locks, Configuration);

        Assert.Equal(202, await PostAsync(web, Encoding.UTF8.GetBytes(Body), ("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"), ("X-Hub-Signature-256", $"sha256={Signature}")));
    }

    [Fact]
    public async Task AreNotThereWithoutASecret()
    {
        await using var web = await RunningWeb.StartAsync(locks);

        Assert.Equal(404, await PostAsync(web, Encoding.UTF8.GetBytes(Body), ("X-Gitlab-Token", Secret)));
    }

    [Theory]
    [InlineData(PushHook.Largest, 202)]
    [InlineData(PushHook.Largest + 1, 413)]
    public async Task AreReadUpToABound(int length, int status)
    {
        await using var web = await RunningWeb.StartAsync(locks, Configuration);
        var body = new byte[length];

        Assert.Equal(status, await PostAsync(web, body, ("X-Hub-Signature-256", SignatureOf(body))));
    }

    [Fact]
    public async Task AreLookedAtAtOnce()
    {
        var time = new FakeTimeProvider(LockRepository.FirstCommit);
        await using var web = await RunningWeb.StartAsync(locks, Configuration, time);
        var version = web.Watcher.News.Version;
        var tip = locks.CommitPool("gcp", ["vm-1"]);

        Assert.Equal(202, await PostAsync(web, Encoding.UTF8.GetBytes(Body), ("X-Gitlab-Token", Secret)));
        var news = web.Watcher.AfterAsync(version, TestContext.Current.CancellationToken);
        await UntilAsync(news, time);

        Assert.Equal(tip, (await news).Seen?.Tip?.Value);
    }

    [Fact]
    public async Task CauseOneLookASecondAtMost()
    {
        using var server = new GitHttpServer(folder.Path);
        var time = new FakeTimeProvider(LockRepository.FirstCommit);
        await using var web = await RunningWeb.StartAsync(locks, Configuration, time, new() { Uri = $"{server.Origin}/locks.git", Branch = "main" });
        var (before, seconds) = (Connections(), 0);
        for (var round = 0; round < 4; round++)
        {
            // A look has just been: however many hooks come, none begins within the second.
            var looks = web.Watcher.Looks;
            for (var n = 0; n < 40; n++)
            {
                Assert.Equal(202, await PostAsync(web, Encoding.UTF8.GetBytes(Body), ("X-Gitlab-Token", Secret)));
            }

            Assert.Equal(looks, web.Watcher.Looks);
            var version = web.Watcher.News.Version;
            locks.CommitPool($"pool-{round}", ["x"]);
            seconds += await UntilAsync(web.Watcher.AfterAsync(version, TestContext.Current.CancellationToken), time);
        }

        // A look that finds something new takes two connections: one that tells, and one that brings it.
        Assert.InRange(Connections() - before, 3, 2 * seconds);

        int Connections() => server.Requests.Count(request => request.Contains("/info/refs", StringComparison.Ordinal));
    }

    // Seconds go by until it has happened; whoever waits for one may begin to only after it. Less than five, by which it would happen anyway.
    private static async Task<int> UntilAsync(Task happened, FakeTimeProvider time)
    {
        for (var seconds = 1; seconds < 4; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (await Task.WhenAny(happened, Task.Delay(Long, TimeProvider.System, TestContext.Current.CancellationToken)) == happened)
            {
                return seconds;
            }
        }

        throw new TimeoutException("it has not happened");
    }

    private static string SignatureOf(byte[] body) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body))}";

    private static async Task<int> PostAsync(RunningWeb web, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hooks/push", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.ExpectContinue = body.Length > Body.Length;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await web.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
