namespace PoolResource.Tests.Vocabulary;

public sealed class BuildsInTheEnvironment
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["BUILD_ID"] = "1234",
        ["BUILD_NAME"] = "42",
        ["BUILD_JOB_NAME"] = "test",
        ["BUILD_PIPELINE_NAME"] = "deploy",
        ["BUILD_TEAM_NAME"] = "main",
        ["BUILD_URL"] = "https://ci/builds/1234",
    };

    [Fact]
    public void AreReadFromConcoursesVariables() => Assert.Equal(
        new Build("1234", "42", "test", "deploy", "main", "https://ci/builds/1234"), Build.From(Complete.GetValueOrDefault));

    [Fact]
    public void HaveATitle() => Assert.Equal("main/deploy/test build 42", Build.From(Complete.GetValueOrDefault).Title);

    [Theory]
    [InlineData("BUILD_NAME")]
    [InlineData("BUILD_JOB_NAME")]
    [InlineData("BUILD_PIPELINE_NAME")]
    [InlineData("BUILD_TEAM_NAME")]
    public void HaveNoTitleWhenAPartIsMissingOrEmpty(string part)
    {
        Assert.Null(Build.From(name => name == part ? null : Complete[name]).Title);
        Assert.Null(Build.From(name => name == part ? "" : Complete[name]).Title);
    }

    [Theory]
    [InlineData("BUILD_ID")]
    [InlineData("BUILD_URL")]
    public void HaveATitleWithoutTheRest(string part) =>
        Assert.NotNull(Build.From(name => name == part ? null : Complete[name]).Title);

    [Fact]
    public void MayBeUnknown() => Assert.Equal(new Build(null, null, null, null, null, null), Build.From(_ => null));

    [Fact]
    public void CannotControlATerminal() =>
        Assert.DoesNotContain($"{Build.From(_ => "a\e[2J\nb\u202ec")}", character => char.IsControl(character) || character == '\u202e');
}
