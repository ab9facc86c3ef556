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
        Assert.Null(Build.From(name => name == part ? null : Complete.GetValueOrDefault(name)).Title);
        Assert.Null(Build.From(name => name == part ? "" : Complete.GetValueOrDefault(name)).Title);
    }

    [Theory]
    [InlineData("BUILD_ID")]
    [InlineData("BUILD_URL")]
    public void HaveATitleWithoutTheRest(string part) =>
        Assert.NotNull(Build.From(name => name == part ? null : Complete.GetValueOrDefault(name)).Title);

    [Theory]
    [InlineData("https://ci.example.com", null, "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData("https://ci.example.com/sub/", null, "https://ci.example.com/sub/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData("https://ci.example.com", """{"branch": "feature/x", "n": 1}""", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42?vars.branch=%22feature%2Fx%22&vars.n=1")]
    [InlineData("https://ci.example.com", """{"a": {"b": true}}""", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42?vars.a.b=true")]
    [InlineData("https://ci.example.com", "{}", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData("https://ci.example.com", "no json", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData(null, null, null)]
    public void HaveAPageWhereConcourseNamesNone(string? cluster, string? vars, string? page)
    {
        var build = Build.From(name => name switch
        {
            "BUILD_URL" => null,
            "ATC_EXTERNAL_URL" => cluster,
            "BUILD_PIPELINE_INSTANCE_VARS" => vars,
            _ => Complete.GetValueOrDefault(name),
        });

        Assert.Equal(page, build.Url);
        Assert.Equal(cluster?.TrimEnd('/'), build.Cluster);
    }

    [Fact]
    public void OfNoJobHaveAPageByTheirId() => Assert.Equal("https://ci.example.com/builds/1234", Build.From(name => name switch
    {
        "ATC_EXTERNAL_URL" => "https://ci.example.com",
        "BUILD_ID" => "1234",
        _ => null,
    }).Url);

    [Theory]
    [InlineData("http://ci", "http://CI:80", true)]
    [InlineData("http://ci", "HTTP://ci/", true)]
    [InlineData("https://ci/sub", "https://Ci:443/sub//", true)]
    [InlineData("http://ci", "http://ci:8080", false)]
    [InlineData("http://ci", "https://ci", false)]
    [InlineData("http://ci:443", "https://ci", false)]
    [InlineData("https://ci/sub", "https://ci/SUB", false)]
    public void AreOfOneClusterHoweverItsAddressIsSpelled(string one, string other, bool isOne)
    {
        Build At(string cluster, string? vars = null) => Build.From(name => name switch
        {
            "BUILD_URL" => null,
            "ATC_EXTERNAL_URL" => cluster,
            "BUILD_PIPELINE_INSTANCE_VARS" => vars,
            _ => Complete.GetValueOrDefault(name),
        });

        const string Vars = """{"branch":"main"}""";
        bool Made(string url) => At(one).Made(CommitMessage.Parse($"main/deploy/test build 42 claiming: env-1\n\nBuild URL: {url}\n\nBuild-Id: 1234\n"));
        bool MadeWithVars(string url) => At(one, Vars).Made(CommitMessage.Parse($"main/deploy/test build 42 claiming: env-1\n\nBuild URL: {url}\n\nBuild-Id: 1234\n"));

        Assert.Equal(isOne, At(one).Cluster == At(other).Cluster);
        Assert.Equal(isOne, Made(At(other).Url!));
        Assert.Equal(isOne, MadeWithVars(At(other, Vars).Url!));
        Assert.False(MadeWithVars(At(other).Url!));
    }

    [Theory]
    [InlineData("https://ci/builds/1234", "https://ci")]
    [InlineData("https://ci/sub/teams/a/pipelines/b/jobs/c/builds/1?vars.x=%22/teams/y%22", "https://ci/sub")]
    [InlineData("https://ci:99999/builds/1", "https://ci:99999")]
    [InlineData("https://ci/", null)]
    [InlineData("ci/builds/1", null)]
    [InlineData(null, null)]
    public void TellTheirClusterByTheirPage(string? page, string? cluster) =>
        Assert.Equal(cluster, new Build("1", null, null, null, null, page).Cluster);

    [Theory]
    [InlineData("""{ "b": "x\ny", "a": {"c": 1} }""", """{"b":"x\ny","a":{"c":1}}""")]
    [InlineData("""{"name":"ü‮"}""", """{"name":"\u00FC\u202E"}""")]
    [InlineData("[1]", null)]
    [InlineData("", null)]
    public void TellTheVarsOfTheirPipelineInOneLine(string given, string? vars) =>
        Assert.Equal(vars, Build.From(name => name == "BUILD_PIPELINE_INSTANCE_VARS" ? given : null).Vars);

    [Fact]
    public void MayBeUnknown() => Assert.Equal(new Build(null, null, null, null, null, null), Build.From(_ => null));

    [Fact]
    public void CannotControlATerminal() =>
        Assert.DoesNotContain($"{Build.From(_ => "a\e[2J\nb\u202ec")}", character => char.IsControl(character) || character == '\u202e');
}
