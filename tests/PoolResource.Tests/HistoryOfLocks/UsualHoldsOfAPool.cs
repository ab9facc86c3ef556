using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class UsualHoldsOfAPool
{
    private static readonly PoolName Aws = PoolName.Parse("aws", "x");

    private readonly MadeCommits made = new();

    [Theory]
    [InlineData("", null)]
    [InlineData("1 1", null)]
    [InlineData("1 9 3", 3)]
    [InlineData("1 9 3 4", 3)]
    public void AreTheMedianOfThoseThatHaveEnded(string holds, int? minutes)
    {
        Hold([.. holds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture))]);
        made.Then("aws/claimed/a", "mine");

        Assert.Equal(minutes, UsualHolds.Of(made.History).TryGetValue(Aws, out var hold) ? (int)hold.TotalMinutes : null);
    }

    [Fact]
    public void AreThoseOfLate()
    {
        Hold([.. Enumerable.Repeat(100, 60), .. Enumerable.Repeat(2, 40)]);

        Assert.Equal(TimeSpan.FromMinutes(2), UsualHolds.Of(made.History)[Aws]);
    }

    private void Hold(int[] minutes)
    {
        var now = 0;
        made.Then("aws/unclaimed/a", minute: now);
        foreach (var hold in minutes)
        {
            made.Then("aws/claimed/a", "mine", now);
            made.Then("aws/unclaimed/a", "done", now += hold);
        }
    }
}
