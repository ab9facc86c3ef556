using Microsoft.Extensions.Time.Testing;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class PatienceWithAHost
{
    private static readonly Operation GivingBack = new RemoveLock(Answer.Aws, Answer.Env1);
    private static readonly Operation Taking = new ClaimLock(Answer.Aws, Answer.Env1);

    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(true, 600)]
    [InlineData(false, 120)]
    public void LastsFromTheFirstFailureOnAndLongerWhereALockIsGivenBack(bool givesBack, int seconds)
    {
        var budget = Budget(givesBack ? GivingBack : Taking, null);
        Wait(1000);

        Assert.True(budget.Bears(Refused(), answered: true, waits: false));
        Wait(seconds / 2);
        Assert.True(budget.Bears(Push(tries: 3)));
        Wait((seconds / 2) - 0.1);
        Assert.True(budget.Bears(Refused(), answered: true, waits: false));
        Wait(0.1);
        Assert.False(budget.Bears(Refused(), answered: true, waits: false));
        Assert.Equal(4, budget.Failures);
    }

    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, 20)]
    [InlineData(true, 1000)]
    [InlineData(false, 1000)]
    public void LastsAsLongAsTheTimeoutWhereOneIsGiven(bool givesBack, int seconds)
    {
        var budget = Budget(givesBack ? GivingBack : Taking, seconds);

        Assert.True(budget.Bears(Refused(), answered: true, waits: false));
        Wait(seconds - 0.1);
        Assert.True(budget.Bears(Refused(), answered: true, waits: false));
        Wait(0.1);
        Assert.False(budget.Bears(Refused(), answered: true, waits: false));
    }

    [Theory]
    // Somebody else was faster, or the host has answered: what was before does not count.
    [InlineData(true)]
    [InlineData(false)]
    public void BeginsAnewWithEachSignOfLife(bool isLostRace)
    {
        var budget = Budget(Taking, null);

        for (var round = 0; round < 5; round++)
        {
            Assert.True(budget.Bears(Refused(), answered: true, waits: false));
            Wait(100);
            if (isLostRace)
            {
                Assert.True(budget.Bears(Push(tries: 1)));
                Assert.Equal((1, round + 1), (budget.Failures, budget.FailedPushes));
            }
            else
            {
                budget.Forget();
                Assert.Equal((0, 0), (budget.Failures, budget.FailedPushes));
            }
        }
    }

    [Fact]
    public void CountsPushesThatAreTriedMoreThanOnceAsFailures()
    {
        var budget = Budget(Taking, null);

        Assert.True(budget.Bears(Push(tries: 2)));
        Assert.True(budget.Bears(Push(tries: 3)));
        Assert.Equal((2, 2), (budget.Failures, budget.FailedPushes));
    }

    [Fact]
    public void EndsAfterTwoHundredPushesInARow()
    {
        var budget = Budget(Taking, null);

        for (var push = 1; push < 200; push++)
        {
            Assert.True(budget.Bears(Push(tries: 1)), $"push {push}");
        }

        Assert.False(budget.Bears(Push(tries: 1)));
        Assert.Equal(200, budget.FailedPushes);
    }

    [Fact]
    public void IsThatOfAReadWhereTheHostHasNotAnsweredYet()
    {
        var budget = Budget(Taking, null);

        for (var read = 1; read <= 4; read++)
        {
            Assert.True(budget.Bears(Broken(), answered: false, waits: false));
            Assert.Equal(read, budget.Failures);
        }

        Assert.False(budget.Bears(Broken(), answered: false, waits: false));
        Assert.False(Budget(Taking, null).Bears(Refused(), answered: false, waits: true));
    }

    [Fact]
    public void EndsWithTheTimeoutWhereTheHostHasNotAnsweredYet()
    {
        var budget = Budget(Taking, 20);

        Wait(19.9);
        Assert.True(budget.Bears(Broken(), answered: false, waits: false));
        Wait(0.1);
        Assert.False(budget.Bears(Broken(), answered: false, waits: false));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7200)]
    public void HasNoEndBeforeTheTimeoutWhereTheStepWaitsAndTheLineBreaks(int? timeout)
    {
        var budget = Budget(Taking, timeout);

        for (var minute = 1; minute < 120; minute++)
        {
            Wait(60);
            Assert.True(budget.Bears(Broken(), answered: true, waits: true), $"minute {minute}");
            Assert.Equal(minute, budget.Failures);
        }

        Wait(60);
        Assert.Equal(timeout is null, budget.Bears(Broken(), answered: true, waits: true));
    }

    [Fact]
    public void EndsARefusedWaitWithTheTimeout()
    {
        var budget = Budget(Taking, 5);

        Assert.True(budget.Bears(Refused(), answered: true, waits: true));
        Wait(5);
        Assert.False(budget.Bears(Refused(), answered: true, waits: true));

        // What does not wait has the time of the first look.
        Assert.True(budget.Bears(Refused(), answered: true, waits: false));
    }

    [Fact]
    public void IsNoLongerForARefusalBecauseTheStepWaits()
    {
        var budget = Budget(Taking, null);

        Assert.True(budget.Bears(Refused(), answered: true, waits: true));
        Wait(120);
        Assert.False(budget.Bears(Refused(), answered: true, waits: true));
    }

    private RetryBudget Budget(Operation operation, double? seconds) =>
        new(operation, new StepTimeout(seconds is { } given ? TimeSpan.FromSeconds(given) : null, time), time);

    private void Wait(double seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private static PushFailed Push(int tries) => new(" ! [rejected]        main -> main (fetch first)", true, tries, Broken());

    private static GitException Refused() => new("fetch", 128, "fatal: Authentication failed for 'https://example.com/'");

    private static GitException Broken() => new("fetch", 128, "fatal: unable to access 'https://example.com/': Connection reset by peer");
}
