using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class CompletingWords : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly Dictionary<string, string> environment;
    private readonly LockRepository repository;

    public CompletingWords()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1", "$(id)", "a\u202eb"], claimed: ["env-2"]);
        repository.CommitPool("gcp/eu", unclaimed: ["one two"]);
        environment = new() { ["XDG_CACHE_HOME"] = folder["cache"], ["POOL_SOURCE"] = folder.Write("locks.yml", "uri: ./locks.git\nbranch: main\n") };
    }

    [Theory]
    [InlineData(" sta", "stats,status")]
    [InlineData(" status ", "aws,gcp/eu")]
    [InlineData(" status aws g", "gcp/eu")]
    [InlineData(" status --wat", "--watch")]
    [InlineData(" release ", "aws/$(id),aws/env-1,aws/env-2,gcp/eu/one two")]
    [InlineData(" release gcp", "gcp/eu/one two")]
    [InlineData(" run aws --lock env", "env-1,env-2")]
    [InlineData(" completion ", "bash,fish,zsh")]
    public async Task KnowsCommandsAndWhatWasLastRead(string line, string words)
    {
        await PoolRun.InAsync(folder.Path, environment, null, "status");
        Directory.Delete(repository.Path, recursive: true);

        var found = await SuggestAsync(line);

        Assert.Equal(words, string.Join(',', found.Where(word => line.Contains('-', StringComparison.Ordinal) || !word.StartsWith('-'))));
    }

    [Theory]
    [InlineData(" status aws")]
    [InlineData(" release aws")]
    public async Task KnowsNothingBeforeTheBranchWasRead(string line) => Assert.Empty(await SuggestAsync(line));

    [Theory]
    [InlineData("bash", "complete -o default -F _pool pool")]
    [InlineData("zsh", "compdef _pool pool")]
    [InlineData("fish", "complete --command pool")]
    public async Task IsToldToAShell(string shell, string line)
    {
        var run = await PoolRun.InAsync(folder, "completion", shell);

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(line, run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsToldToNoOtherShell() =>
        Assert.Equal((2, "error: Argument 'tcsh' not recognized. Must be one of:"), (await PoolRun.InAsync(folder, "completion", "tcsh")) switch { var run => (run.ExitCode, run.Stderr.Split('\n')[0].TrimEnd()) });

    public void Dispose() => folder.Dispose();

    private async Task<string[]> SuggestAsync(string line)
    {
        var run = await PoolRun.InAsync(folder.Path, environment, null, $"[suggest:{line.Length}]", line);
        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        return run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
