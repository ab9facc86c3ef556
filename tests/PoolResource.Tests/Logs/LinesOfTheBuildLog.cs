using PoolResource.Concourse;
using PoolResource.Git;

namespace PoolResource.Tests.Logs;

public sealed class LinesOfTheBuildLog : IDisposable
{
    private static readonly CommitId Commit = CommitId.TryParse(new string('a', 40), out var id) ? id : throw new InvalidOperationException();

    private readonly StringWriter stderr = new();

    public void Dispose() => stderr.Dispose();

    [Fact]
    public void AreColouredWithoutATerminal()
    {
        Everything("x");

        Assert.Contains("\e[31merror: x\e[0m\n", stderr.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[33mwarning: x\e[0m\n", stderr.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[32mx (aaaa", stderr.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://me:hunter2@example.com/x")]
    [InlineData("https://hunter2@example.com/x")]
    [InlineData("the password hunter2 in a sentence")]
    [InlineData("hunter2")]
    [InlineData("one line\nhunter2\nthree")]
    public void NeverHoldASecret(string text)
    {
        Everything(text, "hunter2");

        Assert.DoesNotContain("hunter2", stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NeverHoldALineOfAPrivateKey()
    {
        Everything("could not load MIIEowIBAAKCAQEA", "-----BEGIN KEY-----\r\nMIIEowIBAAKCAQEA\r\nabc\r\n-----END KEY-----\n");

        Assert.DoesNotContain("MIIE", stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NeverHoldASecretThatContainsAnother()
    {
        Everything("hunter2hunter", "hunter", "hunter2hunter");

        Assert.DoesNotMatch("hunter|2", stderr.ToString().Replace("\e[32m", "", StringComparison.Ordinal).Replace("(git x", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\e[2Jb")]
    [InlineData("a\rb")]
    [InlineData("a\b\0\u0085b")]
    [InlineData("a\u202eb")]
    public void NeverControlATerminal(string text)
    {
        Everything(text);

        var plain = System.Text.RegularExpressions.Regex.Replace(stderr.ToString(), "\e\\[(31|32|33|90|0)m", "");
        Assert.DoesNotContain(plain.Replace("\n", "", StringComparison.Ordinal), character => char.IsControl(character) || character == '\u202e');
    }

    [Fact]
    public void AreEachWrittenAtOnceAndEnded()
    {
        using var lines = new WrittenLines();
        Everything("x", log: new StepLog(lines) { Debug = true });

        Assert.All(lines.Writes, line => Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal)));
    }

    [Fact]
    public void TellOfGitOnlyWhenDebugging()
    {
        new StepLog(stderr).Git(["fetch"], TimeSpan.FromMilliseconds(12), 0, "remote: hello");
        Assert.Equal("", stderr.ToString());

        new StepLog(stderr) { Debug = true }.Git(["fetch"], TimeSpan.FromMilliseconds(12), 1, "remote: hello\n");
        Assert.Equal("\e[90mgit fetch → 1 in 12 ms\e[0m\n\e[90m  remote: hello\e[0m\n", stderr.ToString());
    }

    [Fact]
    public void ShowNoStackTraceUnlessDebugging()
    {
        var fault = Assert.Throws<InvalidOperationException>(Break);

        new StepLog(stderr).Unexpected(fault);
        Assert.DoesNotContain("   at ", stderr.ToString(), StringComparison.Ordinal);
        new StepLog(stderr) { Debug = true }.Unexpected(fault);
        Assert.Contains("   at ", stderr.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SayWhoHoldsALock()
    {
        var held = new Lock(PoolName.Parse("aws", "x"), LockState.Claimed, LockName.Parse("env-1", "x"));
        var since = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

        var now = since.AddHours(3).AddMinutes(12).AddSeconds(7);
        Assert.Equal("env-1 is held by jane since 2026-01-02 03:04:05Z, held 3 h 12 m", EngineLog.HeldBy(held, new Holder("jane", since, null), now));
        Assert.Equal("env-1 is held by jane since 2026-01-02 03:04:05Z (https://ci/builds/1), held 3 h 12 m", EngineLog.HeldBy(held, new Holder("jane", since, "https://ci/builds/1"), now));
        Assert.Equal("env-1 is held by jane since 2026-01-02 03:04:05Z, held 3 h 12 m", EngineLog.HeldBy(held, new Holder("jane", since, "javascript:alert(1)"), now));
        Assert.Equal("env-1 is held by jane since 2026-01-02 03:04:05Z", EngineLog.HeldBy(held, new Holder("jane", since, null), since.AddHours(-1)));
        Assert.Equal("env-1 is held since before the history that was read", EngineLog.HeldBy(held, null, now));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 m")]
    [InlineData(3599, "59 m 59 s")]
    [InlineData(3600, "1 h")]
    [InlineData(3605, "1 h")]
    [InlineData(11520, "3 h 12 m")]
    [InlineData(90000, "1 d 1 h")]
    [InlineData(8640000, "100 d")]
    public void SayForHowLong(int seconds, string age) => Assert.Equal(age, Duration.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void NameSeveralHoldersOneALine()
    {
        new StepLog(stderr).Waiting("a lock", ["a is held by x", "b is held by y"], TimeSpan.Zero);
        new StepLog(stderr).Waiting("a lock", ["a is held by x"], TimeSpan.FromSeconds(10));

        Assert.Equal("waiting for a lock:\n  a is held by x\n  b is held by y\nstill waiting for a lock after 10s: a is held by x\n", stderr.ToString());
    }

    [Fact]
    public void AreNeverLongerThanAPageTakes()
    {
        Everything(new string('x', 2_000_000));

        Assert.All(stderr.ToString().Split('\n'), line => Assert.True(line.Length < 8_100));
    }

    [Fact]
    public void AreNotNeeded()
    {
        using var closed = new StreamWriter(new MemoryStream()) { AutoFlush = true };
        closed.Dispose();

        Everything("x", new StepLog(closed) { Debug = true });
    }

    private static void Break() => throw new InvalidOperationException("broken\nin two");

    private void Everything(string text, params string[] secrets) => Everything(text, new StepLog(stderr) { Debug = true }, secrets);

    private static void Everything(string text, StepLog log, params string[] secrets)
    {
        log.Hide(secrets);
        log.Failed(text);
        log.Unexpected(new InvalidOperationException(text));
        log.UnknownKey("source", text, "uri");
        log.Warn(text);
        log.Done(text, Commit);
        log.NothingToDo(text, null);
        log.NothingToDo("x", text);
        log.StartsBranch(text);
        log.NoBranch(text);
        log.UnknownVersion(text);
        log.Waiting(text, [text], TimeSpan.Zero);
        log.Waiting(text, [text, text], TimeSpan.FromMinutes(1));
        log.CacheDropped(new GitException("fetch", 1, text));
        log.Unreachable(text);
        log.Git(["fetch", text], TimeSpan.FromSeconds(1), 1, text);
        log.Aborted(text);
        log.PushedAgain(text);
        log.Uncleaned("x", text);
        log.NoLockInVersion(Commit);
    }

    private sealed class WrittenLines : StringWriter
    {
        public List<string> Writes { get; } = [];

        public override void Write(string? value) => Writes.Add(value ?? "");
    }
}
