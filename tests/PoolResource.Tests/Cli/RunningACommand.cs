using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class RunningACommand : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public RunningACommand()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1"]);
        repository.Commit("content", Change.Put("aws/unclaimed/env-1", "key: value\n"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HoldsALockWhileItRuns()
    {
        var run = await RunAsync("run", "aws", "--reason", "why", "--", "sh", "-c", $"git -C {repository.Path} ls-tree -r --name-only main > seen");

        Assert.Equal((0, ""), (run.ExitCode, run.Stdout));
        Assert.Contains("aws/claimed/env-1\n", await ReadAsync("seen"), StringComparison.Ordinal);
        Assert.Equal(["unclaiming: env-1", "claiming: env-1"], repository.Log.Take(2).Select(commit => commit.Subject));
        Assert.All(repository.Log.Take(2), commit => Assert.Equal("Anna <anna@example.com>", commit.Author));
    }

    [Fact]
    public async Task IsToldOfTheLockInItsEnvironment()
    {
        await RunAsync("run", "aws", "--lock", "env-1", "--", "sh", "-c", "printf '%s|%s|%s' \"$POOL_LOCK\" \"$POOL_LOCK_NAME\" \"$POOL_LOCK_METADATA\" > seen; cp \"$POOL_LOCK_DIR\"/* .; echo \"$POOL_LOCK_DIR\" > where");

        Assert.Equal("aws/env-1|env-1|key: value\n", await ReadAsync("seen"));
        Assert.Equal(("env-1\n", "key: value\n"), (await ReadAsync("name"), await ReadAsync("metadata")));
        Assert.Contains("\"person\": ", await ReadAsync("claim.json"), StringComparison.Ordinal);
        Assert.False(Directory.Exists((await ReadAsync("where")).TrimEnd()));
    }

    [Theory]
    [InlineData(0, "true")]
    [InlineData(7, "sh", "-c", "exit 7")]
    [InlineData(128 + 9, "sh", "-c", "kill -9 $$")]
    [InlineData(128 + 15, "sh", "-c", "kill -15 $$")]
    [InlineData(127, "no-such-command")]
    [InlineData(127, "./locks.git/nothing")]
    [InlineData(126, "./locks.git/config")]
    [InlineData(0, "sh", "-c", "test \"$1\" = --as", "sh", "--as")]
    public async Task EndsAsTheCommandDidAndReleasesTheLock(int exitCode, params string[] command)
    {
        var run = await RunAsync(["run", "aws", "--", .. command]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("unclaiming: env-1", repository.Last.Subject);
        Assert.Contains("aws/unclaimed/env-1", repository.Files);
    }

    [Theory]
    [InlineData("exit 0", 1)]
    [InlineData("exit 7", 7)]
    public async Task ReleasesItsOwnClaimAndNoLaterOne(string end, int exitCode)
    {
        // Somebody frees the lock and takes it while the command runs.
        var script = $"cd {repository.Path} && t=$(git rev-parse main^{{tree}}) && f=$(git rev-parse main~1^{{tree}}) && export GIT_AUTHOR_NAME=B GIT_AUTHOR_EMAIL=b@c GIT_COMMITTER_NAME=B GIT_COMMITTER_EMAIL=b@c && git update-ref refs/heads/main $(git commit-tree -p $(git commit-tree -p main -m free $f) -m take $t); {end}";

        var run = await RunAsync("run", "aws", "--", "sh", "-c", script);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("error: aws/env-1 is not released: lock env-1 of pool aws is no longer held by this claim: it was taken by B at ", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("on_lost", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("aws/claimed/env-1", repository.Files);
    }

    [Fact]
    public async Task FollowsItsLockToAnotherPool()
    {
        var script = $"cd {repository.Path} && t=$(git ls-tree -r main | sed 's,aws/claimed,blue/claimed,' | GIT_INDEX_FILE=i git update-index --index-info && GIT_INDEX_FILE=i git write-tree) && export GIT_AUTHOR_NAME=B GIT_AUTHOR_EMAIL=b@c GIT_COMMITTER_NAME=B GIT_COMMITTER_EMAIL=b@c && git update-ref refs/heads/main $(printf 'moving: env-1 to blue/claimed\\n\\nPool: aws\\n%s\\n' \"$(git log -1 --format=%B main | grep Claim-Id)\" | git commit-tree -p main $t)";

        var run = await RunAsync("run", "aws", "--", "sh", "-c", script);

        Assert.Equal((0, "unclaiming: env-1"), (run.ExitCode, repository.Last.Subject));
        Assert.Contains("blue/unclaimed/env-1", repository.Files);
    }

    [Theory]
    [InlineData("run aws --no-wait -- true", 3)]
    [InlineData("run aws --lock env-1 --no-wait -- true", 3)]
    [InlineData("run aws --lock env-2 -- true", 1)]
    [InlineData("run aws --lock .env -- true", 2)]
    [InlineData("run aws", 2)]
    public async Task DoesNotBeginWithoutTheLock(string words, int exitCode)
    {
        repository.Commit("take", Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "x"));

        Assert.Equal(exitCode, (await RunAsync(words.Split(' '))).ExitCode);
        Assert.Equal("take", repository.Last.Subject);
    }

    [Theory]
    [InlineData(new byte[] { 97, 0, 98 }, 1, false)]
    [InlineData(new byte[] { 97, 255, 98 }, 1, false)]
    [InlineData(new byte[] { 97 }, 200_000, false)]
    [InlineData(new byte[] { 0xc3, 0xbc }, 1, true)]
    public async Task IsGivenTheContentWhereItFitsIntoAVariable(byte[] content, int times, bool fits)
    {
        repository.Commit("new", Change.Put("aws/unclaimed/env-1", [.. Enumerable.Repeat(content, times).SelectMany(bytes => bytes)]));

        var run = await RunAsync("run", "aws", "--", "sh", "-c", "echo ${POOL_LOCK_METADATA+set} > seen; cp \"$POOL_LOCK_DIR/metadata\" got");

        Assert.Equal(fits ? "set\n" : "\n", await ReadAsync("seen"));
        Assert.Equal(!fits, run.Stderr.Contains("does not fit into POOL_LOCK_METADATA", StringComparison.Ordinal));
        Assert.Equal(repository.Read("aws/unclaimed/env-1"), await File.ReadAllBytesAsync(folder["got"], TestContext.Current.CancellationToken));
    }

    private Task<PoolRun> RunAsync(params string[] words)
    {
        var at = Array.IndexOf(words, "--");
        string[] options = ["--uri", repository.Path, "--branch", "main", "--as", "Anna <anna@example.com>"];
        return PoolRun.InAsync(folder, at < 0 ? [.. words, .. options] : [.. words[..at], .. options, .. words[at..]]);
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(folder[file], TestContext.Current.CancellationToken);

    [Fact]
    public async Task HasNoAnswerInJson()
    {
        var run = await RunAsync("run", "aws", "--json", "--", "true");

        Assert.Equal((2, ""), (run.ExitCode, run.Stdout));
        Sentence.Matches("error: --json has no meaning here: …", run.Sentence);
        Assert.Contains("aws/unclaimed/env-1", repository.Files);
    }
}
