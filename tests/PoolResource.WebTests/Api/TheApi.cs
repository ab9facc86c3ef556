using System.Net;
using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.WebTests.Api;

public sealed class TheApi : IAsyncLifetime
{
    private const string OnlyAws = "access: [{to: anyone, pools: [aws], may: look}]\n";
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;
    private RunningWeb? web;

    public TheApi() => locks = BranchWithHistory.In(folder);

    public async ValueTask InitializeAsync() => web = await RunningWeb.StartAsync(locks);

    public async ValueTask DisposeAsync()
    {
        await web!.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task TellsOfEveryPoolAndLock()
    {
        var answer = await web!.AskAsync("/api/v1/pools");

        Assert.Equal(locks.Tip, answer.GetProperty("ref").GetString());
        Assert.Equal(["aws", "gcp"], answer.GetProperty("pools").Texts("name"));
        Assert.Equal(["env-1", "env-2"], answer.GetProperty("pools")[0].GetProperty("locks").Texts("name"));
        Assert.Equal("main/deploy/test build 8", answer.GetProperty("pools")[0].GetProperty("locks")[0].GetProperty("holder").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (answer.GetProperty("as_of").ValueKind, answer.GetProperty("outage").ValueKind));
    }

    [Fact]
    public async Task TellsOfAPoolWithASlashInItsName()
    {
        locks.CommitPool("a/b c%2Fd", ["x"]);
        await web!.LookAsync();

        var answer = await web!.AskAsync("/api/v1/pools/a%2Fb%20c%252Fd");

        Assert.Equal("a/b c%2Fd", answer.GetProperty("pool").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://me:secret@ci.example.com/", null)]
    [InlineData("https://ci.example.com\\\\@evil.example/", null)]
    [InlineData("https://ci.example.com/a b", null)]
    [InlineData("https://ci.example.com/builds/1", "https://ci.example.com/builds/1")]
    public async Task GivesNoAddressThatMayBeNoLink(string written, string? told)
    {
        locks.Commit($"main/deploy/test build 9 claiming: env-2\n\nBuild URL: {written}\n\nPool: aws\nClaim-Id: id-9\n", Change.Delete("aws/unclaimed/env-2"), Change.Put("aws/claimed/env-2", ""));
        await web!.LookAsync();

        var one = (await web!.AskAsync("/api/v1/pools/aws/locks/env-2")).GetProperty("lock");
        var tenure = (await web!.AskAsync("/api/v1/pools/aws/locks/env-2")).GetProperty("tenures").EnumerateArray().Last();
        var what = (await web!.AskAsync("/api/v1/events")).GetProperty("events").EnumerateArray().Last();

        Assert.All([one, tenure, what], answer => Assert.Equal(told, answer.GetProperty("build_url").GetString()));
    }

    [Fact]
    public async Task TellsWhoWaits()
    {
        var since = new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero);
        locks.Stand(since, """{"team":"main","pipeline":"deploy","job":"test","cluster":"https://ci.example.com"}""", build: "4711");
        await web!.LookAsync();

        var line = (await web!.AskAsync("/api/v1/pools/aws/queue")).GetProperty("line");
        var waits = (await web!.AskAsync("/api/v1/builds?team=main&pipeline=deploy")).GetProperty("waits");

        Assert.Equal(["main/deploy/test"], line.Texts("who"));
        Assert.Equal(["https://ci.example.com/builds/4711"], waits.Texts("waiting", "build_url"));
    }

    [Fact]
    public async Task TellsOfALockAndItsHolds()
    {
        var answer = await web!.AskAsync("/api/v1/pools/aws/locks/env-1");

        Assert.Equal("claimed", answer.GetProperty("lock").GetProperty("state").GetString());
        Assert.Equal(["id-7", "id-8"], answer.GetProperty("tenures").Texts("claim_id"));
        Assert.Equal(["id-8"], (await web!.AskAsync("/api/v1/pools/aws/locks/env-1?limit=1")).GetProperty("tenures").Texts("claim_id"));
    }

    [Fact]
    public async Task TellsOfALockThatIsGone()
    {
        locks.Commit("remove it", Change.Delete("aws/unclaimed/env-2"));
        await web!.LookAsync();

        Assert.Equal(JsonValueKind.Null, (await web!.AskAsync("/api/v1/pools/aws/locks/env-2")).GetProperty("lock").ValueKind);
    }

    [Theory]
    [InlineData("", "id-8 id-9", "id-7")]
    [InlineData("&job=test", "id-8 id-9", "id-7")]
    [InlineData("&job=other", "", "")]
    [InlineData("&build=9", "id-9", "")]
    [InlineData("&build=7", "", "id-7")]
    public async Task TellsWhatAPipelineHolds(string more, string holds, string held)
    {
        var answer = await web!.AskAsync($"/api/v1/builds?team=main&pipeline=deploy{more}");

        Assert.Equal(holds, string.Join(' ', answer.GetProperty("holds").Texts("tenure", "claim_id")));
        Assert.Equal(held, string.Join(' ', answer.GetProperty("held").Texts("tenure", "claim_id")));
    }

    [Theory]
    [InlineData("pool", "aws gcp")]
    [InlineData("lock", "aws/env-1 aws/env-2 gcp/vm-1")]
    [InlineData("pipeline", "main/deploy")]
    [InlineData("job", "main/deploy/test")]
    public async Task TellsFigures(string by, string groups)
    {
        var answer = await web!.AskAsync($"/api/v1/stats?by={by}&since=2026-01-01T00:00:00Z");

        Assert.Equal(groups, string.Join(' ', answer.GetProperty("groups").Texts("name").Order(StringComparer.Ordinal)));
        Assert.Equal(3, answer.GetProperty("total").GetProperty("claims").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/pools")]
    [InlineData("/api/v1/pools/aws")]
    [InlineData("/api/v1/pools/aws/queue")]
    [InlineData("/api/v1/pools/aws/locks/env-1")]
    [InlineData("/api/v1/builds?team=main&pipeline=deploy")]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/stats")]
    [InlineData("/api/v1/openapi.json")]
    [InlineData("/metrics")]
    public async Task NeverTellsWhatALockHoldsNorOfAHiddenPool(string path)
    {
        await using var some = await RunningWeb.StartAsync(locks, OnlyAws);

        Assert.DoesNotContain(BranchWithHistory.Secret, await web!.GetAsync(path), StringComparison.Ordinal);
        Assert.DoesNotMatch("gcp|vm-1", await some.GetAsync(path));
    }

    [Theory]
    [InlineData("/api/v1/pools/gcp")]
    [InlineData("/api/v1/pools/gcp/queue")]
    [InlineData("/api/v1/pools/gcp/locks/vm-1")]
    [InlineData("/api/v1/pools/nothing")]
    [InlineData("/api/v1/pools/aws/locks/nothing")]
    [InlineData("/api/v1/pools/../pools/..")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/pools")]
    public async Task HasNothingThereThatIsHiddenOrMissing(string path)
    {
        await using var some = await RunningWeb.StartAsync(locks, OnlyAws);

        Assert.Equal(404, (await some.RefusedAsync(path)).Status);
    }

    [Fact]
    public async Task NamesNoHiddenPoolThatALockWentTo()
    {
        await using var some = await RunningWeb.StartAsync(locks, OnlyAws);
        locks.Commit("move it", Change.Move("aws/unclaimed/env-2", "gcp/unclaimed/env-2"));
        await some.LookAsync();

        var last = (await some.AskAsync("/api/v1/events?limit=1")).GetProperty("events")[0];

        Assert.Equal(("aws/unclaimed/env-2", JsonValueKind.Null), (last.GetProperty("from").GetString(), last.GetProperty("to").ValueKind));
        Assert.Equal("aws/env-2", last.GetProperty("lock").GetString());
    }

    [Fact]
    public async Task IsShutForWhomNothingIsGranted()
    {
        await using var shut = await RunningWeb.StartAsync(locks, "access: []\n");

        Assert.InRange((await shut.RefusedAsync("/api/v1/pools")).Status, 401, 403);
        Assert.InRange((await shut.RefusedAsync("/api/v1/nothing")).Status, 401, 403);
        Assert.InRange((await shut.RefusedAsync("/api/v1/openapi.json")).Status, 401, 403);
        using var metrics = await shut.SendAsync(HttpMethod.Get, "/metrics");
        Assert.InRange((int)metrics.StatusCode, 401, 403);
    }

    [Theory]
    [InlineData("/api/v1/builds?team=main", "pipeline is missing; write pipeline=deploy")]
    [InlineData("/api/v1/events?limit=0", "limit: \"0\" is no number from 1 to 1000; write 100")]
    [InlineData("/api/v1/events?limit=1&limit=2", "limit is there several times; write it once")]
    [InlineData("/api/v1/events?since=yesterday", "since: \"yesterday\" is neither a commit nor a time; write 40 hexadecimal digits, or a time such as 2026-01-31T12:00:00Z")]
    [InlineData("/api/v1/events?since=0123456789012345678901234567890123456789", "since: it is not known of commit 0123456789012345678901234567890123456789 when it was in the branch; begin anew with a time, or without since")]
    [InlineData("/api/v1/stats?by=moon", "by: \"moon\" is none of them; write pool, lock, pipeline or job")]
    [InlineData("/api/v1/stats?since=3x", "since: \"3x\" is not a duration; write 10s, 30m or 1h30m")]
    [InlineData("/api/v1/stats?since=2999-01-01T00:00:00Z", "since: \"2999-01-01T00:00:00Z\" is yet to come; write a time that was")]
    [InlineData("/api/v1/events?sinse=1", "sinse is no parameter of this question; it has since, limit")]
    [InlineData("/api/v1/pools?a=1", "a is no parameter of this question; it has none")]
    public async Task SaysWhatIsWrongWithAQuestion(string path, string error) => Assert.Equal((400, error), await web!.RefusedAsync(path));

    [Theory]
    [InlineData("POST", "/api/v1/pools")]
    [InlineData("DELETE", "/api/v1/pools/aws")]
    [InlineData("PUT", "/api/v1/nothing")]
    public async Task OnlyTells(string method, string path)
    {
        using var answer = await web!.SendAsync(new HttpMethod(method), path);

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Contains("GET", answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task SaysThatTheBranchIsNotReadYet()
    {
        await using var early = await RunningWeb.StartAsync(locks, source: new() { Uri = folder["nowhere.git"], Branch = "main" });

        Assert.Equal(503, (await early.RefusedAsync("/api/v1/pools")).Status);
    }

    [Fact]
    public async Task SaysThatItIsOldWhileTheHostIsAway()
    {
        Directory.Move(locks.Path, folder["away.git"]);
        await web!.LookAsync();

        var answer = await web!.AskAsync("/api/v1/pools");

        Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("as_of").ValueKind);
        Assert.NotEqual("", answer.GetProperty("outage").GetString());
    }

    [Theory]
    [InlineData("/api/v1/pools")]
    [InlineData("/api/v1/events?limit=2")]
    public async Task SendsNothingTwiceThatHasNotChanged(string path)
    {
        using var first = await web!.SendAsync(HttpMethod.Get, path);
        var tag = first.Headers.ETag!.ToString();
        using var same = await web!.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));
        using var other = await web!.SendAsync(HttpMethod.Get, "/api/v1/pools/aws", ("If-None-Match", tag));
        locks.Release(8);
        await web!.LookAsync();
        using var changed = await web!.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK, HttpStatusCode.OK), (same.StatusCode, other.StatusCode, changed.StatusCode));
    }

    [Fact]
    public async Task SaysByHeadHowLongTheAnswerIs()
    {
        using var answer = await web!.SendAsync(HttpMethod.Head, "/api/v1/pools");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((await web!.GetAsync("/api/v1/pools")).Length, answer.Content.Headers.ContentLength);
    }
}
