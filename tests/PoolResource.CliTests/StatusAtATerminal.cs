using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class StatusAtATerminal : CliTest
{
    private readonly Change[] claim = [Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "x")];

    public StatusAtATerminal() => Repository.CommitPool("aws", unclaimed: ["env-1", "[bold]x"]);

    [Fact]
    public async Task IsColoured()
    {
        using var session = Type("status --source locks.yml");

        Assert.Equal(0, await session.EndAsync());
        Assert.Contains("\e[1maws\e[0m  \e[32m2 free\e[0m", session.Raw, StringComparison.Ordinal);
        Assert.Contains("  [bold]x  unclaimed  2026-01-02 03:04Z", session.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeavesTheTerminalAsItWas()
    {
        using var session = Type("status --source locks.yml");

        await session.EndAsync();
        Assert.DoesNotContain("\e[?", session.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status --source locks.yml | cat")]
    [InlineData("status --source locks.yml > out; cat out")]
    public async Task HasNoColoursInAPipe(string words)
    {
        using var session = new TerminalSession($"{Program} {words}", Folder.Path, Environment);

        Assert.Equal(0, await session.EndAsync());
        Assert.Contains("aws  2 free", session.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', session.Raw);
    }

    [Fact]
    public async Task HasNoColoursWhereNobodyWantsThem()
    {
        Environment["NO_COLOR"] = "1";
        using var session = Type("status --source locks.yml");

        Assert.Equal(0, await session.EndAsync());
        Assert.DoesNotContain('\e', session.Raw);
    }

    [Fact]
    public async Task ShowsWhatChangesUntilCtrlC()
    {
        using var session = Type("status --source locks.yml --watch");
        await session.ShowsAsync("env-1    unclaimed");

        Repository.Commit("main/deploy/test build 42 claiming: env-1\n\nPool: aws\nClaim-Id: 1\n", claim);
        await session.ShowsAsync("env-1    claimed    main/deploy/test build 42");
        await session.TypeAsync("\u0003");

        Assert.Equal(130, await session.EndAsync());
        Assert.StartsWith("\e[?1049h", session.Raw, StringComparison.Ordinal);
        Assert.EndsWith("\e[?1049l", session.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsWhoComesToWait()
    {
        using var session = Type("status --source locks.yml --watch");
        await session.ShowsAsync("aws  2 free · 0 claimed");

        Repository.Stand(LockRepository.FirstCommit, Person.Parse("Anna <anna@example.com>", "--as"));
        await session.ShowsAsync("aws  2 free · 0 claimed · 1 waiting");
        await session.TypeAsync("\u0003");

        Assert.Equal(130, await session.EndAsync());
    }

    [Fact]
    public async Task TellsAProgramEachChangeOnALine()
    {
        using var session = new TerminalSession($"{Program} status --source locks.yml --watch --json | cat", Folder.Path, Environment);
        await session.ShowsAsync("\"unclaimed\":2,\"claimed\":0");

        Repository.Commit("claiming: env-1", claim);
        await session.ShowsAsync("\"unclaimed\":1,\"claimed\":1");
        await session.TypeAsync("\u0003");

        await session.EndAsync();
        Assert.Equal(2, session.Text.Replace("^C", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task IsFoundThroughALink()
    {
        File.CreateSymbolicLink(Folder["pool"], Program);
        using var session = new TerminalSession("./pool status --source locks.yml", Folder.Path, Environment);

        Assert.Equal(0, await session.EndAsync());
    }

    [Fact]
    public async Task EndsWhereNobodyReadsOn()
    {
        using var session = new TerminalSession($"{Program} status --source locks.yml --watch | head -1; echo over", Folder.Path, Environment);

        await session.ShowsAsync("aws  2 free");
        await session.ShowsAsync("over");
        Assert.Equal(0, await session.EndAsync());
    }

    [Fact]
    public async Task GoesOnThroughAnOutageOfTheHost()
    {
        using var server = new GitHttpServer(Folder.Path);
        Folder.Write("locks.yml", $"uri: {server.Origin}/locks.git\nbranch: main\n");
        using var session = Type("status --source locks.yml --watch");
        await session.ShowsAsync("env-1    unclaimed");

        server.Instead = _ => (503, null);
        await session.ShowsAsync("; trying again");
        server.Instead = null;
        Repository.Commit("main/deploy/test build 42 claiming: env-1\n\nPool: aws\nClaim-Id: 1\n", claim);
        await session.ShowsAsync("env-1    claimed    main/deploy/test build 42");
        await session.TypeAsync("\u0003");

        Assert.Equal(130, await session.EndAsync());
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("status --uri x --branch main", 1)]
    public async Task HasASentenceForADirectoryThatIsGone(string words, int exitCode)
    {
        using var session = new TerminalSession($"mkdir gone; cd gone; rmdir ../gone; exec {Program} {words}", Folder.Path, Environment);

        Assert.Equal(exitCode, await session.EndAsync());
        Assert.Equal(exitCode == 1, session.Text.Contains("error: the directory that you stand in is gone; go to another one", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", session.Text, StringComparison.Ordinal);
    }
}
