using PoolResource.Testing;

namespace PoolResource.ScriptTests.Endings;

/// <summary>Standard output is whatever the script was started with.</summary>
public sealed class AnsweringIntoAnyStdout : ScriptTest
{
    private const string ThatDoesNotBlock = "dd if=/dev/null oflag=nonblock 2>/dev/null";

    [Theory]
    [InlineData("")]
    [InlineData(ThatDoesNotBlock + "; ")]
    public async Task IsDoneToTheEndHoweverLongTheAnswer(string first)
    {
        // Several times what a pipe takes at once.
        var start = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitAll([.. Enumerable.Range(0, 4000).Select(n => ($"unclaiming: env-1 ({n})", (IEnumerable<Change>)[Change.Put("aws/unclaimed/env-1", $"{n}")]))]);

        var plain = await Aws.CheckAsync(start);
        var result = await RunAsync($"({first}exec {Check}) | cat", start);

        Assert.InRange(plain.Stdout.Length, 150_000, int.MaxValue);
        Assert.Equal((0, plain.Stdout), (result.ExitCode, result.Stdout));
    }

    [Theory]
    [InlineData(">")]
    [InlineData(">>")]
    public async Task GoesOnWhereAFileHasBeenWrittenTo(string into)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var result = await RunAsync($"(echo before; {Check}; echo after) {into}{Folder["answer"]}", null);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"before\n{Versions(tip)}after\n", await File.ReadAllTextAsync(Folder["answer"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task IsAFaultWhereTheReaderOfOneThatDoesNotBlockHasGone()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        using var run = Scripts.Start("/bin/sh", Aws.Request(null, null), "-c", $"{ThatDoesNotBlock}; exec {Check}");

        run.BreakStdout();

        var result = await run.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the answer could not be written to stdout (Broken pipe); ", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsAFaultWhereTheDiskIsFull()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var result = await RunAsync($"exec {Check} >/dev/full", null);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the answer could not be written to stdout (No space left on device); ", result.Lines[^1], StringComparison.Ordinal);
    }

    private static string Check => Path.Combine(Testing.Scripts.Folder, "check");

    private Task<ScriptResult> RunAsync(string command, string? known) => Scripts.RunAsync("/bin/sh", Aws.Request(known, null), "-c", command);
}
