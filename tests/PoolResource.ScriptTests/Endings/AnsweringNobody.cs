namespace PoolResource.ScriptTests.Endings;

/// <summary>Whoever started the script has gone before it answers.</summary>
public sealed class AnsweringNobody : ScriptTest
{
    [Theory]
    [InlineData("check")]
    [InlineData("in")]
    [InlineData("out")]
    public async Task IsToldAsThat(string script)
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        var request = script == "out" ? Aws.Request(null, new { check_unclaimed = "env-1" }) : Aws.Request(tip, null);
        using var run = Scripts.Start(script, request, Folder.Subfolder("inputs"));

        run.BreakStdout();

        var result = await run.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "error: the answer could not be written to stdout (Broken pipe); run the step again where its stdout is read to the end",
            result.Lines[^1]);
    }

    [Fact]
    public async Task TakesTheClaimBack()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        using var put = Aws.StartPut(new { acquire = true });

        put.BreakStdout();

        var result = await put.EndAsync();
        Assert.EndsWith("is read to the end; the claim of lock env-1 is taken back", result.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
    }
}
