using PoolResource.Builds;
using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

public sealed class FailuresOfConcourse : JudgingTest
{
    private const string Build = "GET /api/v1/builds/7";

    public FailuresOfConcourse() => Concourse.Add(new ConcourseBuild(7, "42", "failed"));

    [Fact]
    public async Task KeepAClaimWhileNobodyAnswers()
    {
        Access = new ConcourseAccess { Url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}") };

        CannotTell(false, "nobody answers at http://127.0.0.1:…", await JudgeAsync(Claims.By(7)));
        CannotTell(false, "nobody answers at http://127.0.0.1:…", await JudgeAsync(Claims.By(7, cluster: "https://other.example.com")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task KeepAClaimAndAreTriedAgainSomeTimes(int status)
    {
        Concourse.Answer(request => request == Build ? new(status, "<html>") : null);

        CannotTell(false, $"http://127.0.0.1:… answers {status}", await JudgeAsync(Claims.By(7)));
        Assert.Equal(3, Concourse.Requests.Count(request => request == Build));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(418)]
    [InlineData(204)]
    public async Task KeepAClaimForWhatNobodyExpects(int status)
    {
        Concourse.Answer(request => request == Build ? new(status) : null);

        CannotTell(false, $"http://127.0.0.1:… answers {status}", await JudgeAsync(Claims.By(7)));
        Assert.Equal(1, Concourse.Requests.Count(request => request == Build));
    }

    [Fact]
    public async Task ThatPassAreNone()
    {
        var failures = 0;
        Concourse.Answer(request => request == Build && failures++ < 2 ? new(500) : null);

        Assert.IsType<Over>(await JudgeAsync(Claims.By(7)));
    }

    [Fact]
    public async Task EndTheQuestionsWhereTheyAreMany()
    {
        Concourse.Answer(request => request.Contains("/builds", StringComparison.Ordinal) ? new(500) : null);
        List<StandingClaim> claims = [.. Enumerable.Range(0, 300).Select(n => Claims.By(1_000 * n, lockName: $"env-{n}"))];

        Assert.All(await JudgeAsync(claims), claim => CannotTell(false, "http://127.0.0.1:… answers 500", claim.Verdict));
        Assert.InRange(Concourse.Requests.Count, 5, 60);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"7\"")]
    [InlineData("{}")]
    [InlineData("""{"id": "7", "name": "42", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7.5, "name": "42", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": "42", "status": null, "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": 42, "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": "\ud800", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": "42", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"} x""")]
    public async Task InTheJsonOfABuildKeepAClaim(string json)
    {
        Concourse.Answer(request => request == Build ? new(200, json) : null);

        CannotTell(false, "http://127.0.0.1:… answers with what is no build", await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("""{"id": 8, "name": "42", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": "42", "status": "failed", "team_name": "main", "pipeline_name": 5, "job_name": "test"}""")]
    [InlineData("""{"id": 7, "name": "42", "status": "failed", "team_name": "main"}""")]
    public async Task OfAnAnswerAboutAnotherBuildAreNoVerdict(string json)
    {
        Concourse.Answer(request => request == Build ? new(200, json) : null);

        CannotTell(true, "at … another build goes by what its commit says", await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("253402300800")]
    [InlineData("1e400")]
    [InlineData("\"soon\"")]
    public async Task InTheTimeOfAnEndLeaveTheVerdict(string time)
    {
        Concourse.Answer(request => request == Build ? new(200, $$"""{"id": 7, "name": "42", "status": "failed", "team_name": "main", "pipeline_name": "deploy", "job_name": "test", "end_time": {{time}}}""") : null);

        Assert.Equal(new Over(false, "failed", null), await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData(Build)]
    [InlineData("GET /api/v1/info")]
    public async Task OfAnAnswerWithoutEndKeepAClaim(string request)
    {
        Concourse.Answer(asked => asked == request ? new(200, new string(' ', 5 * 1024 * 1024)) : null);

        CannotTell(false, "http://127.0.0.1:… answers with more than any build", await JudgeAsync(Claims.By(7)));
    }

    [Fact]
    public async Task OfAnAnswerThatNeverComesKeepAClaim()
    {
        var never = new TaskCompletionSource<ConcourseReply?>();
        Concourse.Instead = request => request == Build ? never.Task : Task.FromResult<ConcourseReply?>(null);
        using var judge = new BuildJudge(Access, null, new ShortTime());

        CannotTell(false, "http://127.0.0.1:… does not answer within 10s", (await judge.JudgeAsync([Claims.By(7)], TestContext.Current.CancellationToken))[0].Verdict);

        Assert.Equal(3, Concourse.Requests.Count(request => request == Build));
        never.SetResult(null);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "welcome")]
    [InlineData(200, """{"version": "8.2.5"}""")]
    [InlineData(200, """{"version": 8, "worker_version": "2.5"}""")]
    public async Task OfWhatIsNoConcourseKeepAClaim(int status, string info)
    {
        Concourse.Builds.Clear();
        Concourse.Pipelines["main/deploy"] = true;
        Concourse.Answer(request => request.EndsWith("/info", StringComparison.Ordinal) ? new(status, info) : null);

        var verdict = Assert.IsType<CannotTell>(await JudgeAsync(Claims.By(7)));

        Assert.False(verdict.IsAnswered);
        Assert.Equal(["GET /api/v1/info"], Concourse.Requests);
    }

    [Fact]
    public async Task ThatBeginMeanwhileMakeNoBuildGone()
    {
        Concourse.Builds.Clear();
        Concourse.Pipelines["main/deploy"] = true;
        var isAway = false;
        Concourse.Answer(request =>
        {
            isAway |= request == Build;
            return isAway && request.EndsWith("/info", StringComparison.Ordinal) ? new(404, "default backend") : null;
        });

        CannotTell(false, "http://127.0.0.1:… answers 404", await JudgeAsync(Claims.By(7)));
    }

    // The way in answers by itself for a moment; before and after it Concourse answers, and shows the pipeline.
    [Theory]
    [InlineData(404, "default backend", true)]
    [InlineData(404, "default backend", false)]
    [InlineData(404, "", true)]
    [InlineData(401, "<html>", true)]
    public async Task OfWhateverStandsBeforeItTellNothing(int status, string body, bool isNamed)
    {
        Concourse.Pipelines["main/deploy"] = true;
        Concourse.IsNamed = isNamed;
        Concourse.Answer(request => request == Build ? new(status, body) : null);

        CannotTell(false, $"http://127.0.0.1:… answers {status}, and not as Concourse does", await JudgeAsync(Claims.By(7)));
    }

    [Fact]
    public async Task AreNoneWhereAProxyKeepsTheNameOfConcourseToItself()
    {
        Concourse.Builds.Clear();
        Concourse.Pipelines["main/deploy"] = true;
        Concourse.IsNamed = false;

        Assert.IsType<Gone>(await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task OfAPipelineMakeNoBuildGone(int status)
    {
        Concourse.Builds.Clear();
        Concourse.Answer(request => request.EndsWith("/pipelines/deploy", StringComparison.Ordinal) ? new(status, "[]") : null);

        Assert.False(Assert.IsType<CannotTell>(await JudgeAsync(Claims.By(7))).IsAnswered);
    }

    [Theory]
    [InlineData("""{"name": "other", "team_name": "main"}""")]
    [InlineData("""{"name": "deploy", "team_name": "other"}""")]
    public async Task OfAnAnswerAboutAnotherPipelineMakeNoBuildGone(string json)
    {
        Concourse.Builds.Clear();
        Concourse.Answer(request => request.EndsWith("/pipelines/deploy", StringComparison.Ordinal) ? new(200, json) : null);

        CannotTell(true, "… does not show its pipeline either", await JudgeAsync(Claims.By(7)));
    }
}
