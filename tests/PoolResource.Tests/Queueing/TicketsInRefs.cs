using System.Text;
using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

public sealed class TicketsInRefs
{
    private const string Id = "019a1f8e-13fa-7e1c-b594-b34d1523f26f";
    private const string Fields = "v1,priority=-3,want=any,attempt=12,build=4711,as=,run=0123abcd";

    private static readonly string Line = Ticket.LineOf(BranchName.Parse("locks", "source.branch"), PoolName.Parse("aws", "source.pool"));

    [Fact]
    public void StandInALineOfTheirOwnForEachPoolOfEachBranch()
    {
        Assert.Matches("^refs/pool-resource/queue/[0-9a-f]{32}/$", Line);
        Assert.Equal(4, new[] { ("locks", "aws"), ("locks", "gcp"), ("main", "aws"), ("locks", "aws-lifecycle") }
            .Select(one => Ticket.LineOf(BranchName.Parse(one.Item1, "source.branch"), PoolName.Parse(one.Item2, "source.pool"))).Distinct().Count());
    }

    // printf 'locks\0aws' | sha256sum, and of env-1: whoever speaks of the same line has to find the same ref.
    [Fact]
    public void HaveTheNamesThatAnyProgramFinds()
    {
        Assert.True(LockName.TryParse("env-1", out var name));

        Assert.Equal("refs/pool-resource/queue/99f8ea826abe59987a261b73e8b5aa0c/", Line);
        Assert.Equal("61ddabbff1eb14c7", Ticket.WantOf(name));
    }

    [Fact]
    public void SayAllInTheirNames()
    {
        Assert.True(Ticket.TryParse($"{Line}{Id}/{Fields}", Line, out var ticket));

        Assert.Equal(new Guid(Id), ticket.Id);
        Assert.Equal((-3, null, TimeSpan.FromSeconds(1.2), "4711", null, "0123abcd"), (ticket.Priority, ticket.Want, ticket.Attempt, ticket.Build, ticket.As, ticket.Run));
        Assert.Equal(Convert.ToInt64("019a1f8e13fa", 16), ticket.Time);
        Assert.Equal(ticket.Time + (30 * 60 * 1000), ticket.Rank);
    }

    [Fact]
    public void AreReadAsTheyAreWritten()
    {
        var random = new Random(7);
        Assert.True(LockName.TryParse("umgebung ä", out var name));
        var made = new Ticket(Ticket.NewId(1_800_000_000_123, random), Ticket.NewRun(random))
        {
            Priority = 100,
            Want = Ticket.WantOf(name),
            Attempt = TimeSpan.FromSeconds(2.34),
            Build = "b-1",
            As = Ticket.HashOf("x"),
        };

        Assert.True(Ticket.TryParse(made.RefIn(Line), Line, out var read));

        Assert.Equal(made.RefIn(Line), read.RefIn(Line));
        Assert.Equal((made.Id, made.Priority, made.Want, made.Build, made.As, made.Run), (read.Id, read.Priority, read.Want, read.Build, read.As, read.Run));
        Assert.Equal((TimeSpan.FromSeconds(2.4), 1_800_000_000_123), (read.Attempt, read.Time));
        Assert.True(made.RefIn(Line).Length <= 255);
    }

    [Fact]
    public void AreOfTheirOwnWhoeverComesAtTheSameTime()
    {
        var random = new Random(7);

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Ticket.NewId(1, random)).Distinct().Count());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Ticket.NewRun(random)).Distinct().Count());
    }

    [Fact]
    public void KeepTheNameUnderWhichTheyWereFound()
    {
        var name = $"{Line}{Id}/{Fields},since=2030";

        Assert.True(Ticket.TryParse(name, Line, out var ticket));

        Assert.Equal(name, ticket.RefIn(Line));
        Assert.DoesNotContain("since", ticket.Restated("89abcdef", TimeSpan.Zero).RefIn(Line), StringComparison.Ordinal);
        Assert.Equal(ticket.Id, ticket.Restated("89abcdef", TimeSpan.Zero).Id);
    }

    [Fact]
    public void WaitForNobodyLongerThanAMinute() => Assert.Equal(TimeSpan.FromSeconds(60), new Ticket(Guid.Empty, "") { Attempt = TimeSpan.FromHours(9) }.Attempt);

    [Theory]
    [InlineData("")]
    [InlineData(Id)]
    [InlineData($"{Id}/")]
    [InlineData($"{Id}/{Fields}/x")]
    [InlineData($"x/{Fields}")]
    [InlineData($"{{{Id}}}/{Fields}")]
    [InlineData($"019A1F8E-13FA-7E1C-B594-B34D1523F26F/{Fields}")]
    [InlineData($"019A1F8E-13fa-7e1c-b594-b34d1523f26f/{Fields}")]
    [InlineData($"019a1f8e-13fa-4e1c-b594-b34d1523f26f/{Fields}")]
    [InlineData($"019a1f8e-13fa-7e1c-c594-b34d1523f26f/{Fields}")]
    [InlineData($"ffffffff-ffff-7e1c-b594-b34d1523f26f/{Fields}")]
    [InlineData($"e677d21f-dc00-7e1c-b594-b34d1523f26f/{Fields}")]
    [InlineData($"{Id}/v2,priority=0,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=101,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=+1,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=01,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priorita=0,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority0=,want=any,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=0123456789abcdeg,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=env-1,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=601,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=-1,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=0,build=a b,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=0,build=,as=me,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=0,build=,as=,run=")]
    [InlineData($"{Id}/v1,want=any,priority=0,attempt=0,build=,as=,run=0123abcd")]
    [InlineData($"{Id}/v1,priority=0")]
    [InlineData($"{Id}/v1,priority=0,want=any,attempt=0,build=,as=,run=0123abcd,\u00f6")]
    public void AreNoneWhereTheyAreWrittenOtherwise(string name) => Assert.False(Ticket.TryParse($"{Line}{name}", Line, out _));

    [Fact]
    public void AreNoneOfAnotherLine()
    {
        var other = Ticket.LineOf(BranchName.Parse("locks", "source.branch"), PoolName.Parse("gcp", "source.pool"));

        Assert.False(Ticket.TryParse($"{other}{Id}/{Fields}", Line, out _));
        Assert.False(Ticket.TryParse($"refs/x/{Line}{Id}/{Fields}", Line, out _));
    }

    [Fact]
    public void AreNoLongerThanHostsDemand()
    {
        var name = $"{Line}{Id}/{Fields},".PadRight(255, 'x');

        Assert.True(Ticket.TryParse(name, Line, out _));
        Assert.False(Ticket.TryParse(name + "x", Line, out _));
    }

    [Fact]
    public void AreOfAnyTimeUpToTheYear9999()
    {
        Assert.True(Ticket.TryParse($"{Line}e677d21f-dbff-7e1c-b594-b34d1523f26f/{Fields}", Line, out var last));
        Assert.Equal("9999-12-31T23:59:59.999Z", DateTimeOffset.FromUnixTimeMilliseconds(last.Time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void AreReadOnceHoweverOftenALineIsLookedAt()
    {
        string[] names = [$"{Line}{Id}/{Fields}", $"{Line}rubbish"];
        var read = Assert.Single(Ticket.Among(names, Line));

        Assert.Same(read, Assert.Single(Ticket.Among([.. names, $"{Line}x"], Line, [read])));
        Assert.Empty(Ticket.Among([], Line, [read]));
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("0b1-x", "0b1-x")]
    [InlineData("4,2", null)]
    [InlineData("123456789012345678901", null)]
    [InlineData(null, null)]
    public void NameABuildWhoseIdCanStandInARef(string? id, string? named) => Assert.Equal(named, Ticket.BuildOf(new Build(id, null, null, null, null, null)));

    [Fact]
    public void PointToTheSameFileForEveryBuildOfAJob()
    {
        static string Of(string id, string? vars = null) => Encoding.UTF8.GetString(TicketOwner.Write(
            new Build(id, id, "test", "deploy", "main", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/1") { Vars = vars }).Span);

        Assert.Equal("""{"cluster":"https://ci.example.com","team":"main","pipeline":"deploy","job":"test"}""", Of("1"));
        Assert.Equal(Of("1"), Of("2"));
        Assert.Equal(
            """{"cluster":"https://ci.example.com","team":"main","pipeline":"deploy","vars":"{\u0022branch\u0022:\u0022x\u0022}","job":"test"}""",
            Of("1", """{"branch":"x"}"""));
        Assert.Equal(
            """{"person":"Anna \u003Canna@example.com\u003E"}""",
            OfPerson(null));
        Assert.Equal("""{"person":"Anna \u003Canna@example.com\u003E","account":"github:1"}""", OfPerson("github:1"));
        Assert.Equal(("github:1", "Anna (via github)"), (Waiter.Read(OfPerson("github:1"))!.Person!.Account, Waiter.Read(OfPerson("github:1"))!.Who));
        Assert.Equal((null, "Anna (at a terminal)"), (Waiter.Read(OfPerson(null))!.Person!.Account, Waiter.Read(OfPerson(null))!.Who));
        Assert.Null(Waiter.Read("""{"person":"Anna <a@b>","account":"github:1\n"}""")!.Person!.Account);

        static string OfPerson(string? account) => Encoding.UTF8.GetString(TicketOwner.Write(Person.Parse("Anna <anna@example.com>", "--as") with { Account = account }).Span);
    }
}
