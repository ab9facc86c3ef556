using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.WebTests.Api;

public sealed class GoingOnWithEvents : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;
    private RunningWeb? web;

    public GoingOnWithEvents() => locks = BranchWithHistory.In(folder);

    public async ValueTask InitializeAsync() => web = await RunningWeb.StartAsync(locks);

    public async ValueTask DisposeAsync()
    {
        await web!.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task TellsTheNewestLast()
    {
        var answer = await web!.AskAsync("/api/v1/events?limit=2");

        Assert.Equal(["aws/env-1", "gcp/vm-1"], answer.GetProperty("events").Texts("lock"));
        Assert.False(answer.GetProperty("more").GetBoolean());
    }

    [Fact]
    public async Task MissesNothingAndTellsNothingTwice()
    {
        var all = (await web!.AskAsync("/api/v1/events?limit=1000")).GetProperty("events").EnumerateArray().Select(one => one.GetRawText()).ToList();
        var (told, next, more) = (new List<string>(), "/api/v1/events?since=2000-01-01T00:00:00Z&limit=1", true);
        while (more)
        {
            var answer = await web!.AskAsync(next);
            told.AddRange(answer.GetProperty("events").EnumerateArray().Select(one => one.GetRawText()));
            (next, more) = (answer.GetProperty("next").GetString()!, answer.GetProperty("more").GetBoolean());
        }

        // The first commit adds two locks, so that one answer ends in the middle of it.
        Assert.Equal(7, all.Count);
        Assert.Equal(all, told);
        Assert.Empty((await web!.AskAsync(next)).GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task TellsWhatHappenedAfterAnAnswersCommit()
    {
        var seen = locks.Commit("say something", Change.Put("README.md", "hello\n"));
        await web!.LookAsync();
        Assert.Equal(seen, (await web!.AskAsync("/api/v1/pools")).GetProperty("ref").GetString());
        Assert.Empty((await web!.AskAsync($"/api/v1/events?since={seen}")).GetProperty("events").EnumerateArray());
        locks.Release(8);
        await web!.LookAsync();

        var answer = await web!.AskAsync($"/api/v1/events?since={seen}");

        Assert.Equal(["released"], answer.GetProperty("events").Texts("kind"));
    }

    [Fact]
    public async Task TellsWhatHappenedFromATimeOn()
    {
        var answer = await web!.AskAsync($"/api/v1/events?since={Uri.EscapeDataString(LockRepository.FirstCommit.AddMinutes(4).ToString("O"))}");

        Assert.Equal(["id-8", "id-9"], answer.GetProperty("events").Texts("claim_id"));
    }

    [Fact]
    public async Task GoesOnWhereNothingHasHappenedYet()
    {
        var empty = new LockRepository(folder["empty.git"]);
        await using var quiet = await RunningWeb.StartAsync(empty);
        var first = await quiet.AskAsync("/api/v1/events");
        Assert.Equal(JsonValueKind.Null, first.GetProperty("ref").ValueKind);
        empty.CommitPool("aws", ["env-1"]);
        await quiet.LookAsync();

        Assert.Equal(["aws/env-1"], (await quiet.AskAsync(first.GetProperty("next").GetString()!)).GetProperty("events").Texts("lock"));
    }
}
