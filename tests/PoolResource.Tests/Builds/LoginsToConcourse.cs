using PoolResource.Builds;
using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

public sealed class LoginsToConcourse : JudgingTest
{
    private const string Login = "POST /sky/issuer/token Basic Zmx5OlpteDU=";

    public LoginsToConcourse() => Concourse.Add(new ConcourseBuild(7, "42", "failed") { IsExposed = false });

    [Fact]
    public async Task AreMadeOnceInARun()
    {
        LogIn("main");
        Concourse.Add(new ConcourseBuild(8, "43", "started") { IsExposed = false });
        using var judge = new BuildJudge(Access, null, Time);

        for (var round = 0; round < 2; round++)
        {
            var judged = await judge.JudgeAsync([Claims.By(7), Claims.By(8, "43", lockName: "env-2")], TestContext.Current.CancellationToken);
            Assert.Equal([new Over(false, "failed", null), new Alive("started")], judged.Select(claim => claim.Verdict));
        }

        Assert.Equal(1, Concourse.Requests.Count(request => request == Login));
        Assert.All(Concourse.Requests.Where(request => request.Contains("/builds", StringComparison.Ordinal)), request => Assert.EndsWith(" Bearer token-1-of-me", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreRenewedOnceTheTokenIsOld()
    {
        LogIn("main");
        using var judge = new BuildJudge(Access, null, Time);
        await judge.JudgeAsync([Claims.By(7)], TestContext.Current.CancellationToken);
        Concourse.ForgetTokens();

        List<StandingClaim> claims = [.. Enumerable.Range(0, 20).Select(n => Claims.By(7 + (1_000 * n), lockName: $"env-{n}"))];
        var judged = await judge.JudgeAsync(claims, TestContext.Current.CancellationToken);

        Assert.IsType<Over>(judged[0].Verdict);
        Assert.Equal(2, Concourse.Requests.Count(request => request == Login));
    }

    [Fact]
    public async Task AreRefusedWhereANewTokenIsNotTaken()
    {
        LogIn("main");
        Concourse.Answer(request => request.Contains("/builds", StringComparison.Ordinal) ? new(401, "not authorized") : null);
        List<StandingClaim> claims = [.. Enumerable.Range(0, 40).Select(n => Claims.By(7 + (1_000 * n), lockName: $"env-{n}"))];

        Assert.All(await JudgeAsync(claims), claim => CannotTell(false, "http://127.0.0.1:… refuses the login; correct source.concourse.username and source.concourse.password", claim.Verdict));
        Assert.Equal(2, Concourse.Requests.Count(request => request == Login));
    }

    [Fact]
    public async Task WithAWrongPasswordKeepClaims()
    {
        LogIn("main");
        Access = Access with { Password = "hunter2" };

        var verdict = await JudgeAsync(Claims.By(7));

        CannotTell(false, "http://127.0.0.1:… refuses the login; correct source.concourse.username and source.concourse.password", verdict);
        Assert.DoesNotContain("hunter2", verdict.ToString(), StringComparison.Ordinal);
        Assert.Equal(["GET /api/v1/info", Login], Concourse.Requests);
    }

    [Fact]
    public async Task ByATokenNeedNoPassword()
    {
        Concourse.Teams["me"] = "main";
        Access = Access with { Token = Concourse.TokenFor("me") };

        Assert.IsType<Over>(await JudgeAsync(Claims.By(7)));
        Assert.DoesNotContain(Login, Concourse.Requests);
    }

    [Theory]
    [InlineData("secret-token")]
    [InlineData("secret token")]
    [InlineData("secret-tökén")]
    public async Task ByATokenThatIsNotTakenKeepClaims(string token)
    {
        Access = Access with { Token = token };

        var verdict = await JudgeAsync(Claims.By(7));

        CannotTell(false, "http://127.0.0.1:… refuses the login; correct source.concourse.token", verdict);
        Assert.DoesNotContain("secret", verdict.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "", "… answers 500")]
    [InlineData(404, "", "… knows no login at /sky/issuer/token")]
    [InlineData(200, "", "… answers a login with what is no token")]
    [InlineData(200, "[]", "… answers a login with what is no token")]
    [InlineData(200, """{"access_token": 5}""", "… answers a login with what is no token")]
    [InlineData(200, """{"access_token": "a\r\nHost: evil"}""", "… answers a login with what is no token")]
    [InlineData(201, """{"access_token": "a"}""", "… answers a login with 201")]
    public async Task ThatAreAnsweredOtherwiseKeepClaims(int status, string body, string why)
    {
        LogIn("main");
        Concourse.Answer(request => request.StartsWith("POST", StringComparison.Ordinal) ? new(status, body) : null);

        CannotTell(false, why, await JudgeAsync(Claims.By(7)));
    }

    [Theory]
    [InlineData("POST", 307)]
    [InlineData("POST", 308)]
    [InlineData("POST", 302)]
    [InlineData("GET", 302)]
    [InlineData("GET", 307)]
    public async Task FollowNoRedirectToAnotherHost(string method, int status)
    {
        using var other = new ConcourseServer();
        other.Add(Concourse.Builds.Values);
        LogIn("main");
        Concourse.Answer(request => request.StartsWith(method, StringComparison.Ordinal) && !request.EndsWith("/info", StringComparison.Ordinal)
            ? new(status, "", other.Origin + request[(method.Length + 1)..]) : null);

        CannotTell(false, $"http://127.0.0.1:… redirects to another host, \"{other.Origin}\"; write where Concourse answers as source.concourse.url", await JudgeAsync(Claims.By(7)));
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("///x")]
    [InlineData("//host:99999/")]
    [InlineData("//a b/")]
    public async Task FollowNoRedirectToNowhere(string location)
    {
        Concourse.Answer(request => request == "GET /api/v1/builds/7" ? new(302, "", location) : null);

        CannotTell(false, "http://127.0.0.1:… redirects to what is no address", await JudgeAsync(Claims.By(7)));
    }

    [Fact]
    public async Task FollowARedirectOnTheSameHost()
    {
        LogIn("main");
        Concourse.Answer(request => request == "GET /api/v1/builds/7" ? new(302, "", "/api/v1/builds/8") : null);
        Concourse.Add(new ConcourseBuild(8, "42", "failed") { IsExposed = false });

        CannotTell(true, "at … another build goes by what its commit says", await JudgeAsync(Claims.By(7)));
        Assert.Contains("GET /api/v1/builds/8 Bearer token-1-of-me", Concourse.Requests);
    }

    [Fact]
    public async Task FollowNoRedirectsWithoutEnd()
    {
        Concourse.Answer(request => request == "GET /api/v1/builds/7" ? new(302, "", "/api/v1/builds/7") : null);

        CannotTell(false, "http://127.0.0.1:… redirects without end", await JudgeAsync(Claims.By(7)));
        Assert.Equal(["GET /api/v1/info", .. Enumerable.Repeat("GET /api/v1/builds/7", 4)], Concourse.Requests);
    }
}
