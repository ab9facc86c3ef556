using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;
using PoolResource.Web.Branch;
using PoolResource.WebTests.Api;

namespace PoolResource.WebTests.Notices;

public sealed class TellingOnce : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestFolder folder = new();
    private readonly NoticeReceiver receiver = new();
    private readonly LockRepository locks;

    // The branch's commits are a minute apart.
    private readonly FakeTimeProvider time = new(LockRepository.FirstCommit.AddMinutes(62));

    public TellingOnce()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1", "env-2"]);
    }

    public void Dispose()
    {
        receiver.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task OfALockThatIsHeldForLong()
    {
        locks.Claim(7);
        var claim = locks.Claim(8, "env-2");
        await using var web = await StartAsync("held_longer_than: 61m", "url: https://pools.example.com/\n");

        await PassAsync(1);
        var told = await ToldAsync(web);

        Assert.Equal(
            ("held_longer_than", "aws", "env-2", "main/deploy/test build 8", "2026-01-02T03:06:05Z", "1 h 1 m", "<b>try</b> \"it\"", claim, "https://pools.example.com/pools/aws/locks/env-2"),
            (Text("rule"), Text("pool"), Text("lock"), Text("holder"), Text("since"), Text("for"), Text("reason"), Text("commit"), Text("url")));
        Assert.Equal("aws/env-2 has been held for 1 h 1 m by main/deploy/test build 8 (<b>try</b> \"it\")", Text("text"));

        // What was due at the start, and what is told already, is not told: the next is another claim.
        await PassAsync(60);
        locks.Release(7);
        locks.Claim(9);
        await SeeAsync(web);
        Assert.Equal("main/deploy/test build 9", (await receiver.JsonAsync()).GetProperty("holder").GetString());

        string? Text(string member) => told.GetProperty(member).GetString();
    }

    [Fact]
    public async Task OfAPoolWithoutAFreeLock()
    {
        locks.Claim(7);
        var last = locks.Claim(8, "env-2");
        locks.CommitPool("gcp-lifecycle", claimed: ["vm-1"]);
        locks.CommitPool("gcp", ["vm-1"]);
        await using var web = await StartAsync("no_free_lock_for: 61m, body: {a: '{pool} {lock}{since} {for} {commit} {text}'}");

        await PassAsync(1);

        Assert.Equal($"aws 2026-01-02T03:06:05Z 1 h 1 m {last} aws has had no free lock for 1 h 1 m", (await ToldAsync(web)).GetProperty("a").GetString());

        // It ends, and begins anew.
        locks.Release(7);
        await SeeAsync(web);
        locks.Claim(9);
        await SeeAsync(web);
        await PassAsync(61);
        Assert.StartsWith("aws 2026-01-02T03:10:05Z", (await ToldAsync(web)).GetProperty("a").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfSomebodyWhoWaitsForLong()
    {
        locks.Stand(time.GetUtcNow() - TimeSpan.FromMinutes(40), """{"team":"main","pipeline":"deploy","job":"early"}""");
        locks.Stand(time.GetUtcNow() - TimeSpan.FromMinutes(20), """{"team":"main","pipeline":"deploy","job":"test"}""", want: "env-1");
        await using var web = await StartAsync("waits_longer_than: 30m, body: {a: '{pool} {lock} {holder} {text}'}");

        await PassAsync(10);

        Assert.StartsWith("aws env-1 main/deploy/test main/deploy/test has waited for 30 m for env-1 of aws", (await ToldAsync(web)).GetProperty("a").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfALockThatWasTakenAway()
    {
        locks.Claim(6);
        locks.ReleaseByHand();
        locks.Claim(7);
        await using var web = await StartAsync("taken_away: true, pools: 'a*'");

        locks.Release(7);
        locks.CommitPool("gcp", ["vm-1"]);
        locks.Claim(8, "vm-1", "gcp");
        locks.ReleaseByHand("vm-1", "gcp");
        locks.Claim(9, "env-2");
        var end = locks.ReleaseByHand("env-2");
        await SeeAsync(web);
        var told = await receiver.JsonAsync();

        Assert.Equal(("env-2", "main/deploy/test build 9", end), (told.GetProperty("lock").GetString(), told.GetProperty("holder").GetString(), told.GetProperty("commit").GetString()));
        Assert.Equal("aws/env-2 was taken from main/deploy/test build 9, who had held it for 1 m, by Ada", told.GetProperty("text").GetString());
    }

    [Fact]
    public async Task OfALockThatWasReaped()
    {
        locks.Claim(7);
        await using var web = await StartAsync("taken_away: true");

        locks.Commit(
            "janitor/reap/locks build 1 unclaiming: env-1\n\nPool: aws\nReason: its build is gone\nHeld-By: main/deploy/test build 7\nReaped: id-7\n",
            Change.Delete("aws/claimed/env-1"), Change.Put("aws/unclaimed/env-1", "content of env-1\n"));
        await SeeAsync(web);

        Assert.Equal("aws/env-1 was reaped from main/deploy/test build 7, who had held it for 1 m, by janitor/reap/locks build 1 (its build is gone)", (await receiver.JsonAsync()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task InSlackWithoutMarkupOfAnybodysMaking()
    {
        await using var web = await StartAsync("taken_away: true", slack: true);

        locks.Commit("<!channel> & \"co\" claiming: env-1\n", Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"));
        locks.Claim(9, "env-2");
        locks.Commit(
            "main/deploy/other build 1 unclaiming: env-2\n\nPool: aws\nReason: <!channel> & \"co\"\n", Change.Move("aws/claimed/env-2", "aws/unclaimed/env-2"));
        await SeeAsync(web);

        Assert.Equal("aws/env-2 was taken from main/deploy/test build 9, who had held it for 1 m, by main/deploy/other build 1 (&lt;!channel&gt; &amp; \"co\")", (await receiver.JsonAsync()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task NotWhileTheHostIsAway()
    {
        locks.Claim(8, "env-2");
        await using var web = await StartAsync("held_longer_than: 70m");
        Directory.Move(locks.Path, folder["away.git"]);
        await SeeAsync(web);
        Assert.NotNull(web.Watcher.News.Outage);
        await PassAsync(30);
        Directory.Move(folder["away.git"], locks.Path);
        locks.Release(8, "env-2");
        locks.Claim(9);
        await SeeAsync(web);

        Assert.Equal("main/deploy/test build 9", (await receiver.JsonAsync()).GetProperty("holder").GetString());
    }

    private async Task<RunningWeb> StartAsync(string rule, string more = "", bool slack = false)
    {
        var web = await RunningWeb.StartAsync(locks, $"{more}notices: [{{{rule}, {(slack ? "slack" : "post")}: '{receiver.Address}'}}]\n", time);
        await web.Notices.Begun.WaitAsync(Minute, TestContext.Current.CancellationToken);
        return web;
    }

    private async Task PassAsync(int minutes)
    {
        for (var n = 0; n < minutes; n++)
        {
            time.Advance(Minute);
            await Task.Yield();
        }
    }

    // A git that runs while a minute goes by at once counts as silent, and the host as away until the next look.
    private Task<JsonElement> ToldAsync(RunningWeb web) => LookAsync(web, receiver.JsonAsync());

    private Task<BranchNews> SeeAsync(RunningWeb web) => LookAsync(web, web.Watcher.AfterAsync(web.Watcher.News.Version, TestContext.Current.CancellationToken));

    // A look that is asked for begins a second after the last one.
    private async Task<T> LookAsync<T>(RunningWeb web, Task<T> over)
    {
        do
        {
            web.Watcher.LookSoon();
            time.Advance(TimeSpan.FromSeconds(1));
        }
        while (await Task.WhenAny(over, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken)) != over);
        return await over;
    }
}
