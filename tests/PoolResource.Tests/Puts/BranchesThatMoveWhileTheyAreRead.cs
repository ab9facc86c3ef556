using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>What a rule is to know is known of the commit at which it decides, whatever came while it was brought.</summary>
public sealed class BranchesThatMoveWhileTheyAreRead : IDisposable
{
    private const string Held = "aws/claimed/a aws/unclaimed/.gitkeep";

    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AreReadAnewForTheNewTip()
    {
        host.Then("aws/claimed/.gitkeep aws/unclaimed/a");
        host.Then(Held);
        var first = host.Then($"{Held} other");
        var moved = host.Then($"{Held} other=more");
        host.Git("update-ref", "refs/heads/main", first.Value);
        var source = host.Source with { GitConfig = [PackedHistory.BeforeFetch(host, 1, $"git update-ref refs/heads/main {moved}")] };
        var time = new HurriedTime(GitCommand.LongSilence);
        var log = new StepLog(TextWriter.Null);
        using var step = await GitSession.OpenAsync(source, log, time, TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch(readAgain: false);
        var asking = new Asking(source.Pool);
        using var grace = new GracePeriod(time, TestContext.Current.CancellationToken);

        var transaction = new PoolTransaction(
            asking, branch, source, new Build("1", "1", "test", "deploy", "main", "https://ci"), new StepTimeout(null, time), log, time);
        await transaction.AttemptAsync(grace);

        Assert.Equal(moved, transaction.Tip);
        Assert.Equal(2, asking.Learned);
    }

    // It is asked once how the branch is brought, and then at each tip what is to be learned of it.
    private sealed record Asking(PoolName Pool) : Operation(Pool)
    {
        private int asked;

        public int Learned => asked - 1;

        public override string Purpose => "ask";

        public override RequiredHistory Needs => asked++ < 0 ? RequiredHistory.None : new ClaimsOf(Pool);

        public override Outcome Decide(Pools pools) => new Busy("nothing", []);
    }
}
