using System.Text;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class VerifyingABranch : IDisposable
{
    private readonly TestedBranch branch = new();

    public void Dispose() => branch.Dispose();

    [Fact]
    public async Task FindsNothingWhereAllIsWell()
    {
        branch.Repository.Commit("more", Change.Put("README", "x"), Change.Put("docs/a/b", "x"), Change.Put("aws/README", "x"));

        var run = await branch.RunAsync("verify");

        Assert.Equal(new PoolRun(0, "nothing is wrong in 1 pool\n", ""), run);
        Assert.Equal("[]", (await branch.JsonAsync("verify")).GetProperty("faults").GetRawText());
    }

    [Theory]
    [InlineData("aws/claimed/env-1", "both_states", "lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; remove one of them from the branch")]
    [InlineData("aws/claimed/a/b", "no_lock", "\"aws/claimed/a\" is a directory, and no lock; remove it, or move it elsewhere")]
    [InlineData("aws/claimed/a\tb", "lock_name", "\"aws/claimed/a?b\" contains a control character, so that no build can ask for it; rename or remove it")]
    [InlineData("gcp/claimed/a", "missing_directory", "pool gcp has no directory unclaimed, without which other tools wait for ever; add gcp/unclaimed/.gitkeep")]
    [InlineData("claimed/a", "pool_name", "the root of the branch has directories of locks, and is no pool; move them into a directory")]
    [InlineData("-x/claimed/a", "pool_name", "the directory \"-x\" has directories of locks, and a name that no build can ask for; give it another name")]
    [InlineData("a/.b/claimed/a", "pool_name", "the directory \"a/.b\" has directories of locks, and a name that no build can ask for; give it another name")]
    [InlineData("aws/.pending-triggers", "trigger_leftover", "aws/.pending-triggers is left over from pool-trigger-resource, and nothing reads it; remove it")]
    [InlineData("aws/.pending-removals", "trigger_leftover", "aws/.pending-removals is left over from pool-trigger-resource, and nothing reads it; remove it")]
    public async Task FindsWhatIsWrong(string path, string kind, string sentence)
    {
        branch.Repository.Commit("wrong", Change.Put(path, "content of env-1\n"));

        var run = await branch.RunAsync("verify");
        var json = await branch.RunAsync("verify", "--json");

        Assert.Equal(new PoolRun(1, $"{sentence}\n", ""), run);
        Assert.Equal(1, json.ExitCode);
        var fault = Assert.Single(System.Text.Json.JsonDocument.Parse(json.Stdout).RootElement.GetProperty("faults").EnumerateArray());
        Assert.Equal((kind, sentence), (fault.GetProperty("kind").GetString(), fault.GetProperty("sentence").GetString()));
    }

    [Fact]
    public async Task TellsAllOfItInTheOrderOfThePaths()
    {
        branch.Repository.Commit("wrong", Change.Put("gcp/claimed/a", "x"), Change.Put("aws/.pending-triggers", "x"), Change.Put("aws/claimed/env-2", "content of env-2\n"));

        Assert.Equal(
            ["aws/.pending-triggers", "aws/env-2", "gcp/unclaimed"],
            System.Text.Json.JsonDocument.Parse((await branch.RunAsync("verify", "--json")).Stdout).RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task ShowsNothingThatCommandsTheTerminal()
    {
        branch.Repository.Commit("wrong", Change.Put($"a\u202eb/claimed/{Encoding.UTF8.GetString("\e[31m"u8)}x", "x"));

        var run = await branch.RunAsync("verify");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain(run.Stdout, character => (char.IsControl(character) && character != '\n') || character == '\u202e');
    }
}
