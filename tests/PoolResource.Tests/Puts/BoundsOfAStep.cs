using Microsoft.Extensions.Time.Testing;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class BoundsOfAStep
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    // Given, waited: over, spent, and what is said of it.
    [InlineData(0, 0, true, false, "0s")]
    [InlineData(5, 4.9, false, false, "5s")]
    [InlineData(5, 5, true, false, "5s")]
    [InlineData(5, 14.9, true, false, "5s")]
    [InlineData(5, 15, true, true, "15s")]
    [InlineData(15, 15, true, true, "15s")]
    [InlineData(20, 16, false, false, "20s")]
    [InlineData(20, 30, true, true, "20s")]
    public void AreOverWithTheTimeoutAndSpentWithTheFirstLook(double given, double waited, bool isOver, bool isSpent, string described)
    {
        var bounds = After(given, waited);

        Assert.Equal((isOver, isSpent, described), (bounds.IsOver, bounds.IsSpent, bounds.Described));
        Assert.Equal((true, TimeSpan.FromSeconds(given), TimeSpan.FromSeconds(waited)), (bounds.IsGiven, bounds.Given, bounds.Waited));
    }

    [Fact]
    public void AreNoneWhereNoneIsGiven()
    {
        var bounds = After(null, 100_000);

        Assert.Equal((false, TimeSpan.MaxValue, false, false, "27h46m40s"), (bounds.IsGiven, bounds.Given, bounds.IsOver, bounds.IsSpent, bounds.Described));
        Assert.Equal((null, null, null), (Look(bounds, true), Look(bounds, false), Push(bounds)));
        Assert.All([true, false], isWait => Assert.Equal(TimeSpan.FromDays(9), bounds.Within(TimeSpan.FromDays(9), isWait)));
    }

    [Theory]
    // Given, waited: the bounds of a first look, of a later one and of a push.
    [InlineData(0, 0, 15, 15, 15)]
    [InlineData(0, 10, 5, 5, 15)]
    [InlineData(0, 13, 2, 2, 15)]
    [InlineData(0, 60, 2, 2, 15)]
    [InlineData(5, 0, 15, 5, 15)]
    [InlineData(5, 4, 11, 2, 15)]
    [InlineData(5, 5, 10, 10, 15)]
    [InlineData(100, 0, 100, 100, 100)]
    [InlineData(100, 90, 10, 10, 15)]
    [InlineData(100, 99.5, 2, 2, 15)]
    public void AreLongerForWhatHasToBeSettled(double given, double waited, double first, double later, double push)
    {
        var bounds = After(given, waited);

        Assert.Equal((first, later, push), (Look(bounds, true)!.Value.TotalSeconds, Look(bounds, false)!.Value.TotalSeconds, Push(bounds)!.Value.TotalSeconds));
    }

    [Theory]
    // Given, waited, a pause: what it comes to between looks at a lock that is not free, and after a failure.
    [InlineData(5, 0, 10, 5, 10)]
    [InlineData(5, 0, 20, 5, 15)]
    [InlineData(5, 4, 1, 1, 1)]
    [InlineData(5, 5, 10, 10, 10)]
    [InlineData(5, 12, 10, 10, 3)]
    [InlineData(5, 15, 10, 10, 10)]
    [InlineData(100, 95, 10, 5, 5)]
    [InlineData(100, 10, 10, 10, 10)]
    public void ArePausesToo(double given, double waited, double pause, double wait, double failure)
    {
        var bounds = After(given, waited);

        Assert.Equal(TimeSpan.FromSeconds(wait), bounds.Within(TimeSpan.FromSeconds(pause), isWait: true));
        Assert.Equal(TimeSpan.FromSeconds(failure), bounds.Within(TimeSpan.FromSeconds(pause), isWait: false));
    }

    [Fact]
    public void EndWhenTheTimeIsOver()
    {
        using var bound = new StepTimeout(TimeSpan.FromSeconds(20), time).ForPush(CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Equal((false, false), (bound.IsOver, bound.Token.IsCancellationRequested));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((true, true), (bound.IsOver, bound.Token.IsCancellationRequested));
    }

    [Fact]
    public void AreNotOverWhereTheStepWasAskedToEnd()
    {
        using var stop = new CancellationTokenSource();
        using var bound = new StepTimeout(TimeSpan.FromSeconds(20), time).ForPush(stop.Token);

        stop.Cancel();
        Assert.Equal((false, true), (bound.IsOver, bound.Token.IsCancellationRequested));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(bound.IsOver);
    }

    private StepTimeout After(double? given, double waited)
    {
        var bounds = new StepTimeout(given is { } seconds ? TimeSpan.FromSeconds(seconds) : null, time);
        time.Advance(TimeSpan.FromSeconds(waited));
        return bounds;
    }

    private static TimeSpan? Look(StepTimeout bounds, bool isFirst)
    {
        using var bound = bounds.ForLook(isFirst, CancellationToken.None);
        return bound.Limit;
    }

    private static TimeSpan? Push(StepTimeout bounds)
    {
        using var bound = bounds.ForPush(CancellationToken.None);
        return bound.Limit;
    }
}
