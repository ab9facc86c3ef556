using System.Globalization;
using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

/// <summary>Commits in memory, a minute apart, each told by the files it has.</summary>
internal sealed class MadeCommits
{
    private readonly List<(HistoryCommit Commit, Dictionary<string, string> Files)> made = [];

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All of them.</summary>
    public IReadOnlyList<HistoryCommit> All => [.. made.Select((one, n) => one.Commit with
    {
        IsFork = made.Skip(n + 2).Any(later => later.Commit.Parents.Any(parent => parent.Parent == one.Commit.Id)),
    })];

    public LockHistory History => LockHistory.Empty.Add(All);

    public static PooledLock Of(string text) =>
        new(PoolName.Parse(text[..text.LastIndexOf('/')], "pool"), LockName.Parse(text[(text.LastIndexOf('/') + 1)..], "lock"));

    /// <summary>What an event says, in one line.</summary>
    public static string Said(LockEvent what) =>
        $"{what.Kind} {what.From?.Path ?? "nowhere"} > {what.To?.Path ?? "nowhere"} by {what.By.Who}{(what.IsByHand ? " by hand" : "")}";

    /// <summary>What a tenure says, in one line, with minutes from the start.</summary>
    public static string Said(Tenure tenure) =>
        $"{tenure.Held} {tenure.ClaimId ?? "-"} by {tenure.Holder.Who} {Minute(tenure.From)}-{(tenure.End is { } end ? Minute(end.When) : "")}"
        + (tenure.ClaimedAt == tenure.From ? "" : $" since {Minute(tenure.ClaimedAt)}")
        + (tenure.Holder.LeaseUntil is { } until ? $" leased until {Lease.Write(until)}" : "")
        + (tenure.End is { } ended ? $" {ended.How} by {ended.By.Who}{(ended.IsByAnother ? ", another" : "")}{(ended.GoesOn ? ", goes on" : "")}" : "");

    /// <summary>A commit on top of the last one.</summary>
    /// <param name="files">All files it has, separated by spaces, each <c>path</c> or <c>path=content</c>.</param>
    /// <param name="message">What it says.</param>
    /// <param name="minute">Its date, in minutes from the start.</param>
    /// <param name="person">Who made it, with an e-mail or without.</param>
    public CommitId Then(string files, string message = "by hand", int? minute = null, string person = "Jane") => On(made is [.., var last] ? [last.Commit.Id] : [], files, message, minute, person);

    /// <summary>A commit on top of others.</summary>
    public CommitId On(IReadOnlyList<CommitId> parents, string files, string message = "by hand", int? minute = null, string person = "Jane")
    {
        Assert.True(CommitId.TryParse((made.Count + 1).ToString("x40", CultureInfo.InvariantCulture), out var id));
        var all = files.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(file => file.Split('=')).ToDictionary(file => file[0], file => file[^1]);
        var when = Start.AddMinutes(minute ?? made.Count);
        var before = parents.Select(parent => ((CommitId?)parent, made.Single(one => one.Commit.Id == parent).Files)).DefaultIfEmpty((null, [])).ToList();
        made.Add((
            new HistoryCommit(
                id,
                new CommitFacts(message, person.Split(" <")[0], when) { CommitterEmail = person.Contains('<', StringComparison.Ordinal) ? person.Split(" <")[1].TrimEnd('>') : "" },
                [.. before.Select(parent => new TreeChange(parent.Item1, [.. Differences(parent.Item2, all)]))])
            {
                ChangesNoFile = before is [(not null, var same)] && same.Count == all.Count && !same.Except(all).Any(),
            },
            all));
        return id;
    }

    private static IEnumerable<LockDifference> Differences(Dictionary<string, string> before, Dictionary<string, string> after) =>
        from path in before.Keys.Union(after.Keys)
        where before.GetValueOrDefault(path) != after.GetValueOrDefault(path)
        let parts = path.Split('/')
        let state = parts.Length > 2 ? LockState.All.FirstOrDefault(one => one.Directory == parts[^2]) : null
        where state is not null
        select new LockDifference(
            new Lock(PoolName.Parse(string.Join('/', parts[..^2]), "pool"), state!, LockName.Parse(parts[^1], "lock")), before.ContainsKey(path), after.ContainsKey(path));

    private static string Minute(DateTimeOffset when) => (when - Start).TotalMinutes.ToString(CultureInfo.InvariantCulture);
}
