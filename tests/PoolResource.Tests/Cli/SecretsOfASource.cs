using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class SecretsOfASource : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public SecretsOfASource()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1"], claimed: ["env-2"]);
        folder.Write("locks.yml", $"uri: {repository.Path}\nbranch: main\nusername: robot\npassword: hunter2hunter2\n");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("acquire aws")]
    [InlineData("claim aws/env-1")]
    [InlineData("remove aws/env-1")]
    [InlineData("add aws/env-3")]
    public async Task AreMaskedInWhatTheHostSaysBackToAPush(string words)
    {
        repository.Hook("pre-receive", "echo the password hunter2hunter2 is not welcome here >&2; exit 1");

        var run = await RunAsync([.. words.Split(' '), "--as", "Anna <anna@example.com>"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the password *** is not welcome here", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreMaskedWhereTheLockOfACommandIsNotReleased()
    {
        repository.Hook("pre-receive", "if test -e refuses; then echo the password hunter2hunter2 is not welcome here >&2; exit 1; fi; touch refuses");

        var run = await RunAsync("run", "aws", "--as", "Anna <anna@example.com>", "--", "true");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("aws/env-1 is not released: ", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("the password ***", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreMaskedInWhatAHostSaysBackToAQuestion()
    {
        folder.Write("locks.yml", "uri: hunter2hunter2/locks.git\nbranch: main\nusername: robot\npassword: hunter2hunter2\n");

        var run = await RunAsync("status");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("***/locks.git", run.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreMaskedInWarningsOfItsFile()
    {
        folder.Write("locks.yml", $"uri: {repository.Path}\nbranch: main\npassword: hunter2hunter2\nhunter2hunter2: x\n");

        var run = await RunAsync("status");

        Assert.DoesNotContain("hunter2", run.Stderr, StringComparison.Ordinal);
    }

    private Task<PoolRun> RunAsync(params string[] words)
    {
        var at = Array.IndexOf(words, "--") is var end and >= 0 ? end : words.Length;
        return PoolRun.HurriedAsync(folder, [.. words[..at], "--source", "locks.yml", .. words[at..]]);
    }
}
