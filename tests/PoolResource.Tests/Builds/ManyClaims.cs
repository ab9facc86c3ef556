using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

public sealed class ManyClaims : JudgingTest
{
    private static readonly string[] Statuses = ["started", "succeeded", "failed", "errored", "aborted", "pending"];

    [Theory]
    // How far apart the ids of the builds are, and how many of the last ones are gone.
    [InlineData(1, 0, 2)]
    [InlineData(7, 50, 60)]
    [InlineData(1_000, 0, 2)]
    [InlineData(1_000, 250, 260)]
    public async Task OfFewBuildsTakeFewRequestsTenAtATime(int apart, int gone, int most)
    {
        var builds = Enumerable.Range(1, 300).Select(n => new ConcourseBuild(n * apart, $"{n}", Statuses[n % Statuses.Length])).ToList();
        Concourse.Add(builds.Take(300 - gone));
        List<StandingClaim> claims = [.. Enumerable.Range(0, 1_000).Select(n => Claims.By(builds[n % 300].Id, builds[n % 300].Name, lockName: $"env-{n}"))];

        var judged = await JudgeAsync(claims);

        Assert.Equal(claims, judged.Select(claim => claim.Claim));
        Assert.All(judged.Index(), one => Assert.Equal(
            one.Index % 300 >= 300 - gone ? "Gone" : Statuses[(1 + (one.Index % 300)) % Statuses.Length],
            one.Item.Verdict switch { Alive alive => alive.Status, Over over => over.Status, var other => other.GetType().Name }));
        Assert.DoesNotContain(Concourse.Requests.CountBy(request => request), request => request.Value > 1 && request.Key != "GET /api/v1/info");
        Assert.InRange(Concourse.Requests.Count, 2, most);
        Assert.InRange(Concourse.MostAtOnce, 1, 10);
    }

    [Fact]
    public async Task AskTenAtATime()
    {
        var ten = new TaskCompletionSource<ConcourseReply?>();
        var waiting = 0;
        Concourse.Add(Enumerable.Range(1, 40).Select(n => new ConcourseBuild(n * 1_000, $"{n}", "started")));
        Concourse.Instead = request =>
        {
            if (request.Contains("/builds/", StringComparison.Ordinal) && Interlocked.Increment(ref waiting) == 10)
            {
                ten.SetResult(null);
            }

            return request.Contains("/builds/", StringComparison.Ordinal) ? ten.Task
                : Task.FromResult<ConcourseReply?>(request.Contains("limit=", StringComparison.Ordinal) ? new(403) : null);
        };

        Assert.All(await JudgeAsync([.. Concourse.Builds.Values.Select(build => Claims.By(build.Id, build.Name, lockName: $"env-{build.Name}"))]), claim => Assert.IsType<Alive>(claim.Verdict));
        Assert.Equal(10, Concourse.MostAtOnce);
    }

    [Fact]
    public async Task AskOnceForThePipelineOfBuildsThatAreGone()
    {
        Concourse.Pipelines["main/deploy"] = true;

        Assert.All(await JudgeAsync([.. Enumerable.Range(1, 20).Select(n => Claims.By(n * 1_000, $"{n}", lockName: $"env-{n}"))]), claim => Assert.IsType<Gone>(claim.Verdict));
        Assert.Single(Concourse.Requests, "GET /api/v1/teams/main/pipelines/deploy");
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(403, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """[null, 5, {"id": 1}]""")]
    public async Task AreAskedOneByOneWhereTheListsShowNothing(int status, string body)
    {
        Concourse.Add(Enumerable.Range(1, 30).Select(n => new ConcourseBuild(n, $"{n}", "failed")));
        Concourse.Answer(request => request.Contains("limit=", StringComparison.Ordinal) ? new(status, body) : null);

        Assert.All(await JudgeAsync([.. Enumerable.Range(1, 30).Select(n => Claims.By(n, $"{n}", lockName: $"env-{n}"))]), claim => Assert.IsType<Over>(claim.Verdict));
        Assert.Equal(30, Concourse.Requests.Count(request => request.StartsWith("GET /api/v1/builds/", StringComparison.Ordinal)));
    }

    [Theory]
    // Other builds between two of those that hold locks.
    [InlineData(4, 30)]
    [InlineData(400, 302)]
    public async Task AmongManyOtherBuildsTakeFewerRequestsThanThereAreBuilds(int between, int most)
    {
        Concourse.Add(Enumerable.Range(1, 300 * between).Select(n => new ConcourseBuild(n, $"{n}", "started")));

        Assert.All(await JudgeAsync([.. Enumerable.Range(1, 300).Select(n => Claims.By(n * between, $"{n * between}", lockName: $"env-{n}"))]), claim => Assert.IsType<Alive>(claim.Verdict));
        Assert.InRange(Concourse.Requests.Count, 2, most);
    }

    // One that is weeks older than all others, as they stay where a build succeeded and kept its lock.
    [Fact]
    public async Task BesideAnOldOneTakeFewRequests()
    {
        Concourse.Add(Enumerable.Range(1, 2_000).Select(n => new ConcourseBuild(n, $"{n}", "succeeded")));
        Concourse.Add(Enumerable.Range(1, 299).Select(n => new ConcourseBuild(100_000 + n, $"{n}", "started")));

        await JudgeAsync([Claims.By(1, "1", lockName: "old"), .. Enumerable.Range(1, 299).Select(n => Claims.By(100_000 + n, $"{n}", lockName: $"env-{n}"))]);

        Assert.InRange(Concourse.Requests.Count, 2, 4);
    }

    [Fact]
    public async Task OfBuildsThatTheListsHideAreAskedOneByOne()
    {
        var claims = new List<StandingClaim>();
        for (var n = 1; n <= 100; n++)
        {
            Concourse.Add(new ConcourseBuild(n, n.ToString(CultureInfo.InvariantCulture), "started") { IsExposed = n % 10 == 0 });
            claims.Add(Claims.By(n, n.ToString(CultureInfo.InvariantCulture), lockName: $"env-{n}"));
        }

        var judged = await JudgeAsync(claims);

        Assert.Equal(10, judged.Count(claim => claim.Verdict is Alive));
        Assert.All(judged.Where(claim => claim.Verdict is not Alive), claim => CannotTell(true, "… shows its pipeline only to whoever logs in; …", claim.Verdict));
    }
}
