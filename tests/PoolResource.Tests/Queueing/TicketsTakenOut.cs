using System.Text.Json;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Testing;
using PoolResource.Tests.Operations;
using PoolResource.Tests.Protocol;
using PoolResource.Transactions;

namespace PoolResource.Tests.Queueing;

/// <summary>Tickets of those who are gone, which somebody takes out of a line.</summary>
public sealed class TicketsTakenOut : IDisposable
{
    private static readonly BranchName Main = BranchName.Parse("main", "branch");

    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new();
    private readonly Guid id = Ticket.NewId(1_800_000_000_000, new Random(1));

    public TicketsTakenOut() => host.Then("aws/claimed/a");

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreAllOfAPlaceAndNoOther()
    {
        Stand(Answer.Aws, id);
        Stand(Answer.Aws, id, "89abcdef");
        string[] others = [Stand(Answer.Aws, Ticket.NewId(1_800_000_000_000, new Random(2))), Stand(PoolName.Parse("gcp", "pool"), id)];

        await RunAsync();

        Assert.Equal(others.Order(StringComparer.Ordinal), host.Tickets);
    }

    [Fact]
    public async Task AreNoneWhereThereIsNoneAnyMore()
    {
        var other = Stand(Answer.Aws, Ticket.NewId(1_800_000_000_000, new Random(2)));

        Assert.Equal($"the ticket {id} is gone by now; nothing was changed", await RefusalAsync());
        Assert.Equal([other], host.Tickets);
    }

    [Fact]
    public async Task StayWhereTheHostDoesNotLetThemGo()
    {
        var ticket = Stand(Answer.Aws, id);
        host.Hook("update", "echo 'queue is closed' >&2; exit 1");

        Sentence.Matches($"the host does not let the ticket {id} be taken out (…); ask whoever may push to it", await RefusalAsync());
        Assert.Equal([ticket], host.Tickets);
    }

    [Fact]
    public async Task StayWhereTheirOwnerLives()
    {
        // What is pushed to has changed since it was looked at.
        var ticket = Stand(Answer.Aws, id);
        RealGit.Run("clone", "--quiet", "--mirror", host.Repository, folder["later.git"]);
        RealGit.Run("--git-dir", folder["later.git"], "update-ref", ticket, host.Tip.Value);
        var source = await Stdin.SourceAsync(
            $$"""
            , "uri": {{JsonSerializer.Serialize(host.Repository)}}, "git_config": [
              {"name": "url.{{folder["later.git"]}}.pushInsteadOf", "value": {{JsonSerializer.Serialize(host.Repository)}}}]
            """);

        Assert.Equal($"the ticket {id} has changed meanwhile, since its owner lives or has its lock; look again at the line", await RefusalAsync(source));
    }

    [Fact]
    public async Task MayBeGoneOrNotWhereTheHostBreaksOff()
    {
        Stand(Answer.Aws, id);
        host.Hook("pre-receive", "kill -9 $PPID");

        await Assert.ThrowsAsync<GitException>(() => RunAsync());
    }

    private string Stand(PoolName pool, Guid one, string run = "0123abcd") => host.Stand(new Ticket(one, run), pool);

    private async Task<string> RefusalAsync(Source? source = null) => (await Assert.ThrowsAsync<PoolException>(() => RunAsync(source))).Message;

    private async Task RunAsync(Source? source = null)
    {
        using var session = await GitSession.OpenAsync(source ?? host.Source, new EngineLog(TextWriter.Null), TimeProvider.System, Stop);
        await TicketRemoval.RunAsync(session, Main, Answer.Aws, id, Stop);
    }
}
