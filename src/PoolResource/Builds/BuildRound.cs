using System.Collections.Concurrent;
using System.Globalization;

namespace PoolResource.Builds;

/// <summary>One round of questions to Concourse: what several of them need is asked once.</summary>
internal sealed class BuildRound(ConcourseApi api, CancellationToken stop)
{
    /// <summary>So many builds one answer lists.</summary>
    private const int Page = 500;

    /// <summary>Lists are read one after the other: so many at most.</summary>
    private const int MostPages = 30;

    /// <summary>So many lists more than they told of builds are read: one old claim says nothing of the others.</summary>
    private const int Patience = 2;

    private readonly ConcurrentDictionary<string, Lazy<Task<BuildLookup>>> builds = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> pipelines = new();
    private readonly Lazy<Task<Sight>> sight = new(() => api.HasLogin ? api.SightAsync(stop) : Task.FromResult(Sight.None));

    /// <summary>Asks about many builds at once, as long as that takes fewer requests than to ask about each.</summary>
    public async Task ReadListsAsync(IEnumerable<BuildInQuestion> questions)
    {
        var left = new SortedSet<long>(questions.Select(build => build.Id).OfType<string>().Select(id => long.Parse(id, CultureInfo.InvariantCulture)));
        for (var (pages, found) = (0, 0); left.Count > 1 && pages < MostPages && found + Patience > pages; pages++)
        {
            var listed = await ListAsync(left.Min);
            found += listed.Count(build => left.Contains(build.Id) && builds.TryAdd($"/api/v1/builds/{build.IdText}", new(Task.FromResult(new BuildLookup(build)))));

            // Those among them that are not listed are hidden, or gone: that is asked one by one.
            left.RemoveWhere(id => listed.Count == 0 || id <= listed.Max(build => build.Id));
        }
    }

    /// <summary>What can be told of a build.</summary>
    public async Task<Verdict> JudgeAsync(BuildInQuestion build)
    {
        try
        {
            var lookup = await builds.GetOrAdd(build.Path, path => new(() => api.BuildAsync(path, stop))).Value;
            return lookup switch
            {
                { Build: { } answer } => !build.IsMeantBy(answer) ? new CannotTell($"at {api.Host} another build goes by what its commit says", IsAnswered: true)
                    : answer.Verdict ?? new CannotTell($"{api.Host} gives it a status that is not known", IsAnswered: false),
                { IsHidden: true } => new CannotTell($"{api.Host} shows its pipeline only to whoever logs in; give a login in source.concourse", IsAnswered: true),
                _ => await MissingAsync(build),
            };
        }
        catch (ApiException failure)
        {
            return new CannotTell(failure.Message, IsAnswered: false);
        }
    }

    // What nobody may see looks the same as what is not there, and so does a build that goes by other names or other vars now.
    private async Task<Verdict> MissingAsync(BuildInQuestion build) =>
        build is { Id: null } ? new CannotTell($"{api.Host} finds no such build, but its commit tells no id: its job, its pipeline or its team may go by another name", IsAnswered: true)
        : (await sight.Value).Reaches(build.Names) || await ShowsPipelineAsync(build) ? new Gone()
        : new CannotTell($"{api.Host} finds no such build, but does not show its pipeline either", IsAnswered: true);

    private async Task<bool> ShowsPipelineAsync(BuildInQuestion build) =>
        build.Names is { } names && await pipelines.GetOrAdd($"{names.PipelinePath}{build.Query}", _ => new(() => api.ShowsPipelineAsync(names, build.Query, stop))).Value;

    private async Task<IReadOnlyList<BuildAnswer>> ListAsync(long from)
    {
        try
        {
            return await api.BuildsAsync(from, Page, stop);
        }
        catch (ApiException)
        {
            return [];
        }
    }
}
