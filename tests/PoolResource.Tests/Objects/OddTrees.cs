using System.Text;
using LibGit2Sharp;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Objects;

public sealed class OddTrees : IDisposable
{
    private readonly Put put = new();

    private HostedBranch Host => put.Branch;

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("root")]
    [InlineData("pool")]
    [InlineData("claimed")]
    [InlineData("unclaimed")]
    [InlineData("another pool")]
    public async Task KeepTheBytesOfANameThatIsNotUtf8(string where)
    {
        var odd = ("100644 caf\xe9", Host.Blob("odd"));
        (string, string)[] At(string place) => place == where ? [odd] : [];
        Begin([.. At("root"), ("40000 aws", AwsAnd(At("pool"), At("claimed"), [.. At("unclaimed"), Env1])), ("40000 gcp", Host.Aws(At("another pool"), []))]);
        var before = Entries();

        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(
            before.Select(line => line.Replace("aws/unclaimed/env-1", "aws/claimed/env-1", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Entries().Order(StringComparer.Ordinal));
        await put.RunAsync("""{"add": {"name": "env-2", "metadata": "y"}}""");
        Assert.Equal(before.Count + 1, Entries().Count);
    }

    [Theory]
    [InlineData("040000 docs", "40000")]
    [InlineData("100664 docs", "100644")]
    [InlineData("100600 docs", "100644")]
    [InlineData("100775 docs", "100755")]
    [InlineData("160755 docs", "160000")]
    public async Task AreWrittenWithTheModesThatGitWrites(string entry, string mode)
    {
        var id = entry.StartsWith("04", StringComparison.Ordinal) ? Host.Tree(("100644 a", Host.Blob("a"))) : Host.Blob("a");
        Begin([("40000 aws", Host.Aws([], [Env1])), (entry, id)]);

        await put.RunAsync("""{"acquire": true}""");

        Assert.StartsWith($"{mode} docs\0", Raw("main^{tree}")[Raw("main^{tree}").IndexOf($"{mode} docs", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("040000", Raw("main^{tree}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("claimed")]
    [InlineData("unclaimed")]
    public async Task MayHaveAnEntryTwice(string where)
    {
        (string, string)[] twice = [("100644 x", Host.Blob("1")), ("100644 x", Host.Blob("2"))];
        (string, string)[] At(string place) => place == where ? twice : [];
        Begin([("40000 aws", Host.Aws(At("claimed"), [Env1, .. At("unclaimed")])), .. At("root")]);

        await put.RunAsync("""{"claim": "env-1"}""");
        await put.RunAsync("""{"update": {"name": "env-2", "metadata": "y"}}""");

        Assert.Contains("aws/claimed/env-1", Host.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MayBeInNoOrder()
    {
        Begin([("40000 aws", Host.Tree(
            ("40000 unclaimed", Host.Tree(("100644 z", Host.Blob("z")), Env1, ("100644 .gitkeep", Host.Blob("")))),
            ("40000 claimed", Host.Tree(("100644 .gitkeep", Host.Blob(""))))))]);

        await put.RunAsync("""{"claim": "env-1"}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/env-1 aws/unclaimed/.gitkeep aws/unclaimed/z", Host.Files);
    }

    [Fact]
    public async Task MayHaveASubmoduleWhereAPoolsDirectoryWas()
    {
        var pool = Host.Aws([("100644 env-2", Host.Blob("y"))], [Env1]);
        Begin([("40000 aws", pool)]);
        var submodule = Host.Tree(("160000 claimed", new string('1', 40)), ("40000 unclaimed", Host.Tree(Env1)));
        Host.Commit(Host.Tree(("40000 aws", submodule)), Host.Tip.Value, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nodd\n");
        Host.Commit(Host.Tree(("40000 aws", pool)), Host.Tip.Value, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nback\n");

        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        Assert.Contains("aws/claimed/env-1", Host.Files, StringComparison.Ordinal);
    }

    // For git a mode that it does not know is a submodule's.
    [Theory]
    [InlineData("0"), InlineData("160755"), InlineData("160644")]
    public async Task HaveNoLockInASubmodule(string mode)
    {
        Begin([("40000 aws", Host.Aws([], [($"{mode} a", new string('1', 40)), Env1]))]);

        await put.RunAsync("""{"acquire": true}""");

        Assert.Contains("aws/claimed/env-1 aws/unclaimed/.gitkeep aws/unclaimed/a", Host.Files, StringComparison.Ordinal);
    }

    private (string, string) Env1 => ("100644 env-1", Host.Blob("x"));

    private string AwsAnd((string, string)[] more, (string, string)[] claimed, (string, string)[] unclaimed) => Host.Tree(
        [.. more, ("40000 claimed", Host.Tree([("100644 .gitkeep", Host.Blob("")), .. claimed])), ("40000 unclaimed", Host.Tree([("100644 .gitkeep", Host.Blob("")), .. unclaimed]))]);

    private void Begin((string, string)[] root) =>
        Host.Commit(Host.Tree(root), null, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nfirst\n");

    // Git quotes what is not UTF-8, byte for byte.
    private List<string> Entries() => [.. Host.Git("-c", "core.quotePath=true", "ls-tree", "-r", "main").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private string Raw(string tree)
    {
        using var repository = new Repository(Host.Repository);
        var bytes = Convert.FromHexString(Host.Git("rev-parse", tree).Trim());
        Assert.NotEmpty(bytes);
        return string.Concat(repository.Lookup<Tree>(new ObjectId(bytes)).Select(entry => $"{Convert.ToString((int)entry.Mode, 8)} {entry.Name}\0")) is var text
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
            : "";
    }
}
