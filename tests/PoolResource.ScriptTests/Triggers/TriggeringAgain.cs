using System.Globalization;

namespace PoolResource.ScriptTests.Triggers;

public sealed class TriggeringAgain : TriggerTest
{
    private static readonly TimeSpan After = TimeSpan.FromHours(100);

    public TriggeringAgain() => Aws.Source["retrigger_after"] = "100h";

    [Fact]
    public async Task TellsOfALockThatHasLongWaitedHowOften()
    {
        var old = Arrives("env-1");
        var when = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Repository.Git("log", "-1", "--format=%ct"), CultureInfo.InvariantCulture));
        var earliest = 1 + ((TimeProvider.System.GetUtcNow() - when).Ticks / After.Ticks);

        var told = Assert.Single(await CheckAsync(), version => version with { Attempt = null } == old);

        var latest = 1 + ((TimeProvider.System.GetUtcNow() - when).Ticks / After.Ticks);
        Assert.InRange(long.Parse(told.Attempt!, CultureInfo.InvariantCulture), earliest, latest);
    }

    [Fact]
    public async Task DoesNotTellOfALockThatHasJustArrivedAgain()
    {
        Repository.CommitPool("aws");
        var add = await Pool("aws").PutAsync(new { add = new { name = "env-1" } });

        Assert.Equal([new Version(add.Ref, "env-1")], await CheckAsync());
    }

    [Theory]
    [InlineData("soon", "error: source.retrigger_after: \"soon\" is not a duration")]
    [InlineData(true, "error: source.retrigger_after: ")]
    [InlineData(30, "error: source.retrigger_after: 30 would be nanoseconds; write 30s for seconds")]
    public async Task AfterWhatIsNoTimeIsRefused(object written, string reason)
    {
        Aws.Source["retrigger_after"] = System.Text.Json.JsonSerializer.SerializeToNode(written);

        Assert.StartsWith(reason, (await RunAsync("check", null)).Refusal, StringComparison.Ordinal);
    }
}
