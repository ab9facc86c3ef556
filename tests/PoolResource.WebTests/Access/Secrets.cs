using PoolResource.Reading;
using PoolResource.Testing;
using PoolResource.Web.Configuration;

namespace PoolResource.WebTests.Access;

public sealed class Secrets
{
    private const string Secret = "a-secret-that-everybody-knows";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreOnNoPageAndInNoLog()
    {
        await using var guarded = await GuardedWeb.StartAsync("hooks: {secret: another-secret}\naccess: [{to: members}]");
        using var browser = await guarded.Web.LogInAsync("ada");
        using var stranger = guarded.Web.NewClient();
        guarded.Provider.Away["/login/oauth/access_token"] = true;
        using var failed = await RunningWeb.LogInAsync(stranger, "ada");
        using var wrong = await stranger.GetAsync(new Uri("/login/github/callback?code=the-code&state=the-state", UriKind.Relative), Stop);
        guarded.BreakWith(new InvalidOperationException($"{Secret} another-secret"));

        var texts = new List<string> { await failed.Content.ReadAsStringAsync(Stop), await wrong.Content.ReadAsStringAsync(Stop) };
        foreach (var path in new[] { "/", "/logout", "/login", "/live?page=/", "/none" })
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
            texts.Add(answer.ToString() + (answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(Stop)));
        }

        Assert.Contains("a login with github failed", guarded.Web.Log, StringComparison.Ordinal);
        Assert.All(texts.Append(guarded.Web.Log), text => Assert.All(
            [Secret, "another-secret", "token-", "code-", "the-code", "the-state"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void AreNotPrintedWithTheConfiguration()
    {
        var options = WebFile.Parse(GuardedWeb.GitHub.Replace("{at}", "https://github.example.com", StringComparison.Ordinal) + "\nhooks: {secret: another-secret}\nnotices: [{held_longer_than: 1h, slack: https://hooks.example.com/T0/B0/x}]");

        Assert.DoesNotContain("secret", $"{options} {options.Logins[0]}", StringComparison.Ordinal);
        Assert.Equal([Secret, "another-secret", "https://hooks.example.com/T0/B0/x"], options.Secrets);
    }

    // What encrypts cookies is a secret, too.
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task AreKeptWhereNobodyElseReadsThem()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        var shelf = CacheShelf.In(name => name == "XDG_CACHE_HOME" ? folder["cache"] : null);
        const string Configuration = "login: [{github: {client_id: x, client_secret: y-y-y-y}}]\naccess: [{to: anyone}]";
        await using (await RunningWeb.StartAsync(locks, Configuration, shelf: shelf))
        {
        }

        var keys = folder[Path.Combine("cache", "pool-resource", "web-keys")];
        var file = Assert.Single(Directory.GetFiles(keys));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));

        await using (await RunningWeb.StartAsync(locks, Configuration, shelf: shelf))
        {
        }

        Assert.Equal(file, Assert.Single(Directory.GetFiles(keys)));
    }
}
