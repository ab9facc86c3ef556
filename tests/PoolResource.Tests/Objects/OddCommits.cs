using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Testing;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Objects;

public sealed class OddCommits : IDisposable
{
    private readonly Put put = new();

    private HostedBranch Host => put.Branch;

    public static TheoryData<string> Lines { get; } =
    [
        "author A <a@b> 99999999999999 +0000\ncommitter A <a@b> 99999999999999 +0000\n\nthe far future\n",
        "author A <a@b> 99999999999999999999999999 +0000\ncommitter A <a@b> 99999999999999999999999999 +0000\n\nfarther still\n",
        "author A <a@b> -99999999999999 +0000\ncommitter A <a@b> -99999999999999 +0000\n\nthe far past\n",
        "author A <a@b> 1767225600 +9999\ncommitter A <a@b> 1767225600 +9999\n\na zone that is none\n",
        "author A <a\nb@c> 1767225600 +0000\ncommitter A <a\nb@c> 1767225600 +0000\n\na line end in the address\n",
        "author A a@b\ncommitter A a@b\n\nno address and no time\n",
        "author \ncommitter \n\nnobody\n",
        "parent 1111111111111",
        "parent 1111111111111111111111111111111111111111",
        "author A <a@b> 1767225600 +0000\n\nno committer\n",
        "author A <a@b> yesterday\ncommitter A <a@b> yesterday\n\na time in words\n",
        "author \xe9 <\xe9@b> 1767225600 +0000\ncommitter \xe9 <\xe9@b> 1767225600 +0000\nencoding ISO-8859-1\n\n\xe9\xe8\n",
        "author A <a@b> 1767225600 +0000\ncommitter A <a@b> 1767225600 +0000\nencoding no-such-encoding\n\nunknown\n",
        "author A <a@b> 1767225600 +0000\ncommitter A <a@b> 1767225600 +0000\n",
    ];

    public void Dispose() => put.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task AreStoodOnByPuts(string lines)
    {
        Host.Commit(Tree(), null, lines);

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(2, Host.Commits);
        Assert.Contains("aws/claimed/env-1", Host.Files, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task AreVersionsLikeOthers(string lines)
    {
        var first = Host.Commit(Tree(), null, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nfirst\n");
        var odd = Host.Commit(Host.Tree(("40000 aws", Host.Aws([("100644 env-1", Host.Blob("x"))], []))), first, lines);
        var last = Host.Commit(Tree(), odd, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nlast\n");

        Assert.Equal([first, odd, last], await CheckAsync($$"""{"source": {{Host.SourceJson}}, "version": {"ref": "{{first}}"} }"""));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task AreGotTriggeredByAndWaitedFor(string lines)
    {
        var claim = Host.Commit(Host.Tree(("40000 aws", Host.Aws([("100644 env-1", Host.Blob("x"))], []))), null, lines);
        var source = Host.SourceJson.Replace("}", ", \"trigger_on\": \"claimed\"}", StringComparison.Ordinal);

        Assert.Equal([claim], await CheckAsync($$"""{"source": {{source}} }"""));
        await put.GetAsync(new Version(claim), "got");
        Assert.Equal("env-1\n", put.Read("got", "name"));
        Assert.Contains("env-1", await put.RefusalAsync("""{"acquire": true, "timeout": "0s"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("author A <a@b> 1767225600 +0000\ncommitter A <a@b> 1767225600 +0000\n\nwhole\n")]
    [InlineData("author A <a@b> 1767225600 +0000\n\nno committer\n")]
    [InlineData("\n")]
    public async Task MayNameTheirTreeAndParentsInCapitals(string lines)
    {
        var first = Host.Commit(Tree(), null, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nfirst\n");
        var odd = Host.Commit(Host.Tree(("40000 aws", Host.Aws([("100644 env-1", Host.Blob("x"))], []))).ToUpperInvariant(), first.ToUpperInvariant(), lines);

        Assert.Equal([first, odd], await CheckAsync($$"""{"source": {{Host.SourceJson}}, "version": {"ref": "{{first}}"} }"""));
    }

    private string Tree() => Host.Tree(("40000 aws", Host.Aws([], [("100644 env-1", Host.Blob("x"))])));

    private static async Task<IEnumerable<string?>> CheckAsync(string request) =>
        (await new CheckCommand(new StepLog(TextWriter.Null), new HurriedTime(TimeSpan.FromMinutes(1))).RunAsync(
            JsonSerializer.Deserialize(request, ProtocolJson.Default.CheckRequest)!, TestContext.Current.CancellationToken)).Select(version => version.Ref);
}
