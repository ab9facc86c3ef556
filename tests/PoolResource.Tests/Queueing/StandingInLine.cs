using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

public sealed class StandingInLine
{
    [Theory]
    [InlineData("b:2 a:1 c:3", "abc")]
    [InlineData("b:1 a:1", "ab")]
    [InlineData("a:0 b:599:1", "ba")]
    [InlineData("a:0 b:600:1", "ab")]
    [InlineData("a:0 b:601:1", "ab")]
    [InlineData("a:0:-1 b:599", "ba")]
    [InlineData("a:0:-100 b:100:100 c:0", "bca")]
    public void IsByTimeLessTenMinutesForEachStepOfPriority(string tickets, string order) => Assert.Equal(order, Order(Waiters.Line(tickets)));

    [Fact]
    public void CountsAPlaceOnceThatIsToldTwice() => Assert.Equal(
        "ab", Order(WaitingLine.Of([Waiters.Of("a:1"), Waiters.Of("b:2"), Waiters.Of("a:1").Restated("00000001", TimeSpan.FromSeconds(3))])));

    [Fact]
    public void CountsTheSameRunOfAPlaceThatIsToldTwiceWhoeverTellsItFirst()
    {
        Ticket[] told = [Waiters.Of("a:1").Restated("00000002", TimeSpan.Zero), Waiters.Of("a:1").Restated("00000001", TimeSpan.Zero)];

        Assert.Equal("00000001", Assert.Single(WaitingLine.Of(told).Tickets).Run);
        Assert.Equal("00000001", Assert.Single(WaitingLine.Of(told.Reverse()).Tickets).Run);
    }

    [Theory]
    // Whoever came in the last ten minutes may live; they are counted in full.
    [InlineData(599, "abc")]
    [InlineData(600, "bc")]
    [InlineData(3600, "bc")]
    public void EndsForThoseWhoWouldLongHaveBeenServed(int freeFor, string living)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_700_000);

        Assert.Equal(living, Order(Waiters.Line("a:99 b:100 c:650").Living(now, now.AddSeconds(-freeFor))));
    }

    [Theory]
    [InlineData("a:1 b:2 c:3 z:4", "abc")]
    [InlineData("a:1::x b:2 c:3::y z:4", "abc")]
    [InlineData("a:1::x b:2 c:3::y z:4::y", "bc")]
    [InlineData("z:1 a:2", "")]
    public void IsBehindThoseWhoMayBeGivenTheSame(string tickets, string before)
    {
        var line = Waiters.Line(tickets);

        Assert.Equal(before, string.Concat(line.Before(line.Tickets.Single(one => Waiters.Letter(one.Id) == 'z')).Select(one => Waiters.Letter(one.Id))));
    }

    [Theory]
    [InlineData("a:1 b:2 c:3", "y x", "a=x b=y")]
    [InlineData("a:1::z b:2 c:3", "x y", "b=x c=y")]
    [InlineData("a:1 b:2::x", "x y", "a=x")]
    [InlineData("a:1::y b:2", "x y", "a=y b=x")]
    [InlineData("a:1::y b:2::y", "x y", "a=y")]
    [InlineData("a:1", "", "")]
    [InlineData("", "x", "")]
    public void GivesOutFreeLocksInOrderTheFirstByNameThatSuits(string tickets, string free, string given)
    {
        var line = Waiters.Line(tickets);
        var found = line.Give(Waiters.Names(free));

        Assert.Equal(given, string.Join(' ', line.Tickets.Where(one => found.ContainsKey(one.Id)).Select(one => $"{Waiters.Letter(one.Id)}={found[one.Id]}")));
    }

    [Theory]
    [InlineData("a:1 b:2 c:3", "x y", "a1 b2 c3")]
    [InlineData("a:1::x b:2 c:3", "x y", "a1 b1 c2")]
    [InlineData("a:1::x b:2::y c:3", "x y", "a1 b1 c2")]
    [InlineData("a:1::x b:2::x c:3::y d:4", "x y", "a1 b2 c1 d2")]
    [InlineData("a:1 b:2::x c:3", "x", "a1 b2 c3")]
    [InlineData("a:1 b:2::gone c:3::gone d:4", "x", "a1 b1 c2 d2")]
    [InlineData("a:1 b:2", "", "a1 b2")]
    public void TellsHowManyAreServedBefore(string tickets, string locks, string places)
    {
        var line = Waiters.Line(tickets);
        var found = line.Places(Waiters.Names(locks));

        Assert.Equal(places, string.Join(' ', line.Tickets.Select(one => $"{Waiters.Letter(one.Id)}{found[one.Id]}")));
    }

    [Theory]
    [InlineData("", 100, 100)]
    [InlineData("a:109", 100, 100)]
    [InlineData("a:110", 100, 100)]
    [InlineData("a:111", 100, 111.001)]
    [InlineData("a:111 b:3000", 100, 3000.001)]
    [InlineData("a:111 b:86501", 100, 111.001)]
    [InlineData("a:86500", 100, 86500.001)]
    [InlineData("a:86501", 100, 100)]
    [InlineData("a:50", 100, 100)]
    public void TakesTheTimeOfTheLatestWhereItsOwnClockIsBehind(string tickets, double clock, double time) => Assert.Equal(
        1_800_000_000_000 + (long)(1000 * time), Waiters.Line(tickets).TimeFor(1_800_000_000_000 + (long)(1000 * clock)));

    [Fact]
    public void EndsWithWhoComes() => Assert.Equal("bca", Order(Waiters.Line("a:1 b:2 c:3").WithLast(Waiters.Of("a:1"))));

    [Fact]
    public void IsTheSameWhoeverReadsIt()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var tickets = Enumerable.Range(0, random.Next(1, 20)).Select(n => Waiters.Of($"{(char)('a' + n)}:{random.Next(1000)}:{random.Next(-2, 3)}:{(random.Next(2) == 0 ? "" : $"l{random.Next(4)}")}")).ToList();
            var free = Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(n => Waiters.Name($"l{n}")).ToList();
            var one = WaitingLine.Of(tickets).Give(free);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tickets));
            free.Reverse();
            var other = WaitingLine.Of(tickets).Give(free);

            Assert.True(one.OrderBy(given => given.Key).SequenceEqual(other.OrderBy(given => given.Key)), $"seed {seed}, round {round}");
            Assert.True(one.Values.Distinct().Count() == one.Count && one.Values.All(free.Contains), $"seed {seed}, round {round}");
            // No lock is left that somebody who goes without would suit.
            Assert.True(
                free.Except(one.Values).All(left => tickets.All(ticket => one.ContainsKey(ticket.Id) || (ticket.Want is { } want && want != Ticket.WantOf(left)))),
                $"seed {seed}, round {round}");
        }
    }

    private static string Order(WaitingLine line) => string.Concat(line.Tickets.Select(ticket => Waiters.Letter(ticket.Id)));
}
