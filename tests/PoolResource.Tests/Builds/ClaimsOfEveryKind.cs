using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

public sealed class ClaimsOfEveryKind : JudgingTest
{
    private const string Page = Claims.Cluster + "/teams/main/pipelines/deploy/jobs/test/builds/42";
    private const string Vars = """{"branch":"main","n":1}""";

    [Theory]
    [InlineData("by hand", "its commit names no build")]
    [InlineData("claiming: env-1\n\nPool: aws\nClaim-Id: x\nPerson: Ann <ann@example.com>", "no build holds it, but a person")]
    [InlineData("Ann: Move aws/unclaimed/env-1 to aws/claimed/env-1", "its commit names no build")]
    [InlineData("main/deploy/test build 42 claiming: env-1", "its commit names no page of a build, …")]
    [InlineData("claiming: env-1\n\nBuild URL: ", "its commit names no build")]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7", "its commit does not tell of which job its build is")]
    [InlineData("claiming: env-1\n\nBuild URL: ftp://ci.example.com/builds/7\n\nBuild-Id: 7", "its commit names no page of a build, …")]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci.example.com/pipelines/7\n\nBuild-Id: 7", "its commit names no page of a build, …")]
    [InlineData("a/b/c build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nBuild-Id: 7", "its commit names two builds")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci.example.com/builds/8\n\nBuild-Id: 7", "its commit names two builds")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nBuild-Id: ../7", "its commit names a build by what is no id")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nBuild-Id: 7777777777777777777", "its commit names a build by what is no id")]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci.example.com/teams/%2e%2e/pipelines/x/jobs/y/builds/1", "its commit does not tell of which job its build is")]
    [InlineData("a/b/c/d build 42 claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7\n\nBuild-Id: 7", "its commit does not tell of which job its build is")]
    public async Task AreAskedOfNobodyWhereTheyNameNoBuild(string message, string why)
    {
        CannotTell(true, why, await JudgeAsync(Claims.Of(message)));
        Assert.Empty(Concourse.Requests);
    }

    [Theory]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nBuild-Id: 7", "GET /api/v1/builds/7")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7\n\nPool: aws\nBuild-Id: 7", "GET /api/v1/builds/7")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7", "GET /api/v1/builds/7")]
    [InlineData("claiming: env-1\n\nBuild URL: " + Page, "GET /api/v1/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "/", "GET /api/v1/teams/main/pipelines/deploy/jobs/test/builds/42")]
    public async Task AreAskedByTheIdAndElseByTheNames(string message, string request)
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed"));

        Assert.IsType<Over>(await JudgeAsync(Claims.Of(message)));
        Assert.Equal(["GET /api/v1/info", request], Concourse.Requests);
    }

    [Fact]
    public async Task OfABuildOfNoJobAreAskedByTheirId()
    {
        const string Message = "claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7\n\nPool: aws\nClaim-Id: x\nBuild-Id: 7";
        Concourse.Add(new ConcourseBuild(7, "9", "started") { Pipeline = null, Job = null });
        Assert.IsType<Alive>(await JudgeAsync(Claims.Of(Message)));

        Concourse.Add(new ConcourseBuild(7, "9", "failed"));
        CannotTell(true, "at … another build goes by what its commit says", await JudgeAsync(Claims.Of(Message)));
    }

    [Theory]
    [InlineData("main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nPipeline-Vars: " + Vars)]
    [InlineData("claiming: env-1\n\nBuild URL: " + Page + "?vars.n=1&vars.branch=%22main%22")]
    public async Task OfAnInstancedPipelineAreAskedByNamesWithItsVars(string message)
    {
        Concourse.Add(new ConcourseBuild(8, "42", "failed"), new ConcourseBuild(7, "42", "started") { Vars = Vars });

        Assert.Equal(new Alive("started"), await JudgeAsync(Claims.Of(message)));

        Concourse.Builds.TryRemove(7, out _);
        CannotTell(true, "… may go by another name", await JudgeAsync(Claims.Of(message)));

        Concourse.Add(new ConcourseBuild(9, "43", "started") { Vars = Vars });
        CannotTell(true, "… may go by another name", await JudgeAsync(Claims.Of(message)));
    }

    // Its pipeline may have vars that nobody tells, and pipelines, jobs and teams get other names.
    [Theory]
    [InlineData("")]
    [InlineData("?vars.branch=%22main%22")]
    public async Task AreNeverGoneByTheirNames(string vars)
    {
        Concourse.Add(new ConcourseBuild(7, "42", "started") { Vars = Vars });
        Concourse.Pipelines["main/deploy"] = true;
        LogIn("*");

        CannotTell(true, "… finds no such build, but its commit tells no id: its job, its pipeline or its team may go by another name", await JudgeAsync(Claims.Of($"claiming: env-1\n\nBuild URL: {Page}{vars}")));
    }

    [Fact]
    public async Task ThatNobodyCanReadKeepNobodyFromBeingJudged()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed"), new ConcourseBuild(8, "43", "failed") { Vars = Vars });

        var judged = await JudgeAsync([Claims.By(8, "43", vars: """{"a":"\ud800"}"""), Claims.By(7)]);

        CannotTell(true, "at … another build goes by what its commit says", judged[0].Verdict);
        Assert.IsType<Over>(judged[1].Verdict);
    }

    [Fact]
    public async Task DoNotTakeABuildOfOtherVarsForTheirs()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed") { Vars = """{"branch":"other"}""" });

        CannotTell(true, "at … another build goes by what its commit says", await JudgeAsync(Claims.By(7, vars: Vars)));
        Concourse.Add(new ConcourseBuild(7, "42", "failed") { Vars = """{"n":1,"branch":"main"}""" });
        Assert.IsType<Over>(await JudgeAsync(Claims.By(7, vars: Vars)));
    }

    [Fact]
    public async Task MayHaveAnyNames()
    {
        const string Odd = "a b/ü?&%2F";
        Concourse.Add(new ConcourseBuild(7, "42", "failed") { Job = Odd });

        Assert.IsType<Over>(await JudgeAsync(Claims.By(7, job: Odd)));
        Assert.IsType<Over>(await JudgeAsync(Claims.Of($"claiming: env-1\n\nBuild URL: {Claims.Cluster}/teams/main/pipelines/deploy/jobs/{Uri.EscapeDataString(Odd)}/builds/42")));
    }

    [Fact]
    public async Task OfAPersonByHandAreAskedOfNobody()
    {
        var claim = Claims.Of("claiming: env-1") with { Holder = new Holder("Ann", DateTimeOffset.UnixEpoch, null) { Person = Person.Of("Ann", "ann@example.com") } };

        CannotTell(true, "no build holds it, but a person", await JudgeAsync(claim));
        CannotTell(true, "no commit tells who holds it", await JudgeAsync(Claims.By(7) with { IsUntold = true }));
        Assert.Empty(Concourse.Requests);
    }
}
