using PoolResource.Git.Objects;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>
/// Says where a reaper has broken a promise. The dates that count are those that are written, and what the reaper's clock
/// shows: of a build that lives, a claim goes no sooner than its age or its lease says, but for what is wrong with its clock
/// and with the reaper's.
/// </summary>
/// <param name="clock">The play's time.</param>
/// <param name="objects">The commits.</param>
/// <param name="pool">The pool.</param>
/// <param name="broken">Told what was broken.</param>
internal sealed class ReapJudge(Clock clock, GitObjects objects, PoolName pool, Action<string> broken)
{
    // Dates of commits and of builds' ends are full seconds, and leases end at one.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    // Where requests are lost, and others push.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Round> rounds = [];

    /// <summary>The commits of the claims that were reaped, and when they were.</summary>
    public Dictionary<CommitId, TimeSpan> Reaped { get; } = [];

    /// <summary>The longest round that nothing disturbed, but for the time in which Concourse was asked.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Notes that a round begins.</summary>
    public void Begins(Round round) => rounds.Add(round.Build, round);

    /// <summary>Notes a commit that took locks from claims.</summary>
    /// <returns>Whether a reaper made it.</returns>
    public bool Took(CommitId commit, IReadOnlyDictionary<LockName, Tenure> gone)
    {
        var facts = objects.Describe(commit);
        if (facts.Message.BuildId is not { } id || !rounds.TryGetValue(id, out var round))
        {
            return false;
        }

        round.Taken.Add(commit, [.. gone.Keys]);
        if (round.Look.IsRehearsal)
        {
            broken($"reaper {id} was only to say what it would do, and made commit {commit}");
        }

        if (gone.Count > (round.Policy.AtMost ?? int.MaxValue))
        {
            broken($"reaper {id} took {gone.Count} locks, and was to take {round.Policy.AtMost} at most");
        }

        foreach (var (name, tenure) in gone)
        {
            tenure.Commits.ForEach(claim => Reaped.TryAdd(claim, clock.Now));
            var held = new Lock(pool, LockState.Claimed, name);
            if (facts.ActingOn(held) is not { Reason: { Length: > 0 } why } told || told.BuildId != id)
            {
                broken($"the commit {commit} of reaper {id} does not say why it took lock {name}:\n{facts.Text}");
            }
            else if (Fault(round, tenure, why) is { } fault)
            {
                broken($"reaper {id} took lock {name} from build {tenure.Build} ({why}): {fault}");
            }

            var to = round.Look.To.Of(held);
            if (!objects.Locks(commit, to.Pool.Directory(to.State)).Any(one => one.Name == name))
            {
                broken($"reaper {id} took lock {name}, which does not stand at {to}");
            }
        }

        return true;
    }

    /// <summary>Notes what a round has answered that came to its end.</summary>
    /// <param name="round">The round.</param>
    /// <param name="commit">The commit that it answered with.</param>
    /// <param name="reaped">The locks that it says it took.</param>
    /// <param name="asked">How long Concourse was asked.</param>
    /// <param name="standing">The claims that stand now.</param>
    public void Answers(Round round, CommitId commit, IReadOnlyList<LockName> reaped, TimeSpan asked, IReadOnlyDictionary<LockName, Tenure> standing)
    {
        var taken = round.Taken.GetValueOrDefault(commit) ?? [];
        if (!round.Look.IsRehearsal && (!taken.ToHashSet().SetEquals(reaped) || round.Taken.Count > Math.Min(taken.Count, 1)))
        {
            broken($"reaper {round.Build} says that it took {Said(reaped)} by {commit}, and took {string.Join("; ", round.Taken.Select(one => $"{Said(one.Value)} by {one.Key}"))}");
        }

        // With the next rule it bounds how long a claim stays that is to be reaped: for its grace, and then for an interval and a
        // round as often as one was killed, or aborted, or not answered by Concourse, and once more.
        var took = clock.Now - round.Began - asked;
        Longest = took > Longest ? took : Longest;
        if (took > LongestRound)
        {
            broken($"reaper {round.Build} needed {took} beside what Concourse did");
        }

        var isFull = round.Look.IsRehearsal || reaped.Count >= (round.Policy.AtMost ?? int.MaxValue);
        foreach (var (name, tenure) in isFull ? [] : standing.Where(one => one.Value.Touched < round.Began && IsStaleAtOnce(round, one.Value)))
        {
            broken($"reaper {round.Build} left lock {name} to build {tenure.Build}, whose claim it was to reap");
        }
    }

    private static string Said(IEnumerable<LockName> names) => $"[{string.Join(' ', names)}]";

    // As the commit comes into the branch: later than it was decided.
    private string? Fault(Round round, Tenure tenure, string why)
    {
        var (policy, now) = (round.Policy, clock.UtcNow + round.Ahead);
        if (why.StartsWith("its lease was over", StringComparison.Ordinal))
        {
            return !policy.ByLease || tenure.LeaseUntil is null ? "nobody asked for leases"
                : now - tenure.LeaseUntil <= policy.Grace ? $"it is leased until {tenure.LeaseUntil:u}, and it is {now:u}"
                : null;
        }

        var told = round.Told.TryGetValue(tenure.Commits[^1], out var known) ? known : default;
        if (why.StartsWith("held for", StringComparison.Ordinal))
        {
            return policy.StaleAfter is not { } age ? "nobody asked for age"
                : now - tenure.Since <= age ? $"it is held since {tenure.Since:u}, and it is {now:u}"
                : tenure.LeaseUntil is { } until && now - until <= policy.Grace ? $"it is leased until {until:u}, and it is {now:u}"
                : policy.AsksConcourse && told.Verdict is not (CannotTell { IsAnswered: true } or Over { HasSucceeded: true }) ? $"age does not count where Concourse says {told.Verdict}"
                : null;
        }

        return !policy.AsksConcourse ? "nobody asked how builds are"
            : told.Verdict is not (Over or Gone) ? $"Concourse says of that claim {told.Verdict}"
            : told.End is not var (status, at) ? "the build lives"
            : status == "succeeded" && policy.EndedBuilds != EndedBuilds.All && told.Verdict is Over ? "the build has succeeded"
            : SinceEnd() < policy.Grace - TimeSpan.FromSeconds(1) ? $"its grace is not over: {told.Verdict}"
            : null;

        // A date that is yet to come gives nobody time.
        TimeSpan SinceEnd() => told.Verdict is Gone ? (now - tenure.Since).Duration() : now - (clock.UtcNow - (clock.Now - told.End!.Value.At));
    }

    // When the round began, and by what it was told; so it was later, too.
    private bool IsStaleAtOnce(Round round, Tenure tenure)
    {
        var (policy, now) = (round.Policy, clock.UtcNow - (clock.Now - round.Began) + round.Ahead);
        var verdict = round.Told.TryGetValue(tenure.Commits[^1], out var told) ? told.Verdict : null;
        var isByLease = policy.ByLease && tenure.LeaseUntil is { } until && IsOver(until, policy.Grace);
        var isByAge = policy.StaleAfter is { } age && IsOver(tenure.Since, age) && !(tenure.LeaseUntil is { } leased && !IsOver(leased, policy.Grace))
            && (!policy.AsksConcourse || verdict is CannotTell { IsAnswered: true } or Over { HasSucceeded: true });
        return isByLease || isByAge || verdict switch
        {
            Over { HasSucceeded: true } when policy.EndedBuilds != EndedBuilds.All => false,
            Over over => IsOver(over.EndedAt!.Value, policy.Grace),
            Gone => IsOver(tenure.Since, policy.Grace),
            _ => false,
        };

        bool IsOver(DateTimeOffset from, TimeSpan after) => now - from > after + Blur;
    }
}
