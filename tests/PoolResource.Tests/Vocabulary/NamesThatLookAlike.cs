using System.Text;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Vocabulary;

public sealed class NamesThatLookAlike
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        { "env-1", "env-1 ", "\"env-1\"", "\"env-1 \"" },
        { "env-1", "env-1\u00a0", "\"env-1\"", "\"env-1<U+00A0>\"" },
        { "env-1", "\u3000env-1", "\"env-1\"", "\"<U+3000>env-1\"" },
        { "env 1", "env\u00a01", "\"env 1\"", "\"env<U+00A0>1\"" },
        { "env-1", "\ufeffenv-1", "\"env-1\"", "\"<U+FEFF>env-1\"" },
        { "env-1", "en\u200bv-1", "\"env-1\"", "\"en<U+200B>v-1\"" },
        { "env-1", "env\u00ad-1", "\"env-1\"", "\"env<U+00AD>-1\"" },
        { "caf\u00e9", "cafe\u0301", "\"caf<U+00E9>\"", "\"cafe<U+0301>\"" },
        { "\u00c5", "\u212b", "\"<U+00C5>\"", "\"<U+212B>\"" },
        { "\ud55c", "\u1112\u1161\u11ab", "\"<U+D55C>\"", "\"<U+1112><U+1161><U+11AB>\"" },
        { "a\u0323\u0307", "a\u0307\u0323", "\"a<U+0323><U+0307>\"", "\"a<U+0307><U+0323>\"" },
        { "\u1e69", "s\u0323\u0307", "\"<U+1E69>\"", "\"s<U+0323><U+0307>\"" },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void AreToldApartWhereOneIsNotFound(string name, string twin, string shownName, string shownTwin)
    {
        foreach (var (wanted, there, shownWanted, shownThere) in new[] { (name, twin, shownName, shownTwin), (twin, name, shownTwin, shownName) })
        {
            Sentence.Refuses(
                $"there is no lock {shownWanted} in pool aws, but one that looks like it: {shownThere}; correct the name",
                () => new ClaimLock(Answer.Aws, LockName.Parse(wanted, "x")).Decide(PoolOf(there)));
        }
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void AreNeverMadeSideBySide(string name, string twin, string shownName, string shownTwin)
    {
        foreach (var (added, there) in new[] { (name, twin), (twin, name) })
        {
            Assert.Throws<PoolException>(() => new AddLock(Answer.Aws, LockName.Parse(added, "x"), LockState.Claimed, default).Decide(PoolOf(there)));
            Assert.Throws<PoolException>(() => new UpdateLock(Answer.Aws, LockName.Parse(added, "x"), default).Decide(PoolOf(there)));
        }

        Assert.NotEqual(shownName, shownTwin);
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void AreNotOneInTheLog(string name, string twin, string shownName, string shownTwin)
    {
        var (one, other) = (Quoted.Shown(LockName.Parse(name, "x").Shown), Quoted.Shown(LockName.Parse(twin, "x").Shown));

        Assert.NotEqual(one, other);
        Assert.True(one.Contains("U+", StringComparison.Ordinal) || other.Contains("U+", StringComparison.Ordinal) || other.Contains('"'), $"{one} and {other} look alike");
        Assert.NotEqual(shownName, shownTwin);
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("a", "b")]
    [InlineData("\u00e9", "e")]
    [InlineData("\ud83d\udd12", "\ud83d\udd11")]
    [InlineData("\u65e5", "\u66f0")]
    public void AreNotThoseThatPeopleCanTellApart(string one, string other) =>
        Assert.IsType<Changed>(new AddLock(Answer.Aws, LockName.Parse(one, "x"), LockState.Unclaimed, default).Decide(PoolOf(other)));

    [Theory]
    [InlineData(" env-1", "begins or ends with white space")]
    [InlineData("env-1\u00a0", "begins or ends with white space")]
    [InlineData("env\u200b1", "holds a format character (U+200B)")]
    [InlineData("\u202eenv", "holds a format character (U+202E)")]
    [InlineData("\ufeffenv", "holds a format character (U+FEFF)")]
    [InlineData("env\ud834\udd73", "holds a format character (U+1D173)")]
    public void AreRefusedForANewLock(string name, string fault) =>
        Sentence.Refuses($"the name … {fault}, which nobody would see; leave it out", () => new AddLock(Answer.Aws, LockName.Parse(name, "x"), LockState.Unclaimed, default).Decide(MemoryPools.Of("")));

    private static MemoryPools PoolOf(string name) => new(MemoryPools.Of("").Files.Add($"aws/unclaimed/{name}", [.. Encoding.UTF8.GetBytes("x")]));
}
