namespace PoolResource.Tests.Vocabulary;

public sealed class NamesOfLocksAndPools
{
    [Theory]
    [InlineData("env-1")]
    [InlineData("two words")]
    [InlineData(" padded ")]
    [InlineData("a..b")]
    [InlineData("a.lock")]
    [InlineData("$(id)")]
    [InlineData("a\\b")]
    [InlineData("a:b*c?")]
    [InlineData("ümläut-日本-\ud83d\udd12")]
    public void AreAnyFileName(string name)
    {
        Assert.Equal(name, LockName.Parse(name, "params.claim").Value);
        Assert.True(LockName.TryParse(name, out var found));
        Assert.Equal(name, found.ToString());
        Assert.Equal(name, PoolName.Parse(name, "source.pool").Value);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(".", "starts with a dot")]
    [InlineData("..", "starts with a dot")]
    [InlineData(".gitkeep", "starts with a dot")]
    [InlineData("a\nb", "contains a control character")]
    [InlineData("a\0b", "contains a control character")]
    [InlineData("a\u007fb", "contains a control character")]
    [InlineData("a\u0085b", "contains a control character")]
    [InlineData("a\ufffdb", "is not valid Unicode")]
    public void AreRefusedForAFault(string name, string fault)
    {
        Sentence.Refuses($"params.claim: the lock name … {fault}; give it another name", () => LockName.Parse(name, "params.claim"));
        Sentence.Refuses($"source.pool: the pool name … {fault}; …", () => PoolName.Parse(name, "source.pool"));
        Assert.False(LockName.TryParse(name, out _));
        Assert.False(PoolName.TryParse(name, out _));
    }

    // A lone surrogate cannot be written in an attribute.
    [Fact]
    public void AreRefusedWhenTheyAreHalfACharacter() =>
        Sentence.Refuses("params.claim: … is not valid Unicode; …", () => LockName.Parse($"a{(char)0xd800}", "params.claim"));

    [Fact]
    public void OfLocksHaveNoSlash() =>
        Sentence.Refuses("params.claim: the lock name \"a/b\" contains a slash; …", () => LockName.Parse("a/b", "params.claim"));

    [Theory]
    [InlineData("x", 255, true)]
    [InlineData("x", 256, false)]
    [InlineData("日", 85, true)]
    [InlineData("日", 86, false)]
    public void HaveAtMost255Bytes(string character, int times, bool accepted)
    {
        var name = string.Concat(Enumerable.Repeat(character, times));

        Assert.Equal(accepted, LockName.TryParse(name, out _));
        Assert.Equal(accepted, PoolName.TryParse(name, out _));
        Assert.Equal(accepted, PoolName.TryParse($"team/{name}", out _));
    }

    [Theory]
    [InlineData("cf-deployment/fresh")]
    [InlineData("a/b/c")]
    public void OfPoolsMayHaveSegments(string name)
    {
        var pool = PoolName.Parse(name, "source.pool");

        Assert.Equal($"{name}/claimed", pool.Directory(LockState.Claimed));
        Assert.Equal($"{name}/unclaimed", pool.Directory(LockState.Unclaimed));
        Assert.Equal($"{name}-lifecycle", pool.Lifecycle.Value);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("-x")]
    [InlineData("--upload-pack=sh")]
    public void OfLocksMayBeginWithADash(string name) => Assert.Equal(name, LockName.Parse(name, "params.claim").Value);

    [Theory]
    [InlineData("aws/", "aws")]
    [InlineData("./aws", "aws")]
    [InlineData("/aws", "aws")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/./b", "a/b")]
    [InlineData(".//a/././b//", "a/b")]
    public void OfPoolsAreTheDirectoryThatThePathMeans(string path, string meant) =>
        Assert.Equal(PoolName.Parse(meant, "source.pool"), PoolName.Parse(path, "source.pool"));

    [Theory]
    [InlineData("/", "has an empty segment")]
    [InlineData("./.", "starts with a dot")]
    [InlineData("-a", "starts with a dash")]
    [InlineData("../a", "starts with a dot")]
    [InlineData("a/../b", "starts with a dot")]
    [InlineData("a/.git", "starts with a dot")]
    [InlineData("a/-b", "starts with a dash")]
    public void OfPoolsAreRefusedForAnySegment(string name, string fault) =>
        Sentence.Refuses($"source.pool: the pool name … {fault}; …", () => PoolName.Parse(name, "source.pool"));

    [Fact]
    public void AreOrderedAsGitOrdersFiles() =>
        Assert.Equal(["B", "a", "a-1", "a1"], new[] { "a1", "a", "B", "a-1" }.Select(name => LockName.Parse(name, "x")).Order().Select(name => name.Value));
}
