using System.Net;
using System.Text.RegularExpressions;
using PoolResource.Testing;

namespace PoolResource.WebTests.Pages;

public sealed partial class TheActivityPage : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public TheActivityPage()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", Enumerable.Range(0, 230).Select(n => $"env-{n:D3}"));
        locks.CommitPool("gcp", ["vm-1"]);
        locks.Commit(
            "claiming: vm-1\n\nPool: gcp\nPerson: Grace Hopper <grace@example.com>\nReason: 100% of a look", Change.Move("gcp/unclaimed/vm-1", "gcp/claimed/vm-1"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TellsEverythingOnceFromPageToPage()
    {
        await using var web = await RunningWeb.StartAsync(locks);
        var (seen, next) = (new List<string>(), "/activity");
        while (next is not null)
        {
            var page = await web.GetAsync(next);
            seen.AddRange(Lock().Matches(page).Select(match => match.Groups[1].Value));
            next = Older().Match(page) is { Success: true } older ? WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }

        Assert.Equal(232, seen.Count);
        Assert.Equal(["/pools/gcp/locks/vm-1", "/pools/gcp/locks/vm-1"], seen[..2]);
        Assert.Equal(230, seen[2..].Distinct().Count());
    }

    [Theory]
    [InlineData("?pool=gcp", 2)]
    [InlineData("?by=Grace%20Hopper", 1)]
    [InlineData("?by=GRACE@example.com", 1)]
    [InlineData("?by=somebody", 0)]
    [InlineData("?q=100%25+LOOK", 1)]
    [InlineData("?q=env-017", 1)]
    [InlineData("?q=added+vm", 1)]
    [InlineData("?q=content", 0)]
    [InlineData("?pool=aws&lock=env-003", 1)]
    public async Task FindsWhatIsAskedFor(string query, int count)
    {
        await using var web = await RunningWeb.StartAsync(locks);

        Assert.Equal(count, Lock().Count(await web.GetAsync($"/activity{query}")));
    }

    [GeneratedRegex("/<a href=\"(/pools/[^\"]+/locks/[^\"]+)\"")]
    private static partial Regex Lock();

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Older();
}
