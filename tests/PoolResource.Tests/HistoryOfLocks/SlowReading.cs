using System.Globalization;
using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

/// <summary>
/// The slow and obvious way to read a branch: git lists the whole tree of every commit, and each lock of each commit is
/// asked for by itself, down to the first commit.
/// </summary>
internal sealed class SlowReading
{
    private readonly Dictionary<string, Read> commits = [];
    private readonly Dictionary<(string Commit, PooledLock Lock), List<Step>> trails = [];

    public SlowReading(HostedBranch host)
    {
        foreach (var record in host.Git("log", "-z", "--format=%H%x01%P%x01%ct%x01%cn%x01%B", "main").Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = record.Split('\x01');
            var files = host.Git("ls-tree", "-r", "-z", parts[0]).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t')).ToDictionary(line => line[1], line => line[0].Split(' ')[2]);
            var facts = new CommitFacts(parts[4], parts[3], DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture)));
            commits.Add(parts[0], new Read(parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), facts, files));
        }

        Locks = [.. commits.Values.SelectMany(commit => commit.Files.Keys).Where(path => path.Contains('/', StringComparison.Ordinal))
            .Select(path => MadeCommits.Of($"{Path.GetDirectoryName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}")).Distinct()];
    }

    /// <summary>Every lock that any commit has.</summary>
    public IReadOnlyList<PooledLock> Locks { get; }

    /// <summary>All that is to be told of a lock at a commit.</summary>
    public string Tell(CommitId commit, PooledLock one)
    {
        var steps = Trail(commit.Value, one);
        var tenures = new List<string>();
        foreach (var (step, n) in steps.Select((step, n) => (step, n)).Where(step => Begins(step.step, one)))
        {
            var end = steps.Skip(n + 1).FirstOrDefault(later => Ends(later, one));
            var next = steps.Skip(n + 1).FirstOrDefault(later => Begins(later, one));
            var origin = Origin(step);
            var from = When(step.Commit);
            var until = end is null ? (DateTimeOffset?)null : Later(from, next is null || When(next.Commit) > When(end.Commit) ? When(end.Commit) : When(next.Commit));
            var last = end is null ? steps[^1] : steps[steps.IndexOf(end) - 1];
            tenures.Add($"{step.To} {Ids(last)[^1]} {from:s} {When(origin.Commit):s} until {until:s} {(end is null ? "" : $"{Kind(end)} {end.Commit} {(IsOwn(end) ? "goes on" : "")}")}");
        }

        return $"{Place(commits[commit.Value], one)}\n{string.Join('\n', steps.Select(step => $"{Kind(step)} {step.Commit} {step.From} > {step.To}"))}\n{string.Join('\n', tenures)}";
    }

    /// <summary>The same, as a history tells it.</summary>
    public static string Tell(LockHistory history, PooledLock one)
    {
        var tenures = history.TenuresOf(one).Select(tenure =>
            $"{tenure.Held} {tenure.ClaimId ?? "none"} {tenure.From:s} {tenure.ClaimedAt:s} until {tenure.End?.When:s} {(tenure.End is { } end ? $"{end.How} {end.Commit} {(end.GoesOn ? "goes on" : "")}" : "")}");
        return $"{history.Standing(one)}\n{string.Join('\n', history.EventsOf(one).Select(what => $"{what.Kind} {what.Commit} {what.From} > {what.To}"))}\n{string.Join('\n', tenures)}";
    }

    private List<Step> Trail(string id, PooledLock one)
    {
        if (trails.TryGetValue((id, one), out var known))
        {
            return known;
        }

        var before = Before(id, one, out _);
        return trails[(id, one)] = Changes(commits[id]).Find(step => At(step.From) == one || At(step.To) == one) is { } step ? [.. before, step] : before;
    }

    // Of the parents, the one that tells most that another does not; of two that tell as much, the one where the lock stands.
    private List<Step> Before(string id, PooledLock one, out Read? parent)
    {
        var parents = commits[id].Parents;
        var taken = parents is [var first, ..] ? first : null;
        foreach (var other in parents.Skip(1))
        {
            var (news, more) = (News(taken!, other, one), News(other, taken!, one));
            taken = more > news || (more == news && !StandsAlike(taken!, id, one) && StandsAlike(other, id, one)) ? other : taken;
        }

        parent = taken is null ? null : commits[taken];
        return taken is null ? [] : Trail(taken, one);
    }

    // 0 where nothing in the past of the one that is not in the other's has touched the lock.
    private int News(string id, string other, PooledLock one)
    {
        var isTouched = Past(id).Except(Past(other)).Any(commit => IsTouched(commit, one));
        if (!isTouched || !Past(other).Except(Past(id)).Any(commit => IsTouched(commit, one)))
        {
            return isTouched ? 3 : 0;
        }

        var (mine, theirs) = (Trail(id, one), Trail(other, one));
        var common = mine.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return mine.Skip(common).Select(step => Kind(step) == LockEventKind.Updated && NamedBy(step) is null ? 1 : 3).DefaultIfEmpty().Max();
    }

    private string? NamedBy(Step step) =>
        ((step.To!.State == LockState.Claimed ? commits[step.Commit].Facts.About(step.To) : null) ?? commits[step.Commit].Facts.ActingOn(step.To) ?? commits[step.Commit].Facts.About(step.To))?.ClaimId;

    private bool IsTouched(string id, PooledLock one) =>
        Changes(commits[id]).Exists(step => At(step.From) == one || At(step.To) == one)
        || commits[id].Parents.Any(parent => commits[id].Parents.Any(other => Past(parent).Except(Past(other)).Any(commit => IsTouched(commit, one))));

    private HashSet<string> Past(string id) => [id, .. commits[id].Parents.SelectMany(Past)];

    private bool StandsAlike(string id, string other, PooledLock one) =>
        Paths(one).All(path => commits[id].Files.ContainsKey(path) == commits[other].Files.ContainsKey(path));

    private bool IsSame(string id, string? other, PooledLock one) =>
        Paths(one).All(path => commits[id].Files.GetValueOrDefault(path) == (other is null ? null : commits[other].Files.GetValueOrDefault(path)));

    private static IEnumerable<string> Paths(PooledLock one) => LockState.All.Select(state => new Lock(one.Pool, state, one.Name).Path);

    private List<Step> Changes(Read commit)
    {
        var steps = new List<Step>();
        var (gone, come) = (new List<Lock>(), new List<Lock>());
        foreach (var one in Locks)
        {
            Before(commit.Id, one, out var parent);
            var (from, to) = (parent is null ? null : Place(parent, one), Place(commit, one));
            var isSame = IsSame(commit.Id, parent?.Id, one);
            if (!isSame && from is not null && to is not null)
            {
                steps.Add(new Step(commit.Id, from, to));
            }
            else if (!isSame)
            {
                gone.AddRange(from is null ? [] : [from]);
                come.AddRange(to is null ? [] : [to]);
            }
            else if (to is { State.Directory: "claimed" } && commit.Parents is [var only] && SameFiles(commit, commits[only]) && commit.Facts.Message.SpokenOf == to && commit.Facts.About(to) is not null)
            {
                steps.Add(new Step(commit.Id, to, to));
            }
        }

        while (gone.Concat(come).FirstOrDefault() is { Name: var name })
        {
            var from = gone.Where(place => place.Name == name).MinBy(place => place.Path, StringComparer.Ordinal);
            var to = come.Where(place => place.Name == name).OrderBy(place => place.State.Directory, StringComparer.Ordinal).ThenBy(place => place.Path, StringComparer.Ordinal).FirstOrDefault();
            steps.Add(new Step(commit.Id, from, to));
            gone.Remove(from!);
            come.Remove(to!);
        }

        return steps;
    }

    private static bool SameFiles(Read one, Read other) => one.Files.Count == other.Files.Count && !one.Files.Except(other.Files).Any();

    private static Lock? Place(Read commit, PooledLock one) =>
        LockState.All.Select(state => new Lock(one.Pool, state, one.Name)).FirstOrDefault(place => commit.Files.ContainsKey(place.Path));

    private static PooledLock? At(Lock? place) => place is null ? null : PooledLock.At(place);

    private bool Begins(Step step, PooledLock one) => At(step.To) == one && step.To!.State == LockState.Claimed && !(step.From == step.To && Stays(step));

    private bool Ends(Step step, PooledLock one) => At(step.From) == one && step.From!.State == LockState.Claimed && !(step.From == step.To && Stays(step));

    private bool Stays(Step step) => commits[step.Commit].Facts.About(step.From!) is null || IsOwn(step);

    // Whether the lock stays held, under the claim by which it was held before.
    private bool IsOwn(Step step) =>
        step is { From.State.Directory: "claimed", To.State.Directory: "claimed" }
        && commits[step.Commit].Facts.About(step.From) is { ClaimId: { } id } named
        && Previous(step) is var before
        && (Ids(before).Contains(id) || (named.Continues is { } earlier && Ids(before).Contains(earlier)));

    private Step Previous(Step step) => Before(step.Commit, PooledLock.At(step.From!), out _)[^1];

    private bool GoesOn(Step step) => step is { From.State.Directory: "claimed" } && ((step.From == step.To && Stays(step)) || IsOwn(step));

    private Step Origin(Step step) => GoesOn(step) ? Origin(Previous(step)) : step;

    // What the claim was called so far, its name of now last.
    private List<string> Ids(Step step)
    {
        var facts = commits[step.Commit].Facts;
        return GoesOn(step) ? [.. Ids(Previous(step)), .. IsOwn(step) ? [facts.About(step.From!)!.ClaimId!] : Array.Empty<string>()]
            : [step.Commit, (facts.About(step.To!) ?? (step.From is null ? null : facts.ActingOn(step.From)) ?? facts.ActingOn(step.To!))?.ClaimId ?? "none"];
    }

    private DateTimeOffset When(string id) => commits[id].Parents.Select(parent => commits[parent].Facts.When).Append(commits[id].Facts.When).Max();

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private LockEventKind Kind(Step step) => step switch
    {
        { From: null } => LockEventKind.Added,
        { To: null } => LockEventKind.Removed,
        _ when step.From == step.To && step.From!.State == LockState.Claimed && !Stays(step) => LockEventKind.Claimed,
        _ when step.From == step.To && commits[step.Commit].Parents is [var only] && SameFiles(commits[step.Commit], commits[only]) => LockEventKind.Continued,
        _ when step.From == step.To => LockEventKind.Updated,
        _ when $"{step.From!.Pool}-lifecycle" == step.To!.Pool.Value => LockEventKind.Recycled,
        _ when $"{step.To!.Pool}-lifecycle" == step.From!.Pool.Value => LockEventKind.Restored,
        _ when step.From!.Pool != step.To!.Pool => LockEventKind.Moved,
        _ => step.To!.State == LockState.Claimed ? LockEventKind.Claimed : LockEventKind.Released,
    };

    private sealed record Step(string Commit, Lock? From, Lock? To);

    private sealed record Read(string Id, IReadOnlyList<string> Parents, CommitFacts Facts, Dictionary<string, string> Files);
}
