namespace PoolResource.Tests.Vocabulary;

public sealed class CommitIds
{
    [Fact]
    public void AreWholeAndInLowerCase()
    {
        const string Text = "0123456789abcdef0123456789abcdef01234567";

        Assert.True(CommitId.TryParse(Text, out var id));
        Assert.Equal(Text, $"{id}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HEAD")]
    [InlineData("main")]
    [InlineData("0123456")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    [InlineData("0123456789abcdef0123456789abcdef0123456\n")]
    [InlineData("--upload-pack=touch-a-file-of-forty-bytes")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    public void AreNothingElse(string? text) => Assert.False(CommitId.TryParse(text, out _));
}
