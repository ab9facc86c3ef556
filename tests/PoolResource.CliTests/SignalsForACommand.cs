using System.Diagnostics;
using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.CliTests;

public sealed class SignalsForACommand : CliTest
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public SignalsForACommand() => Repository.CommitPool("aws", unclaimed: ["env-1"]);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    public async Task ArePassedOnAndTheLockIsReleasedBehindIt(string signal)
    {
        using var run = Start("sh", "-c", $"trap 'echo got it; exit 9' {signal}; echo ready; sleep 60 & wait; echo nothing came");
        Assert.Equal("ready", await LineAsync(run));
        Send(signal, run.Id);

        Assert.Equal("got it", await LineAsync(run));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.Equal(9, run.ExitCode);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
        Assert.Equal("unclaiming: env-1", Repository.Last.Subject);
    }

    [Theory]
    [InlineData("TERM", 128 + 15)]
    [InlineData("INT", 128 + 2)]
    public async Task EndTheCommandThatDoesNotMindThem(string signal, int exitCode)
    {
        using var run = Start("sh", "-c", "echo ready; exec sleep 60");
        Assert.Equal("ready", await LineAsync(run));
        Send(signal, run.Id);

        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
    }

    [Theory]
    [InlineData("exec ")]
    [InlineData("")]
    public async Task IncludeTheEndOfATerminal(string leads)
    {
        Repository.Hook("post-receive", $"cat > /dev/null; test -e {Folder["held"]} && echo ended > {Folder["ended"]}; touch {Folder["held"]}");
        using var session = new TerminalSession(
            $"mkfifo ended alive; {leads}{Program} run aws --source locks.yml --as 'Anna <anna@example.com>' -- sh -c 'echo ready; exec sleep 600' 9<>alive; true", Folder.Path, Environment);
        await session.ShowsAsync("ready");
        using var alive = new StreamReader(Folder["alive"]);

        session.Close();

        Assert.Equal("ended\n", await Task.Run(() => File.ReadAllText(Folder["ended"])).WaitAsync(Longest, TestContext.Current.CancellationToken));
        await Task.Run(alive.ReadToEnd).WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
    }

    [Fact]
    public async Task ComeOnceFromTheKeysOfATerminal()
    {
        // Where the key comes before the shell waits, there is nothing left to wait for.
        Folder.Write("count", "sleep 60 &\ntrap 'n=$((n+1)); kill $!' INT\necho ready\nwait\necho once\nread line\necho \"ints: $n\"\nexit 5\n");
        using var session = Type("run aws --source locks.yml --as 'Anna <anna@example.com>' -- sh count");
        await session.ShowsAsync("ready");
        await session.TypeAsync("\u0003");
        await session.ShowsAsync("once");
        await session.TypeAsync("go\n");
        await session.ShowsAsync("ints: 1");

        Assert.Equal(5, await session.EndAsync());
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
    }

    [Fact]
    public async Task EndAWaitBeforeTheCommandBegins()
    {
        Repository.Commit("take", Testing.Change.Delete("aws/unclaimed/env-1"), Testing.Change.Put("aws/claimed/env-1", "x"));
        using var run = Start("sh", "-c", "echo started");
        while (await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("waiting for", StringComparison.Ordinal))
        {
        }

        Send("TERM", run.Id);

        await run.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.Equal((143, ""), (run.ExitCode, await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("take", Repository.Last.Subject);
    }

    // Without a terminal: signals come from other programs then.
    private Process Start(params string[] command)
    {
        var start = new ProcessStartInfo("env", [TerminalSession.Signals, "setsid", Program, "run", "aws", "--source", "locks.yml", "--as", "Anna <anna@example.com>", "--", .. command])
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static Task<string?> LineAsync(Process run) => run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Longest, TestContext.Current.CancellationToken);

    private static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
