using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class HistoryAtATerminal : CliTest
{
    public HistoryAtATerminal()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        Repository.Commit(
            "main/deploy/test build 7 claiming: env-1\n\nPool: aws\nClaim-Id: id-7\nWaited: 127s\n",
            Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "content of env-1\n"));
    }

    [Theory]
    [InlineData("aws/env-1", "status")]
    [InlineData("claimed", "history")]
    [InlineData("build 7", "history", "aws/env-1")]
    [InlineData("aws", "stats", "--since", "100000d")]
    [InlineData("main/deploy/test", "stats", "--since", "100000d", "--by", "job")]
    [InlineData("nothing is wrong in 1 pool", "verify")]
    [InlineData("pool_resource_locks{pool=\"aws\",state=\"claimed\"} 1", "metrics")]
    public async Task IsPlainTextInAPipe(string told, params string[] words)
    {
        var run = await RunAsync([.. words, "--source", "locks.yml"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(told == "aws/env-1" ? "env-1" : told, run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Stdout);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("stats")]
    [InlineData("verify")]
    [InlineData("metrics")]
    public async Task IsJsonForPrograms(string word)
    {
        var run = await RunAsync(word, "--json", "--source", "locks.yml");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(run.Stdout).RootElement.ValueKind);
    }

    [Fact]
    public async Task IsColouredAtATerminal()
    {
        using var session = Type("stats --since 100000d --source locks.yml");

        await session.ShowsAsync("█");
        Assert.Equal(0, await session.EndAsync());
    }

    [Fact]
    public async Task CostsOneQuestionWhereNothingIsNew()
    {
        Folder.Write("locks.yml", $"uri: {Repository.Path}\nbranch: main\ndebug: true\n");

        var first = await RunAsync("status", "--source", "locks.yml");
        var second = await RunAsync("status", "--source", "locks.yml");

        Assert.Equal((0, first.Stdout), (second.ExitCode, second.Stdout));
        Assert.Contains("git --git-dir", first.Stderr, StringComparison.Ordinal);
        Assert.StartsWith("git ls-remote ", Assert.Single(second.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("git ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Folder["home/.cache/pool-resource"]));
    }

    [Fact]
    public async Task IsReadByManyAtOnce()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync("history", "--source", "locks.yml")));

        Assert.All(runs, run => Assert.Equal((0, "", runs[0].Stdout), (run.ExitCode, run.Stderr, run.Stdout)));
    }

    [Fact]
    public async Task EndsWith1WhereSomethingIsWrong()
    {
        Repository.Commit("wrong", Change.Put("aws/unclaimed/env-1", "content of env-1\n"));

        var run = await RunAsync("verify", "--source", "locks.yml");

        Assert.Equal((1, "lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; remove one of them from the branch\n"), (run.ExitCode, run.Stdout));
    }
}
