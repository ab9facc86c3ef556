using System.Text.Json;

namespace PoolResource.CliTests;

public sealed class LeasesAtATerminal : CliTest
{
    private static readonly string[] AsAnna = ["--source", "locks.yml", "--as", "Anna <anna@example.com>"];

    public LeasesAtATerminal() => Repository.CommitPool("aws", unclaimed: ["env-1"]);

    [Fact]
    public async Task AreTakenRenewedAndShown()
    {
        var taken = (await RunAsync(["acquire", "aws", "--lease", "1h", "--json", .. AsAnna])).Json;
        var renewed = (await RunAsync(["renew", "aws/env-1", "--lease", "4h", "--json", .. AsAnna])).Json;
        var shown = await RunAsync("status", "--source", "locks.yml");
        var events = (await RunAsync("history", "--json", "--source", "locks.yml")).Json.GetProperty("events").EnumerateArray().ToList();

        Assert.True(Until(renewed) > Until(taken));
        Assert.Matches("env-1  claimed  Anna \\(at a terminal\\)  .+  leased until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\dZ\n", shown.Stdout);
        Assert.Equal(["claimed", "renewed"], events[^2..].Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(Until(renewed), Until(events[^1]));
        Assert.Equal(taken.GetProperty("claim_id").GetString(), events[^1].GetProperty("claim_id").GetString());
        Assert.Equal(0, (await RunAsync(["release", "aws/env-1", .. AsAnna])).ExitCode);
    }

    private static DateTimeOffset Until(JsonElement answer) => answer.GetProperty("lease_until").GetDateTimeOffset();
}
