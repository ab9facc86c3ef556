namespace PoolResource.Tests.Vocabulary;

public sealed class QuotedText
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("\e[31mred", "\"?[31mred\"")]
    [InlineData("a\r\nb\tc\0\b\u007f\u0085", "\"a??b?c????\"")]
    [InlineData("\u202egpj\u2066x\u2069\u2028\u2029", "\"?gpj?x???\"")]
    [InlineData("ümläut 日本 \ud83d\udd12", "\"ümläut 日本 \ud83d\udd12\"")]
    public void IsOneHarmlessLine(string text, string quoted) => Assert.Equal(quoted, Quoted.Text(text));

    [Theory]
    [InlineData("a\u00a0b\u200bc", "a<U+00A0>b<U+200B>c")]
    [InlineData("e\u0301", "e<U+0301>")]
    [InlineData("\u00e9", "\u00e9")]
    public void IsShownWithTheCodePointsOfWhatIsNotSeenButKeptWhereItIsRead(string text, string shown)
    {
        Assert.Equal(shown, Quoted.Shown(text));
        Assert.Equal(text, Quoted.Line(text));
        Assert.Equal(text, CommitMessage.Parse($"x\n\nClaimed-As: {text}\n").Alias);
    }

    [Fact]
    public void IsCutAfterAHundredCharacters()
    {
        Assert.Equal($"\"{new string('x', 100)}\"", Quoted.Text(new string('x', 100)));
        Assert.Equal($"\"{new string('x', 100)}…\"", Quoted.Text(new string('x', 101)));
    }

    [Fact]
    public void IsNotCutWithinACharacter() =>
        Assert.Equal($"\"{new string('x', 99)}…\"", Quoted.Text($"{new string('x', 99)}\ud83d\udd12"));

    [Fact]
    public void IsNotCutAsALine() => Assert.Equal(new string('x', 5000), Quoted.Line(new string('x', 5000)));
}
