using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

public sealed class VerdictsOfConcourse : JudgingTest
{
    [Theory]
    [InlineData("pending")]
    [InlineData("started")]
    public async Task SayThatABuildLives(string status)
    {
        Concourse.Add(new ConcourseBuild(7, "42", status));

        Assert.Equal(new Alive(status), await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("succeeded", true)]
    [InlineData("failed", false)]
    [InlineData("errored", false)]
    [InlineData("aborted", false)]
    public async Task SayThatABuildIsOver(string status, bool hasSucceeded)
    {
        Concourse.Add(new ConcourseBuild(7, "42", status) { EndTime = 1767225600 });

        Assert.Equal(new Over(hasSucceeded, status, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), await JudgeAsync(Claims.By(7)));
        Assert.Equal(["GET /api/v1/info", "GET /api/v1/builds/7"], Concourse.Requests);
    }

    [Fact]
    public async Task SayThatABuildIsGoneWhosePipelineIsSeen()
    {
        Concourse.Pipelines["main/deploy"] = true;

        Assert.Equal(new Gone(), await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("other,main")]
    [InlineData("*")]
    public async Task SayThatABuildIsGoneToWhomItWouldBeShown(string teams)
    {
        LogIn(teams);

        Assert.Equal(new Gone(), await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("other")]
    [InlineData(null)]
    public async Task AreNoneWhereNeitherABuildNorItsPipelineIsSeen(string? teams)
    {
        if (teams is not null)
        {
            LogIn(teams);
        }

        CannotTell(true, "http://127.0.0.1:… finds no such build, but does not show its pipeline either", await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AreNoneOfAHiddenPipelineButForItsTeam(bool logsIn)
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed") { IsExposed = false });
        if (logsIn)
        {
            LogIn("main");
            Assert.Equal(new Over(false, "failed", null), await JudgeAsync(Claims.By(7)));
        }
        else
        {
            CannotTell(true, "… shows its pipeline only to whoever logs in; …", await JudgeAsync(Claims.By(7)));
        }
    }

    [Fact]
    public async Task AreNoneForALoginThatMayNotSeeIt()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed") { IsExposed = false });
        LogIn("other");

        CannotTell(false, "… does not let this login see the build (403)", await JudgeAsync(Claims.By(7)));
    }

    [Fact]
    public async Task TakeAnotherStatusForNone()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "paused"));

        CannotTell(false, "… gives it a status that is not known", await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("main/other/test")]
    [InlineData("main/deploy/other")]
    [InlineData("other/deploy/test")]
    [InlineData("main/deploy/test", "43")]
    [InlineData("main//")]
    public async Task CountOnlyWhereTheNamesAreTheClaims(string names, string name = "42")
    {
        var parts = names.Split('/');
        Concourse.Add(new ConcourseBuild(7, name, "failed") { Team = parts[0], Pipeline = parts[1].Length == 0 ? null : parts[1], Job = parts[2].Length == 0 ? null : parts[2] });

        CannotTell(true, "at … another build goes by what its commit says", await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("https://ci.example.com", true)]
    [InlineData("HTTPS://CI.example.com:443/", true)]
    [InlineData("https://ci.example.com/ci", false)]
    [InlineData("http://ci.example.com", false)]
    [InlineData("https://ci.example.com:8443", false)]
    [InlineData("https://ci.example.com.evil.org", false)]
    [InlineData("https://other.example.com", false)]
    public async Task CountOnlyForAClaimOfTheCluster(string cluster, bool counts)
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed"));

        var verdict = await JudgeAsync(Claims.By(7, cluster: cluster));

        if (counts)
        {
            Assert.IsType<Over>(verdict);
        }
        else
        {
            CannotTell(true, "its build is of another cluster than http://127.0.0.1:…", verdict);
            Assert.Equal(["GET /api/v1/info"], Concourse.Requests);
        }
    }

    [Theory]
    [InlineData("{0}", null, null, true)]
    [InlineData("https://here.example.com/ci", null, "https://here.example.com/ci/", true)]
    [InlineData("https://here.example.com", null, "https://here.example.com/ci/", false)]
    [InlineData("https://here.example.com/ci2", null, "https://here.example.com/ci/", false)]
    [InlineData("https://here.example.com", "https://there.example.com", "https://here.example.com", false)]
    [InlineData("https://there.example.com", "https://there.example.com", "https://here.example.com", true)]
    public async Task KnowTheClusterByItsUrls(string cluster, string? calledItself, string? here, bool counts)
    {
        Concourse.ExternalUrl = calledItself;
        Concourse.Add(new ConcourseBuild(7, "42", "failed"));

        var verdict = await JudgeAsync(Claims.By(7, cluster: cluster.Replace("{0}", Concourse.Origin, StringComparison.Ordinal)), here);

        Assert.Equal(counts, verdict is Over);
    }

    [Fact]
    public async Task ComeFromTheOwnClusterWhereNoUrlIsGiven()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "failed"));
        Access = new ConcourseAccess();

        Assert.IsType<Over>(await JudgeAsync(Claims.By(7), Concourse.Origin));
        CannotTell(false, "nobody says where Concourse answers; give source.concourse.url", await JudgeAsync(Claims.By(7)));
        CannotTell(false, "nobody says where Concourse answers; …", await JudgeAsync(Claims.By(7), "file:///etc"));
    }
}
