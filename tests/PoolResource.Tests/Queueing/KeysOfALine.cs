using PoolResource.Queue;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Queueing;

public sealed class KeysOfALine : IDisposable
{
    private readonly Put put = new();

    public KeysOfALine()
    {
        put.Branch.Then("aws/claimed/env-1 aws/unclaimed/.gitkeep", "main/other/job build 7 claiming: env-1\n");
        put.Branch.Hook("post-receive", "cat >> pushed");
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        File.WriteAllText(Path.Combine(put.Branch.Repository, "env", "name"), "env-1\n");
    }

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("", """{"acquire": true}""", "priority=0,want=any")]
    [InlineData("", """{"acquire": true, "priority": 7}""", "priority=7,want=any")]
    [InlineData("", """{"acquire": true, "priority": "-100"}""", "priority=-100,want=any")]
    [InlineData("", """{"claim": "env-1", "priority": 100}""", "priority=100,want=ENV")]
    [InlineData("", """{"update": {"name": "env-1"}, "priority": 1}""", "priority=1,want=ENV")]
    [InlineData(", \"queue\": \"True\"", """{"acquire": true}""", "priority=0,want=any")]
    [InlineData(", \"queue\": null", """{"acquire": true}""", "priority=0,want=any")]
    public async Task StandInTheTicket(string source, string parameters, string fields) =>
        Assert.Contains($"v1,{fields.Replace("ENV", Ticket.WantOf(Waiters.Name("env-1")), StringComparison.Ordinal)},", await PushedAsync(source, parameters), StringComparison.Ordinal);

    [Theory]
    [InlineData(", \"queue\": false", """{"acquire": true}""")]
    [InlineData(", \"queue\": \"false\"", """{"claim": "env-1", "priority": 7}""")]
    [InlineData("", """{"claim_from": "env"}""")]
    [InlineData("", """{"check": "env"}""")]
    public async Task LeaveNothingOnTheHostWhereNobodyStandsInLine(string source, string parameters) => Assert.Equal("", await PushedAsync(source, parameters));

    [Theory]
    [InlineData("101", "101")]
    [InlineData("-101", "-101")]
    [InlineData("\"1000000000000\"", "1000000000000")]
    public async Task AreRefusedForAPriorityThatIsOutOfRange(string priority, string shown) => Assert.Equal(
        $"params.priority: {shown} is no whole number from -100 to 100; write one, such as 10, or leave it out for 0",
        await put.RefusalAsync($$"""{"acquire": true, "priority": {{priority}} }"""));

    [Theory]
    [InlineData("100", 100)]
    [InlineData("-100", -100)]
    [InlineData("+5", 5)]
    public void AreReadOffACommandLine(string text, int priority) => Assert.Equal(priority, Priority.Parse(text, "--priority"));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("high", "\"high\"")]
    [InlineData("1.0", "\"1.0\"")]
    [InlineData("101", "101")]
    [InlineData("99999999999999999999", "\"99999999999999999999\"")]
    public void AreRefusedOnACommandLine(string text, string shown) => Sentence.Refuses(
        $"--priority: {shown} is no whole number from -100 to 100; write one, such as 10, or leave it out for 0", () => Priority.Parse(text, "--priority"));

    // What the host was told in the course of a wait that came to nothing.
    private async Task<string> PushedAsync(string source, string parameters)
    {
        put.Branch.MoreOfTheSource = source;
        Assert.StartsWith("gave up waiting for", await put.RefusalAsync($"{parameters[..^1]}, \"timeout\": \"5s\"}}"), StringComparison.Ordinal);
        var pushed = Path.Combine(put.Branch.Repository, "pushed");
        return File.Exists(pushed) ? await File.ReadAllTextAsync(pushed, TestContext.Current.CancellationToken) : "";
    }
}
