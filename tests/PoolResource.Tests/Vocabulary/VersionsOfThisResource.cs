
namespace PoolResource.Tests.Vocabulary;

public sealed class VersionsOfThisResource
{
    [Theory]
    [InlineData("1.4.0", "1.4.0")]
    [InlineData("1.4.0+", "1.4.0")]
    [InlineData("1.4.0+3f2c1ab", "1.4.0 (3f2c1ab)")]
    [InlineData("1.4.0+3f2", "1.4.0 (3f2)")]
    [InlineData("1.4.0-rc.1+3f2c1ab0f3a7a4c1a5a1b5a0c0e9f8d7c6b5a493", "1.4.0-rc.1 (3f2c1ab)")]
    public void SayTheirCommitWhereItIsKnown(string informational, string said) =>
        Assert.Equal(said, ProgramVersion.Describe(informational));

    [Fact]
    public void AreThatOfThisBuild() => Assert.Matches(@"^\d+\.\d+\.\d+", ProgramVersion.OfThisBuild);
}
