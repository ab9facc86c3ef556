using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

public sealed class TakingTurns
{
    [Theory]
    // Second by second what z sees of those who never move.
    [InlineData("a:1 z:2", 10, "", "a")]
    [InlineData("a:1:::3 z:2", 13, "", "a")]
    [InlineData("a:1 b:1 z:2", 15, "", "ab")]
    [InlineData("a:1 b:1:::2 c:1 z:2", 22, "", "abc")]
    [InlineData("z:2", 0, "", "")]
    [InlineData("a:1::other z:2", 0, "", "")]
    public void PassesByWhoDoesNotTakeWhatIsMeantForIt(string tickets, int second, string free, string overtaken)
    {
        var (line, names) = (Waiters.Line(tickets), Waiters.Names(free.Length > 0 ? free : "x"));
        var turns = new Turns(Waiters.Of("z:2").Id);
        for (var now = 0; now < second; now++)
        {
            Assert.Null(turns.See(line, names, TimeSpan.FromSeconds(now)).Mine);
        }

        var turn = turns.See(line, names, TimeSpan.FromSeconds(second));

        Assert.Equal(Waiters.Name("x"), turn.Mine);
        Assert.Equal(overtaken, string.Concat(turn.Overtaken.Select(ticket => Waiters.Letter(ticket.Id))));
    }

    [Fact]
    public void CountsOnlyWhileLooksShowIt()
    {
        // Somebody who knows no line takes the lock, and gives it back: a turn stands still meanwhile.
        var seen = new Looks("a:1 z:2");
        seen.Every(second: 1, until: 4);
        seen.Every(second: 1, until: 100, from: 5, free: "");
        seen.Every(second: 1, until: 120, from: 101);

        Assert.Equal(107, seen.Mine);
    }

    [Fact]
    public void StandsStillWhileItIsOnesOwn()
    {
        // A second lock is free at one look, and at the next somebody has taken it: what the first has left of its turn is 4 s.
        var seen = new Looks("a:1 z:2");
        seen.Every(second: 1, until: 6);
        seen.At(7, "x y");
        seen.Forget();
        seen.Every(second: 1, until: 30, from: 8);

        Assert.Equal(12, seen.Mine);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void BeginsAnewForWhoHasTakenItsTicketBack(string free)
    {
        var seen = new Looks("a:1 z:2");
        seen.Every(second: 1, until: 9);
        seen.At(9.5, free, "z:2");
        seen.Forget();
        seen.Every(second: 1, until: 30, from: 10);

        Assert.Equal(20, seen.Mine);
    }

    [Theory]
    // Who looks every five seconds, every twenty; who moves up, and looks more often; who came back from a pause.
    [InlineData("0 5 10 15", 15)]
    [InlineData("0 20 40 60", 60)]
    [InlineData("0 8 9 10 11 12 13 14 15", 15)]
    [InlineData("0 1 2 3 120 121 122 123 124", 124)]
    public void LastsThreeOfTheLookersIntervalsAtLeast(string looks, int second)
    {
        var seen = new Looks("a:1 z:2");
        foreach (var look in looks.Split(' '))
        {
            seen.At(int.Parse(look, System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(second, seen.Mine);
    }

    [Fact]
    public void TellsWhenItIsWorthALook()
    {
        var seen = new Looks("a:1:::2 b:1 z:2");

        Assert.Null(seen.At(0).EndsIn);
        Assert.Null(seen.At(4).EndsIn);
        Assert.Equal(TimeSpan.FromSeconds(4), seen.At(8).EndsIn);
        Assert.Equal(TimeSpan.FromSeconds(1), seen.At(11).EndsIn);
        Assert.Equal(TimeSpan.FromSeconds(5), seen.At(12).EndsIn);
        Assert.Null(seen.At(13, free: "").EndsIn);
    }

    [Fact]
    public void TellsWhenTheFirstOfSeveralTurnsEnds()
    {
        var seen = new Looks("a:1 b:1:::2 z:2");
        seen.Every(second: 1, until: 7, free: "x y");

        Assert.Equal(TimeSpan.FromSeconds(2), seen.At(8, free: "x y").EndsIn);
    }

    [Fact]
    public void GoesOnToTheNextLockForWhomeverItIsMeant()
    {
        // Each of two dead has a lock meant for it: both turns run at once.
        var (line, free, turns) = (Waiters.Line("a:1 b:1 z:2"), Waiters.Names("x y"), new Turns(Waiters.Of("z:2").Id));
        for (var now = 0; now < 10; now++)
        {
            turns.See(line, free, TimeSpan.FromSeconds(now));
        }

        var turn = turns.See(line, free, TimeSpan.FromSeconds(10));

        Assert.Equal((Waiters.Name("x"), 2), (turn.Mine, turn.Overtaken.Count));
    }

    [Fact]
    public void IsOnesOwnWithoutAnybodysLeave() => Assert.Equal(
        Waiters.Name("y"), new Turns(Waiters.Of("z:2").Id).See(Waiters.Line("a:1 z:2 b:3"), Waiters.Names("x y"), TimeSpan.Zero).Mine);

    // What z sees.
    private sealed class Looks(string tickets)
    {
        private readonly Turns turns = new(Waiters.Of("z:2").Id);

        /// <summary>The second in which the lock was first meant for z.</summary>
        public double? Mine { get; private set; }

        public Turn At(double second, string free = "x", string? line = null)
        {
            var turn = turns.See(Waiters.Line(line ?? tickets), Waiters.Names(free), TimeSpan.FromSeconds(second));
            Mine ??= turn.Mine is null ? null : second;
            return turn;
        }

        public void Every(double second, double until, double from = 0, string free = "x")
        {
            for (var now = from; now <= until; now += second)
            {
                At(now, free);
            }
        }

        public void Forget() => Mine = null;
    }
}
