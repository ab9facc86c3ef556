using PoolResource.Configuration;

namespace PoolResource.Tests.Cli;

public sealed class ValuesOfASourceFile
{
    [Theory]
    [InlineData("0123")]
    [InlineData("+5")]
    [InlineData("-0")]
    [InlineData("5")]
    public void KeepTheirText(string password) =>
        Assert.Equal(password, SourceFile.Parse($"uri: x\nbranch: main\npassword: {password}\n").Document.Password);

    [Fact]
    public void AreNotNestedWithoutEnd() => Assert.Equal(
        "the file is nested too deeply for a source; leave out what is none of it",
        Assert.Throws<PoolException>(() => SourceFile.Parse($"uri: {new string('[', 20_000)}")).Message);
}
