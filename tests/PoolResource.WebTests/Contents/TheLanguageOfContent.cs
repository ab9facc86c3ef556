using System.Text;
using PoolResource.Web.Contents;

namespace PoolResource.WebTests.Contents;

public sealed class TheLanguageOfContent
{
    [Theory]
    [InlineData("[", "]", 64, "yaml")]
    [InlineData("[", "]", 65, "plain")]
    [InlineData("{a: ", "}", 64, "yaml")]
    [InlineData("{a: ", "}", 65, "plain")]
    [InlineData("- ", "", 64, "yaml")]
    [InlineData("- ", "", 65, "plain")]
    public void IsToldToADepthOf64(string start, string end, int depth, string language)
    {
        var text = $"{string.Concat(Enumerable.Repeat(start, depth))}x{string.Concat(Enumerable.Repeat(end, depth))}\n";

        Assert.Equal(language, Of(text));
    }

    [Fact]
    public void IsToldWhateverHasEndedBefore() => Assert.Equal("yaml", Of(string.Concat(Enumerable.Repeat("- [{a: x}]\n- b: x\n", 100))));

    [Theory]
    [InlineData("a: b: c\n")]
    [InlineData("a: x\n b: y\n")]
    public void IsNoneWhereItHasAnError(string text) => Assert.Equal("plain", Of(text));

    [Theory]
    [InlineData("[\"", "\"]", "json")]
    [InlineData("a: ", "\n", "yaml")]
    public void IsToldOfNoMoreThan64KiB(string start, string end, string language)
    {
        var text = new string('x', (64 << 10) - start.Length - end.Length);

        Assert.Equal(language, Of($"{start}{text}{end}"));
        Assert.Equal("plain", Of($"{start}{text}x{end}"));
    }

    private static string Of(string text) => ContentText.Of(Encoding.UTF8.GetBytes(text))!.Language;
}
