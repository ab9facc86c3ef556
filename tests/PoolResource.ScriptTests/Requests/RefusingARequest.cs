using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Requests;

/// <summary>Whatever is wrong with a request: one line on stderr, exit code 1, nothing on stdout, nothing changed.</summary>
public sealed class RefusingARequest : ScriptTest
{
    public static TheoryData<string> EveryScript { get; } = ["check", "in", "out"];

    public static TheoryData<string, string> Unreadable { get; } = new()
    {
        { "check", "" },
        { "in", "" },
        { "out", "" },
        { "check", " \n\t " },
        { "check", "{" },
        { "in", "nonsense" },
        { "out", "[]" },
        { "check", "\"text\"" },
        { "in", "null" },
        { "out", "{\"source\":" },
        { "check", "{\"source\":[]}" },
        { "check", "\u0000" },
    };

    public static TheoryData<string, string, string> WrongTypes { get; } = new()
    {
        { "check", "source.uri", "1" },
        { "check", "source.uri", "{}" },
        { "check", "source.branch", "true" },
        { "check", "source.pool", "[\"aws\"]" },
        { "check", "source", "\"aws\"" },
        { "check", "version", "\"abc\"" },
        { "check", "version.ref", "1" },
        { "check", "source.git_config", "{}" },
        { "check", "source.git_config", "[\"user.name\"]" },
        { "check", "source.debug", "\"yes\"" },
        { "check", "source.retry_delay", "{}" },
        { "check", "source.retry_delay", "\"soon\"" },
        { "check", "source.retry_delay", "10" },
        { "check", "source.retry_delay", "-1" },
        { "in", "params.depth", "\"one\"" },
        { "in", "params.depth", "-1" },
        { "in", "params.full_clone", "\"yes\"" },
        { "in", "params.require_claimed", "1" },
        { "in", "params", "[]" },
        { "out", "params.acquire", "1" },
        { "out", "params.claim", "true" },
        { "out", "params.release", "{\"lock\":\"aws\"}" },
        { "out", "params.timeout", "\"1 hour\"" },
        { "out", "params.timeout", "1.5" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task ThatIsNoJsonObject(string script, string stdin)
    {
        var run = await Scripts.RunAsync(script, stdin, Folder.Subfolder("inputs"));

        Assert.Matches("^(invalid payload: |error: source: )", run.Refusal);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task WithAValueOfTheWrongTypeNamesTheParameter(string script, string path, string value)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var run = await Scripts.RunAsync(script, Aws.RequestWith(path, JsonNode.Parse(value)!, path == "params.timeout" ? new { acquire = true } : null), Folder.Subfolder("inputs"));

        Assert.StartsWith($"error: {path}", run.Refusal, StringComparison.Ordinal);
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
    }

    [Fact]
    public async Task OfTwoOperationsNamesBoth()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var put = await Aws.PutAsync(new { acquire = true, claim = "env-1" });

        Assert.StartsWith("error: params: acquire and claim are 2 operations", put.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Theory]
    [InlineData("""{"source":{}}""", "uri,branch,pool")]
    [InlineData("""{"source":null,"params":null,"version":null}""", "uri,branch,pool")]
    [InlineData("""{}""", "uri,branch,pool")]
    [InlineData("""{"source":{"uri":"","branch":"","pool":""}}""", "uri,branch,pool")]
    [InlineData("""{"source":{"uri":"/x","pool":"aws"}}""", "branch")]
    [InlineData("""{"source":{"uri":"/x","branch":"main","pool":null}}""", "pool")]
    public async Task ThatMissesSomethingReportsAllOfIt(string stdin, string missing)
    {
        var lines = missing.Split(',').Select(key => $"invalid payload (missing {key})").ToList();

        var check = await Scripts.RunAsync("check", stdin);
        var get = await Scripts.RunAsync("in", stdin, Folder.Subfolder("inputs"));
        var put = await Scripts.RunAsync("out", stdin, Folder.Subfolder("inputs"));

        Assert.Equal(lines, check.Lines);
        Assert.Equal(lines, get.Lines);
        Assert.Equal(lines, put.Lines.SkipLast(1));
        Assert.All([check, get, put], run => Assert.Equal((1, ""), (run.ExitCode, run.Stdout)));
        Assert.StartsWith(NoOperation, put.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"acquire":false}""")]
    [InlineData("""{"acquire":null,"claim":""}""")]
    [InlineData("""{"timeout":"1s"}""")]
    public async Task WithoutAnOperationListsThem(string parameters)
    {
        var put = await Aws.PutAsync(JsonNode.Parse(parameters));

        Assert.StartsWith(NoOperation, put.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in", "DESTINATION")]
    [InlineData("out", "INPUTS")]
    public async Task WithoutItsArgumentNamesIt(string script, string argument)
    {
        var run = await Scripts.RunAsync(script, Aws.Request(null, new { acquire = true }));

        Assert.StartsWith($"error: the argument {argument} is missing", run.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryScript))]
    public async Task ButHelpIsGivenWithoutOne(string script)
    {
        var help = await Scripts.RunAsync(script, "", "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.StartsWith($"usage: {script} ", help.Stdout, StringComparison.Ordinal);
        Assert.Contains($"       {script} --help | --version\n", help.Stdout, StringComparison.Ordinal);
        Assert.Equal("", help.Stderr);
    }

    [Theory]
    [MemberData(nameof(EveryScript))]
    public async Task ButItsVersionIsSaidWhileStdinIsStillOpen(string script)
    {
        var props = await File.ReadAllTextAsync(Path.Combine(Scripts.Root, "Directory.Build.props"), TestContext.Current.CancellationToken);
        var version = Regex.Match(props, "<Version>(.+)</Version>").Groups[1].Value;

        using var said = Process.Start(new ProcessStartInfo(Path.Combine(Scripts.Folder, script), ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Scripts.Limit);
        var stdout = await said.StandardOutput.ReadToEndAsync(limit.Token);
        var stderr = await said.StandardError.ReadToEndAsync(limit.Token);
        await said.WaitForExitAsync(limit.Token);

        Assert.Equal(0, said.ExitCode);
        Assert.Matches($"^{script} {Regex.Escape(version)}( \\([0-9a-f]{{7}}\\))?\n$", stdout);
        Assert.Equal("", stderr);
    }

    private const string NoOperation =
        "invalid payload (missing acquire, release, remove, claim, add, add_claimed, update, check, or check_unclaimed";
}
