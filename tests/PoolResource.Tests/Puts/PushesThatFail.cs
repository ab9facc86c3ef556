using PoolResource.Git;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class PushesThatFail
{
    private const string Race = " ! [rejected]        locks -> locks (fetch first)";
    private const string Locked = " ! [remote rejected] locks -> locks (cannot lock ref 'refs/heads/locks': is at 1 but expected 2)";
    private const string InTheWay = " ! [remote rejected] locks -> locks (cannot lock ref: 'refs/heads/locks/x' exists; cannot create 'refs/heads/locks')";
    private const string Hook = " ! [remote rejected] locks -> locks (pre-receive hook declined)";

    [Theory]
    [InlineData(Race, true, false, false)]
    [InlineData(Locked, true, true, false)]
    [InlineData(InTheWay, true, false, true)]
    [InlineData(Hook, false, false, false)]
    [InlineData("", false, false, false)]
    public void AreLostToSomebodyElseByTheWordsOfTheHost(string words, bool isLostRace, bool isTooLate, bool isLasting)
    {
        var answered = Failure(words, answered: true);
        Assert.Equal((isLostRace, isTooLate, isLasting), (answered.IsLostRace, answered.IsTooLate, answered.IsLasting));

        // What a line says that breaks is no answer.
        var broken = Failure(words, answered: false);
        Assert.Equal((false, false, false), (broken.IsLostRace, broken.IsTooLate, broken.IsLasting));
    }

    [Fact]
    public void AreRefusedOnlyWhereNobodyElseWasFaster()
    {
        const string Refusal = "remote: Permission to you/locks.git denied to key.\nfatal: unable to access 'https://example.com/': The requested URL returned error: 403";

        Assert.NotNull(Failure(Hook, answered: true, Refusal).Refusal);
        Assert.Null(Failure(Race, answered: true, Refusal).Refusal);
        Assert.NotNull(Failure(Race, answered: false, Refusal).Refusal);
        Assert.Null(Failure(Hook, answered: true).Refusal);
    }

    private static PushFailed Failure(string words, bool answered, string stderr = "") => new(words, answered, 1, new GitException("push", 1, stderr.Length > 0 ? stderr : words));
}
