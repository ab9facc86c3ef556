using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Vocabulary;

public sealed class BranchNames
{
    [Theory]
    [InlineData("refs/heads/main", "…has no branch refs/heads/main; write main")]
    [InlineData("refs/heads/a/b", "…has no branch refs/heads/a/b; write a/b")]
    [InlineData("other", "…has no branch other; correct it, or add a lock to begin it")]
    [InlineData("refs/heads/", null)]
    public async Task MayBeWrittenAsRefsAndAreNotMeantSo(string branch, string? sentence)
    {
        using var host = new HostedBranch();
        host.Then("aws/unclaimed/env-1");
        using var folder = new TestFolder();
        var source = host.SourceJson.Replace("\"main\"", $"\"{branch}\"", StringComparison.Ordinal);
        using var log = new StringWriter();

        var put = await Assert.ThrowsAsync<PoolException>(async () => await new Concourse.OutCommand(new StepLog(log), TimeProvider.System, Build.From(_ => null), new Random(1), _ => { }).RunAsync(
            await Protocol.Stdin.OutAsync($$$"""{"source": {{{source}}}, "params": {"acquire": true}}"""), folder.Path, _ => Task.CompletedTask, TestContext.Current.CancellationToken));
        var got = await Assert.ThrowsAsync<PoolException>(async () => await new Concourse.InCommand(new StepLog(log), TimeProvider.System).RunAsync(
            await Protocol.Stdin.InAsync($$$"""{"source": {{{source}}}, "version": {"ref": ""}}"""), folder.Path, TestContext.Current.CancellationToken));

        Assert.All([put, got], refusal => Sentence.Matches(sentence ?? "source.branch: … is not a branch name git accepts; …", refusal.Message));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("release/1.2")]
    [InlineData("a.b-c_d")]
    [InlineData("ümläut/日本")]
    [InlineData("a@b")]
    [InlineData("feature/-x")]
    [InlineData("x/HEAD")]
    [InlineData("a{b}")]
    [InlineData("#1")]
    [InlineData("-")]
    [InlineData("-main")]
    [InlineData("--upload-pack=sh")]
    [InlineData("HEAD")]
    [InlineData("@")]
    [InlineData("locks-\ud83d\udd12")]
    [InlineData("a\u0085b")]
    [InlineData("a\u00a0b\u200b")]
    [InlineData("a\ufffdb")]
    public void AreAcceptedByGitToo(string name)
    {
        Assert.Equal($"refs/heads/{name}", BranchName.Parse(name, "source.branch").Ref);
        Assert.True(GitAccepts(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a@{1}")]
    [InlineData("@{-1}")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("a~b")]
    [InlineData("a^b")]
    [InlineData("a:b")]
    [InlineData("a?")]
    [InlineData("a*")]
    [InlineData("a[b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".a")]
    [InlineData("a/.b")]
    [InlineData("a.lock")]
    [InlineData("a.lock/b")]
    [InlineData(" main")]
    [InlineData("main ")]
    public void AreRefusedWhereGitRefusesThem(string name)
    {
        Sentence.Refuses("source.branch: … is not a branch name git accepts; …", () => BranchName.Parse(name, "source.branch"));
        Assert.False(GitAccepts(name));
    }

    [Fact]
    public void AreRefusedWhenTheyAreHalfACharacter() =>
        Assert.Throws<PoolException>(() => BranchName.Parse($"a{(char)0xd800}", "source.branch"));

    [Fact]
    public void AreExactlyThoseThatGitAccepts() => Property.Holds(
        Property.TextOf(
            6, "a", "B", "/", ".", "..", "-", "@", "{", "}", "~", "^", ":", "?", "*", "[", "]", "\\", " ", ".lock", "lock", "HEAD",
            "\t", "\n", "\u007f", "\u0085", "ü", "日", "\ud83d\udd12", "'", "\"", "$(id)", ";", "%", "#", "=", ",", "\u200b", "\u202e"),
        300,
        text =>
        {
            Assert.Equal(GitAccepts(text), Accepted(text));
        });

    private static bool Accepted(string text)
    {
        try
        {
            return BranchName.Parse(text, "source.branch").Value == text;
        }
        catch (PoolException)
        {
            return false;
        }
    }

    private static bool GitAccepts(string name) =>
        RealGit.Try(["check-ref-format", $"refs/heads/{name}"], "").ExitCode == 0;
}
