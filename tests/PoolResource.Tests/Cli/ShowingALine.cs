using System.Text.Json;
using PoolResource.Queue;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class ShowingALine : IDisposable
{
    private const string Page = "https://ci.example.com/builds/4711";

    private static readonly DateTimeOffset Came = LockRepository.FirstCommit.AddHours(1);
    private static readonly Build Build = new("4711", "42", "test", "deploy", "main", Page);
    private static readonly Person Anna = Person.Parse("Anna <anna@example.com>", "--as");

    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public ShowingALine()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1"], claimed: ["env-2"]);
        repository.CommitPool("gcp");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NamesWhoWaitsForWhatInTheOrderInWhichTheyAreServed()
    {
        var first = repository.Stand(Came, Build);
        var second = repository.Stand(Came.AddMinutes(1), Build with { Vars = "{\"branch\":\"x\"}" });
        var ahead = repository.Stand(Came.AddMinutes(2), Anna, want: "env-2", priority: 6);
        repository.Stand(Came, Build, pool: "nix");

        var run = await RunAsync("queue");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(
            $"""
            aws  3 waiting
              1.  Anna (at a terminal)       since 2026-01-02 04:06Z, 1 h 58 m  env-2     priority 6  {ahead.Id}
              1.  main/deploy/test           since 2026-01-02 04:04Z, 2 h       any lock              {first.Id} · {Page}
              2.  main/deploy/branch:x/test  since 2026-01-02 04:05Z, 1 h 59 m  any lock              {second.Id} · {Page}

            gcp  nobody waits

            """,
            run.Stdout);
    }

    [Fact]
    public async Task TellsProgramsTheSame()
    {
        var first = repository.Stand(Came, Build);
        var second = repository.Stand(Came.AddMinutes(1), Anna, want: "env-2", priority: -100);
        var third = repository.Stand(Came.AddMinutes(2), "", want: "env-9");

        var json = JsonDocument.Parse((await RunAsync("queue", "aws", "--json")).Stdout).RootElement;

        Assert.Equal(("main", repository.Tip), (json.GetProperty("branch").GetString(), json.GetProperty("ref").GetString()));
        var pool = Assert.Single(json.GetProperty("pools").EnumerateArray());
        Assert.Equal("aws", pool.GetProperty("name").GetString());
        Assert.Equal(
            [
                $$"""{"id":"{{first.Id}}","place":1,"who":"main/deploy/test","person":null,"build_url":"{{Page}}","since":"2026-01-02T04:04:05+00:00","any":true,"lock":null,"priority":0}""",
                $$"""{"id":"{{third.Id}}","place":1,"who":null,"person":null,"build_url":null,"since":"2026-01-02T04:06:05+00:00","any":false,"lock":null,"priority":0}""",
                $$"""{"id":"{{second.Id}}","place":2,"who":"Anna (at a terminal)","person":"Anna \u003Canna@example.com\u003E","build_url":null,"since":"2026-01-02T04:05:05+00:00","any":false,"lock":"env-2","priority":-100}""",
            ],
            pool.GetProperty("line").EnumerateArray().Select(one => one.GetRawText()));
    }

    [Fact]
    public async Task BringsWhatATicketSaysOnce()
    {
        repository.Stand(Came, Build);
        repository.Stand(Came.AddMinutes(1), Build);
        repository.Stand(Came.AddMinutes(2), Anna);
        var environment = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder["cache"] };
        folder.Write("locks.yml", "uri: locks.git\nbranch: main\ndebug: true\n");
        string[] words = ["queue", "--source", "locks.yml"];

        await PoolRun.InAsync(folder.Path, environment, null, "status", "--source", "locks.yml");
        var first = await PoolRun.InAsync(folder.Path, environment, null, words);
        var second = await PoolRun.InAsync(folder.Path, environment, null, words);

        Assert.Contains("main/deploy/test", first.Stdout, StringComparison.Ordinal);
        Assert.Equal(first.Stdout, second.Stdout);
        Assert.Equal(["ls-remote", "fetch", "fetch"], Commands(first));
        Assert.Equal(["ls-remote"], Commands(second));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"person\":{\"a\":1}}")]
    [InlineData("{\"person\":\"nobody\"}")]
    [InlineData("{\"team\":\"a\",\"pipeline\":\"b\"}")]
    [InlineData("{\"person\":\"\\ud800 <a@b>\"}")]
    [InlineData("large")]
    public async Task KnowsNobodyByAFileThatSaysNothing(string file)
    {
        var ticket = repository.Stand(Came, file == "large" ? $$"""{"person":"Anna <anna@example.com>","more":"{{new string('x', 4096)}}"}""" : file);
        var other = repository.Stand(Came.AddMinutes(1), file == "large" ? new string('{', 5000) : file, build: "4711");

        var run = await RunAsync("queue");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains($"  1.  somebody ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains($"{ticket.Id}\n", run.Stdout, StringComparison.Ordinal);
        Assert.Contains($"  2.  the build with BUILD_ID 4711  ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains($"{other.Id}\n", run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PassesOverWhatIsNoTicket()
    {
        var line = StandingInALine.LineOf(repository, "aws");
        var ticket = repository.Stand(Came, Anna);
        var good = ticket.RefIn("");
        foreach (var name in new[]
        {
            $"{line}x", $"{line}{Guid.NewGuid()}/{good.Split('/')[1]}", $"{line}{ticket.Id}/v2,x", good, $"queue/{good}",
            $"{Ticket.Refs}{new string('0', 32)}/{good}", $"{line}{Ticket.NewId(1, new Random(1))}/{good.Split('/')[1].Replace("priority=0", "priority=101", StringComparison.Ordinal)}",
        })
        {
            repository.Git("update-ref", name.StartsWith("refs/", StringComparison.Ordinal) ? name : $"refs/{name}", repository.Tip);
        }

        repository.Git("update-ref", new Ticket(Ticket.NewId(Came.AddHours(-1).ToUnixTimeMilliseconds(), new Random(2)), "0123abcd").RefIn(line), repository.Tip);

        var run = await RunAsync("queue", "aws");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.StartsWith("aws  2 waiting\n  1.  somebody  ", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(3, run.Stdout.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task ShowsNothingThatCommandsTheTerminal()
    {
        repository.Stand(Came, """{"team":"\u001b[2J","pipeline":"\u202e","job":"[red]x","cluster":"https://ci.example.com/\u001b[2J"}""", build: "4711");
        repository.Stand(DateTimeOffset.MaxValue.AddDays(-1), """{"person":"\u001b]0;x <a@b>"}""");

        var run = await RunAsync("queue");
        var refused = await RunAsync("queue", "--remove", JsonDocument.Parse((await RunAsync("queue", "--json")).Stdout).RootElement.GetProperty("pools")[0].GetProperty("line")[0].GetProperty("id").GetString()!);

        Assert.Equal((0, 1), (run.ExitCode, refused.ExitCode));
        Assert.All(new[] { run.Stdout, refused.Stderr }, said => Assert.DoesNotContain(said, character => (char.IsControl(character) && character != '\n') || character == '\u202e'));
        Assert.Contains("[red]x", run.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "error: POOL: the branch has no pool nix; it has aws, gcp", "queue nix")]
    [InlineData(2, "error: --yes has no meaning without --remove; leave it out", "queue --yes")]
    [InlineData(2, "error: --remove: \"7\" is no id of a ticket; give it as pool queue shows it", "queue --remove 7")]
    [InlineData(1, "error: there is no ticket 019aef12-6a3c-7b4d-8e5f-0a1b2c3d4e5f in the line of any pool; look again with pool queue", "queue --yes --remove 019aef12-6a3c-7b4d-8e5f-0a1b2c3d4e5f")]
    [InlineData(1, "error: there is no ticket 019aef12-6a3c-7b4d-8e5f-0a1b2c3d4e5f in the line of gcp; look again with pool queue", "queue gcp --remove 019aef12-6a3c-7b4d-8e5f-0a1b2c3d4e5f")]
    public async Task IsRefusedForWhatIsNotThere(int exitCode, string sentence, string words)
    {
        var run = await RunAsync(words.Split(' '));

        Assert.Equal((exitCode, sentence), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task LosesATicketThatIsTakenOut()
    {
        var dead = repository.Stand(Came, Build);
        var other = repository.Stand(Came.AddMinutes(1), Anna);
        const string Sentence = "main/deploy/test waits for any lock of pool aws since 2026-01-02 04:04Z, 1 of 2 in its line";

        var refused = await RunAsync("queue", "--remove", $"{dead.Id}");
        Assert.Equal((1, $"error: {Sentence}; nothing was changed (to take the ticket out, give --yes)"), (refused.ExitCode, refused.Sentence));
        Assert.Equal(2, Tickets);

        var run = await RunAsync("queue", "--remove", $"{dead.Id}", "--yes");
        Assert.Equal(new PoolRun(0, "", $"removed the ticket {dead.Id}: {Sentence}\n"), run);
        Assert.Contains($"{other.Id}", repository.Refs, StringComparison.Ordinal);
        Assert.Equal(1, Tickets);

        var json = await RunAsync("queue", "aws", "--remove", $"{other.Id}", "--yes", "--json");
        Assert.Equal((0, $$"""{"pool":"aws","id":"{{other.Id}}"}""" + "\n"), (json.ExitCode, json.Stdout));
        Assert.Equal(0, Tickets);
    }

    [Theory]
    [InlineData("y\n", 0, 0)]
    [InlineData("\n", 1, 1)]
    public async Task AsksBeforeATicketIsTakenOut(string answer, int exitCode, int left)
    {
        var dead = repository.Stand(Came, Anna, want: "env-2");

        var run = await PoolRun.AnsweringAsync(folder, answer, "queue", "--remove", $"{dead.Id}", "--uri", "locks.git", "--branch", "main");

        Assert.StartsWith("Anna (at a terminal) waits for env-2 of pool aws since 2026-01-02 04:04Z, 1 of 1 in its line\nTake its ticket out? [y/N] ", run.Stderr, StringComparison.Ordinal);
        Assert.Equal((exitCode, left), (run.ExitCode, Tickets));
    }

    [Fact]
    public async Task LosesBothTicketsOfAPutThatRanTwice()
    {
        var ticket = repository.Stand(Came, Build);
        repository.Git("update-ref", ticket.Restated("89abcdef", TimeSpan.FromSeconds(1)).RefIn(StandingInALine.LineOf(repository, "aws")), repository.Tip);

        var shown = await RunAsync("queue", "aws");
        var run = await RunAsync("queue", "--remove", $"{ticket.Id}", "--yes");

        Assert.StartsWith("aws  1 waiting\n", shown.Stdout, StringComparison.Ordinal);
        Assert.Equal((0, 0), (run.ExitCode, Tickets));
    }

    [Fact]
    public async Task KeepsATicketThatTheHostKeeps()
    {
        var dead = repository.Stand(Came, Build);
        repository.Hook("pre-receive", "echo nobody leaves >&2; exit 1");

        var run = await RunAsync("queue", "--remove", $"{dead.Id}", "--yes");

        Assert.Equal((1, 1), (run.ExitCode, Tickets));
        Sentence.Matches($"error: the host does not let the ticket {dead.Id} be taken out (…nobody leaves…); ask whoever may push to it", run.Sentence);
    }

    private int Tickets => repository.Refs.Split(Ticket.Refs).Length - 1;

    private static IEnumerable<string> Commands(PoolRun run) =>
        run.Stderr.Split('\n').Where(line => line.StartsWith("git ", StringComparison.Ordinal)).Select(line => line.Split(' ').First(word => word is "ls-remote" or "fetch" or "push"));

    private Task<PoolRun> RunAsync(params string[] words) => PoolRun.InAsync(folder, [.. words, "--uri", "locks.git", "--branch", "main"]);
}
