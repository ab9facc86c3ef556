using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Protocol;

public sealed class WhatARequestLacks
{
    [Theory]
    [InlineData("{}", "out-lacks-everything")]
    [InlineData("""{"source": null, "params": null}""", "out-lacks-everything")]
    [InlineData("""{"source": {"uri": "", "branch": "", "pool": ""}, "params": {"claim": "", "acquire": false}}""", "out-lacks-everything")]
    [InlineData("""{"source": {"uri": "/r", "pool": "p"}, "params": {"acquire": true}}""", "lacks-branch")]
    [InlineData("""{"source": {"uri": "/r", "branch": "b", "pool": "p"}}""", "out-lacks-operation")]
    [InlineData("""{"source": {"uri": "/r", "branch": "b", "pool": "p"}, "params": {"timeout": "1s"}}""", "out-lacks-operation")]
    public async Task IsReportedTogetherByAPut(string text, string expected)
    {
        var command = new OutCommand(Silent, new FakeTimeProvider(LockRepository.FirstCommit), Build.From(_ => null), new Random(1), _ => { });

        await IsReportedAsync(expected, async () => await command.RunAsync(await Stdin.OutAsync(text), "/", _ => Task.CompletedTask, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{}", "lacks-uri-branch-pool")]
    [InlineData("""{"source": {"uri": "/r", "pool": "p"}}""", "lacks-branch")]
    [InlineData("""{"source": {"branch": "b", "uri": null, "pool": ""}}""", "lacks-uri-pool")]
    public async Task IsReportedTogetherByACheckAndAGet(string text, string expected)
    {
        var check = new CheckCommand(Silent, new FakeTimeProvider(LockRepository.FirstCommit));
        var get = new InCommand(Silent, new FakeTimeProvider(LockRepository.FirstCommit));

        await IsReportedAsync(expected, async () => await check.RunAsync(await Stdin.CheckAsync(text), TestContext.Current.CancellationToken));
        await IsReportedAsync(expected, async () => await get.RunAsync(await Stdin.InAsync(text), "/nowhere", TestContext.Current.CancellationToken));
    }

    private static StepLog Silent => new(TextWriter.Null);

    private static async Task IsReportedAsync(string expected, Func<Task> run)
    {
        var refusal = await Assert.ThrowsAsync<PoolException>(run);
        using var stderr = new StringWriter();
        new StepLog(stderr).Failed(refusal.Message);

        Assert.Equal(ExpectedText.Of(expected), stderr.ToString());
    }
}
