using PoolResource.Queue;
using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class LinesAtATerminal : CliTest
{
    private readonly Ticket ticket;

    public LinesAtATerminal()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        ticket = Repository.Stand(LockRepository.FirstCommit, new Build("4711", "42", "test", "deploy", "main", "https://ci.example.com/builds/4711"));
    }

    [Fact]
    public async Task NameWhoWaits()
    {
        using var session = Type("queue --source locks.yml");

        Assert.Equal(0, await session.EndAsync());
        Assert.Contains("\e[1maws\e[0m", session.Raw, StringComparison.Ordinal);
        Assert.Contains("  1.  main/deploy/test  since 2026-01-02 03:04Z, ", session.Text, StringComparison.Ordinal);
        Assert.Contains($"    {ticket.Id} · https://ci.example.com/builds/4711", session.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskBeforeSomebodyIsTakenOut()
    {
        using var session = Type($"queue --source locks.yml --remove {ticket.Id}");
        await session.ShowsAsync("Take its ticket out? [y/N]");
        await session.TypeAsync("y\n");

        Assert.Equal(0, await session.EndAsync());
        Assert.Contains($"removed the ticket {ticket.Id}: main/deploy/test waits for any lock of pool aws", session.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Ticket.Refs, Repository.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreLeftAloneWhereNobodyCanBeAsked()
    {
        var run = await RunAsync("queue", "--source", "locks.yml", "--remove", $"{ticket.Id}");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("nothing was changed (to take the ticket out, give --yes)\n", run.Stderr, StringComparison.Ordinal);
        Assert.Contains(Ticket.Refs, Repository.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellHowEarlySomebodyIsServed()
    {
        Repository.Hook("post-receive", "cat >> pushed");

        var run = await RunAsync("acquire", "aws", "--source", "locks.yml", "--timeout", "3s", "--priority", "-5", "--as", "Anna <anna@example.com>");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("2nd of 2", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("/v1,priority=-5,want=any,", await File.ReadAllTextAsync(Path.Combine(Repository.Path, "pushed"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
