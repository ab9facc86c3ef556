namespace PoolResource.Builds;

/// <summary>
/// Tells of claims whether the builds that hold them still run, as Concourse says. It is asked at the url of
/// <c>source.concourse</c>, or else at that of the own cluster, and nowhere else, whatever a claim names.
/// </summary>
public sealed class BuildJudge : IDisposable
{
    private const string NoUrl = "nobody says where Concourse answers; give source.concourse.url";

    private readonly ConcourseApi? api;
    private readonly Uri? given;
    private readonly Uri? here;

    /// <param name="access">Where it is asked, and who asks; null for the own cluster, without a login.</param>
    /// <param name="externalUrl">The url of the own cluster, ATC_EXTERNAL_URL; null where there is none.</param>
    /// <param name="time">The clock.</param>
    public BuildJudge(ConcourseAccess? access, string? externalUrl, TimeProvider time)
    {
        here = Uri.TryCreate(externalUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
        given = access?.Url ?? here;
        api = given is null ? null : new ConcourseApi(given, access, time);
    }

    /// <summary>Whether it is known where to ask.</summary>
    public bool CanAsk => api is not null;

    /// <summary>Where it asks, for a sentence.</summary>
    public string Host => api?.Host ?? "";

    /// <summary>Tells of each claim what can be told, in the order in which they are given; at most ten questions are asked at a time.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<JudgedClaim>> JudgeAsync(IReadOnlyCollection<StandingClaim> claims, CancellationToken stop)
    {
        var read = claims.Select(claim => (Claim: claim, Read: BuildInQuestion.Of(claim))).ToList();
        var verdicts = await JudgeAsync([.. read.Select(one => one.Read.Build).OfType<BuildInQuestion>()], stop);
        return [.. read.Select(one => new JudgedClaim(one.Claim, one.Read.Build is { } build ? verdicts[build] : new CannotTell(one.Read.Why, IsAnswered: true)))];
    }

    public void Dispose() => api?.Dispose();

    /// <summary>Tells of one build what can be told.</summary>
    internal async Task<Verdict> JudgeAsync(BuildInQuestion build, CancellationToken stop) => (await JudgeAsync([build], stop))[build];

    private async Task<Dictionary<BuildInQuestion, Verdict>> JudgeAsync(IReadOnlyCollection<BuildInQuestion> builds, CancellationToken stop)
    {
        List<BuildInQuestion> questions = [.. builds.Distinct()];
        if (questions.Count == 0 || api is null)
        {
            return questions.ToDictionary(build => build, Verdict (_) => new CannotTell(NoUrl, IsAnswered: false));
        }

        try
        {
            api.BeginAgain();
            var clusters = ClustersAt(await api.InfoAsync(stop));
            var round = new BuildRound(api, stop);
            await round.ReadListsAsync(questions.Where(build => clusters.Contains(build.Cluster)));
            var verdicts = await Task.WhenAll(questions.Select(async build => (Build: build, Verdict: clusters.Contains(build.Cluster) ? await round.JudgeAsync(build) : OfAnother())));
            return await ConfirmedAsync(verdicts.ToDictionary(one => one.Build, one => one.Verdict), stop);
        }
        catch (ApiException away)
        {
            return questions.ToDictionary(build => build, Verdict (_) => new CannotTell(away.Message, IsAnswered: false));
        }
    }

    // Where the host went away meanwhile, whatever stands before it may have said that there is nothing.
    private async Task<Dictionary<BuildInQuestion, Verdict>> ConfirmedAsync(Dictionary<BuildInQuestion, Verdict> verdicts, CancellationToken stop)
    {
        try
        {
            if (verdicts.ContainsValue(new Gone()))
            {
                await api!.InfoAsync(stop);
            }

            return verdicts;
        }
        catch (ApiException away)
        {
            return verdicts.ToDictionary(one => one.Key, one => one.Value is Gone ? new CannotTell(away.Message, IsAnswered: false) : one.Value);
        }
    }

    // The own cluster's url counts unless the one that is asked calls itself otherwise: then it is another one.
    private HashSet<string?> ClustersAt(string? called) => [.. new[] { given?.AbsoluteUri, called ?? here?.AbsoluteUri }.OfType<string>().Select(ClusterOf).OfType<string>()];

    private static string? ClusterOf(string url) => BuildPage.ClusterOf($"{url.TrimEnd('/')}/builds/1");

    private CannotTell OfAnother() => new($"its build is of another cluster than {Host}", IsAnswered: true);
}
