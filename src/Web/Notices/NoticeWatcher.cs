using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Notices;

/// <summary>Finds out when somebody is to be told, once for each occurrence. What was due before the first look counts as told.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="options">The configuration.</param>
/// <param name="sender">Tells them.</param>
/// <param name="time">The clock.</param>
public sealed class NoticeWatcher(BranchWatcher watcher, WebOptions options, NoticeSender sender, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Occurrences occurrences = new(options.Notices, options.Url);
    private readonly HashSet<(NoticeRule Rule, string Key)> told = [];
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<Occurrence> now = [];
    private Snapshot? last;
    private DateTimeOffset looked;

    /// <summary>Over once the branch was seen first: what falls due from then on is told.</summary>
    public Task Begun => begun.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var version = 0L; options.Notices.Count > 0 && !stoppingToken.IsCancellationRequested;)
        {
            var news = await watcher.AfterAsync(version, Next(time.GetUtcNow()), time, stoppingToken);
            (version, looked) = (news.Version, time.GetUtcNow());

            // While the host is away nobody knows whether it is still so.
            if (news is { Seen: { } seen, Outage: null })
            {
                Look(seen);
            }
        }
    }

    private void Look(Snapshot seen)
    {
        var (before, moment) = (last, looked);
        if (seen != before)
        {
            now = occurrences.In(seen);
            told.IntersectWith(now.Select(one => (one.Rule, one.Key)));
            last = seen;
        }

        var due = now.Where(one => one.Due <= moment && told.Add((one.Rule, one.Key))).ToList();
        if (before is null)
        {
            begun.SetResult();
            return;
        }

        foreach (var one in due.Concat(seen == before ? [] : occurrences.Between(before, seen)))
        {
            sender.Tell(new Notice(one.Rule, Positive((one.Until ?? moment) - one.Since), one));
        }
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    // What was due already is told already.
    private DateTimeOffset Next(DateTimeOffset moment) => now.Where(one => one.Due > looked).Select(one => one.Due).Append(moment + Longest).Min();
}
