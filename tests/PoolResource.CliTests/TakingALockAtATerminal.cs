using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class TakingALockAtATerminal : CliTest
{
    private const string AsAnna = "--source locks.yml --as 'Anna <anna@example.com>'";

    public TakingALockAtATerminal() => Repository.CommitPool("aws", unclaimed: ["env-1"]);

    [Fact]
    public async Task EndsByCtrlCWhileItWaits()
    {
        var tip = TakeByHand();
        using var session = Type($"acquire aws {AsAnna}");
        await session.ShowsAsync("waiting for a free lock of pool aws: env-1 is held by Bob (at a terminal) since");
        await session.TypeAsync("\u0003");

        Assert.Equal(130, await session.EndAsync());
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task TellsInAWaitHowLongALockIsUsuallyHeldOnceThatWasRead()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            TakeByHand();
            Repository.Commit("unclaiming: env-1\n\nPool: aws\n", Change.Delete("aws/claimed/env-1"), Change.Put("aws/unclaimed/env-1", "x"));
        }

        TakeByHand();
        Assert.Equal(0, (await RunAsync("status", "--source", "locks.yml")).ExitCode);
        using var session = Type($"acquire aws {AsAnna}");

        await session.ShowsAsync("waiting for a free lock of pool aws, usually held 1 m: env-1 is held by Bob (at a terminal) since");
        await session.TypeAsync("\u0003");
        Assert.Equal(130, await session.EndAsync());
    }

    [Theory]
    [InlineData("kill -INT $(cat {0}/pid)")]
    [InlineData("kill -INT $(cat {0}/pid); kill -INT $(cat {0}/pid)")]
    [InlineData("kill -INT $(cat {0}/pid); kill -TERM $(cat {0}/pid)")]
    public async Task LeavesNothingBehindByCtrlCWhileItIsPushed(string signals)
    {
        // A command that is typed gets Ctrl-C with all its children; what the host has taken is taken back.
        Repository.Hook("post-receive", $"test -e {Folder.Path}/once && exit; touch {Folder.Path}/once; echo the host has it >&2; {signals.Replace("{0}", Folder.Path, StringComparison.Ordinal)}; cat > /dev/null");
        using var session = new TerminalSession($"sh -c 'echo $$ > pid; exec {Program} acquire aws {AsAnna.Replace("'", "\"", StringComparison.Ordinal)}'", Folder.Path, Environment);

        Assert.Equal(130, await session.EndAsync());
        Assert.Equal(["unclaiming: env-1", "claiming: env-1"], Repository.Log.Take(2).Select(commit => commit.Subject));
        Assert.DoesNotContain("\naws/env-1\n", session.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", 0, "aws/unclaimed/env-1")]
    [InlineData("n\n", 1, "aws/claimed/env-1")]
    [InlineData("\n", 1, "aws/claimed/env-1")]
    [InlineData("\u0003", 130, "aws/claimed/env-1")]
    public async Task ShowsTheHolderAndAsksBeforeItChangesWhatSomebodyElseHolds(string keys, int exitCode, string place)
    {
        TakeByHand();
        using var session = Type($"release aws/env-1 {AsAnna}");
        await session.ShowsAsync("env-1 is held by Bob (at a terminal) since ");
        await session.ShowsAsync("for: deploying");
        await session.ShowsAsync("Change it nevertheless? [y/N] ");
        await session.TypeAsync(keys);

        Assert.Equal(exitCode, await session.EndAsync());
        Assert.Contains(place, Repository.Files);
    }

    [Theory]
    [InlineData("acquire aws")]
    [InlineData("acquire aws --json")]
    [InlineData("acquire aws --dir taken")]
    [InlineData("claim aws/env-1")]
    public async Task IsTakenBackWhereNobodyReadsTheAnswer(string words)
    {
        // A pipe whose only reader has gone.
        using var session = new TerminalSession($"mkfifo pipe; exec 4<>pipe; exec 3>pipe; exec 4<&-; exec {Program} {words} {AsAnna} >&3", Folder.Path, Environment);

        Assert.Equal(1, await session.EndAsync());
        Assert.Equal(["unclaiming: env-1", "claiming: env-1"], Repository.Log.Take(2).Select(commit => commit.Subject));
        Assert.Contains("the answer could not be written to stdout", session.Text, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Folder.Subfolder("taken")));
    }

    [Fact]
    public async Task ShowsANameAsTextAndHandsItOverAsItIs()
    {
        const string Name = "a\u202eb";
        Repository.CommitPool("gcp", unclaimed: [Name, "a"]);
        using var session = Type($"claim gcp/{Name} {AsAnna}");
        Assert.Equal(0, await session.EndAsync());
        Assert.DoesNotContain('\u202e', session.Text);

        Repository.CommitPool("azure", unclaimed: [Name]);
        Assert.Equal($"azure/{Name}\n", (await RunAsync("acquire", "azure", "--source", "locks.yml", "--as", "Anna <anna@example.com>")).Stdout);
    }

    [Fact]
    public async Task LeavesNoFolderBehindWhenItIsKilledByASecondSignal()
    {
        Repository.Hook("pre-receive", $"while kill -TERM $(cat {Folder.Path}/pid) 2> /dev/null; do sleep 0.05; done");
        using var session = new TerminalSession($"sh -c 'echo $$ > pid; exec {Program} acquire aws {AsAnna.Replace("'", "\"", StringComparison.Ordinal)}'", Folder.Path, Environment);

        Assert.Equal(143, await session.EndAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Environment["TMPDIR"]));
    }

    [Theory]
    [InlineData("status --source locks.yml")]
    [InlineData("claim aws/env-1 " + AsAnna)]
    [InlineData("run aws " + AsAnna + " -- true")]
    public async Task IsRefusedWhereStdoutIsClosed(string words)
    {
        var tip = Repository.Tip;
        using var session = new TerminalSession($"exec {Program} {words} >&-", Folder.Path, Environment);

        Assert.Equal(1, await session.EndAsync());
        Assert.Equal("error: stdout is closed; run it again with one, such as >/dev/null", session.Text.Trim());
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task AsksNobodyInAPipe()
    {
        TakeByHand();
        using var session = new TerminalSession($"{Program} release aws/env-1 {AsAnna} < /dev/null", Folder.Path, Environment);

        Assert.Equal(1, await session.EndAsync());
        Assert.Contains("to change it nevertheless, give --claim 0193-1", session.Text.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsRefusedForNobody()
    {
        var run = await RunAsync("acquire", "aws", "--source", "locks.yml");

        Assert.Equal((1, ""), (run.ExitCode, run.Stdout));
        Assert.Equal("error: git does not know who you are; set its user.name and user.email, or give --as \"Name <email>\"", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task IsDoneAsThePersonOfTheGitConfiguration()
    {
        Folder.Write("home/.gitconfig", "[user]\n\tname = Cleo\n\temail = cleo@example.com\n");

        var run = await RunAsync("acquire", "aws", "--source", "locks.yml");

        Assert.Equal((0, "aws/env-1\n"), (run.ExitCode, run.Stdout));
        Assert.Equal("Cleo <cleo@example.com>", Repository.Last.Author);
    }

    private string TakeByHand() => Repository.Commit(
        "claiming: env-1\n\nPool: aws\nClaim-Id: 0193-1\nPerson: Bob <bob@example.com>\nReason: deploying\n",
        Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "x"));
}
