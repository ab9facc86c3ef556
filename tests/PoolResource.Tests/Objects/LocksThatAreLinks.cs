using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Objects;

/// <summary>A lock that is a symbolic link in the branch: its content is that of the file it leads to, as in a checkout.</summary>
public sealed class LocksThatAreLinks : IDisposable
{
    private readonly Put put = new();

    private HostedBranch Host => put.Branch;

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("../../shared/one", "one")]
    [InlineData("../../shared/./deep/../one", "one")]
    [InlineData("../../shared/deep/two", "two")]
    [InlineData("../../shared/link", "one")]
    [InlineData("../../shared/folder/two", "two")]
    [InlineData("../unclaimed/other", "other")]
    [InlineData("../claimed/../../README.md", "root")]
    public async Task HaveTheContentOfTheFileTheyLeadTo(string target, string content) => Assert.Equal(content, await MetadataAsync(target));

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/aws/unclaimed/other")]
    [InlineData("nowhere")]
    [InlineData("lock")]
    [InlineData("../../shared/circle")]
    [InlineData("../../shared")]
    [InlineData("../../shared/module")]
    [InlineData("../../shared/one/..")]
    [InlineData("../../shared/one/../../README.md")]
    [InlineData("../..")]
    [InlineData("../../..")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task HaveWhatIsWrittenInThemWhereTheyLeadToNone(string target) => Assert.Equal(target, await MetadataAsync(target));

    [Fact]
    public async Task AreFollowedNoFurtherThanAPathMayBeLong()
    {
        var target = string.Concat(Enumerable.Repeat("./", 3000)) + "../../shared/one";

        Assert.Equal(target, await MetadataAsync(target));
    }

    [Fact]
    public async Task StayLinksWhenTheyAreClaimed()
    {
        Begin("../../shared/one");

        await put.RunAsync("""{"claim": "lock"}""");
        Assert.StartsWith("120000 ", Host.Git("ls-tree", "main", "aws/claimed/lock"), StringComparison.Ordinal);
    }

    private async Task<string?> MetadataAsync(string target)
    {
        Begin(target);
        await put.GetAsync((await put.RunAsync("""{"claim": "lock"}""")).Version, "held");
        Assert.Equal("lock\n", put.Read("held", "name"));
        return put.Read("held", "metadata");
    }

    private void Begin(string target)
    {
        var deep = Host.Tree(("100644 two", Host.Blob("two")));
        var shared = Host.Tree(
            ("120000 circle", Host.Blob("circle")), ("40000 deep", deep), ("120000 folder", Host.Blob("deep")), ("120000 link", Host.Blob("./one")),
            ("160000 module", new string('1', 40)), ("100644 one", Host.Blob("one")));
        var aws = Host.Aws([], [("120000 lock", Host.Blob(target)), ("100644 other", Host.Blob("other"))]);
        Host.Commit(
            Host.Tree(("100644 README.md", Host.Blob("root")), ("40000 aws", aws), ("40000 shared", shared)), null,
            $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nfirst\n");
    }
}
