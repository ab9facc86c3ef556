using PoolResource.Git.Objects;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>Knows what really happened, and says where a promise was broken.</summary>
internal sealed class Judge
{
    // The dead are taken out of the line no sooner.
    private static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(10);

    private readonly Clock clock;
    private readonly GitObjects objects;
    private readonly PoolName pool;
    private readonly Story story;
    private readonly Dictionary<LockName, SimulatedBuild> believed = [];
    private readonly Dictionary<LockName, TimeSpan> freed = [];
    private readonly Dictionary<LockName, Idle> idle = [];
    private Dictionary<LockName, string> free = [];

    /// <param name="clock">The play's time.</param>
    /// <param name="objects">The commits.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="story">Told of what it sees.</param>
    public Judge(Clock clock, GitObjects objects, PoolName pool, Story story)
    {
        (this.clock, this.objects, this.pool, this.story) = (clock, objects, pool, story);
        Tenures = new Tenures(clock, objects, pool, Broken);
        Reaps = new ReapJudge(clock, objects, pool, Broken);
    }

    /// <summary>What was broken, each a sentence.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Who was served, in order.</summary>
    public List<(string Build, TimeSpan At)> Served { get; } = [];

    /// <summary>The longest time in which a lock was free that somebody waited for.</summary>
    public TimeSpan LongestIdle { get; private set; }

    /// <summary>The claims that stand.</summary>
    public Tenures Tenures { get; }

    /// <summary>Judges the reapers.</summary>
    public ReapJudge Reaps { get; }

    /// <summary>How long each lock was free between a release and the next claim.</summary>
    public List<TimeSpan> Handovers { get; } = [];

    /// <summary>When the first ticket of a build was made.</summary>
    public Dictionary<string, TimeSpan> Queued { get; } = [];

    /// <summary>Notes that a build was told that it is over, and what its clock shows: it takes nothing from then on.</summary>
    public void Told(string build, DateTimeOffset shown)
    {
        Tenures.Told(build, shown);
        story.Add(build, "is told that it is over");
    }

    /// <summary>Notes a ticket.</summary>
    public void SawTicket(string name)
    {
        var build = BuildOf(name);
        Queued.TryAdd(build, clock.Now);
        story.Add(build, $"stands in the line: {name.Split('/')[^1]}");
    }

    /// <summary>The build of a ticket.</summary>
    public static string BuildOf(string name)
    {
        var start = name.IndexOf("build=", StringComparison.Ordinal) + "build=".Length;
        return name[start..name.IndexOf(',', start)];
    }

    /// <summary>Notes a commit that the branch has got.</summary>
    public void Saw(CommitId commit)
    {
        var now = objects.Locks(commit, pool.Directory(LockState.Claimed)).Select(one => one.Name).ToHashSet();
        var before = free;
        free = objects.Locks(commit, pool.Directory(LockState.Unclaimed)).ToDictionary(one => one.Name, one => one.Content);

        // To be given new content is to be served, too.
        foreach (var served in before.Where(one => free.GetValueOrDefault(one.Key) != one.Value))
        {
            idle.Remove(served.Key);
        }

        var gone = Tenures.Standing.Keys.Where(name => !now.Contains(name)).ToDictionary(name => name, Tenures.End);
        var isReaped = gone.Count > 0 && Reaps.Took(commit, gone);
        foreach (var name in gone.Keys)
        {
            freed[name] = clock.Now;
            story.Add(null, $"{name} is {(free.ContainsKey(name) ? "free" : "gone")}{(isReaped ? ", reaped" : "")}");

            // A run that was killed while it gave the lock back never says so.
            if (believed.Remove(name, out var holder) && holder.MayHold && !isReaped)
            {
                Broken($"lock {name} was taken away from build {holder.Number}, which holds it");
            }
        }

        var come = now.Where(name => !Tenures.Standing.ContainsKey(name)).ToList();
        foreach (var name in come)
        {
            var build = Tenures.Begin(name, commit).Build;
            story.Add(null, $"{name} is build {build}'s");
            if (freed.Remove(name, out var since))
            {
                Handovers.Add(clock.Now - since);
            }

            Served.Add((build ?? "", clock.Now));
        }

        if (gone.Count + come.Count == 0)
        {
            Tenures.Speaks(commit);
        }
    }

    /// <summary>Notes that a build was told that it holds a lock.</summary>
    public void Holds(SimulatedBuild build, LockName name, CommitId commit)
    {
        // It learns later that it does not any more.
        if (Reaps.Reaped.ContainsKey(commit))
        {
            return;
        }

        if (believed.TryGetValue(name, out var other) && other != build && other.MayHold)
        {
            Broken($"build {build.Number} and build {other.Number} both hold lock {name}");
        }

        if (!Tenures.Standing.TryGetValue(name, out var claim) || (!claim.Commits.Contains(commit) && !(build.Fate.RunsAgain && claim.Build == $"{build.Number}")))
        {
            Broken($"build {build.Number} was told that it holds lock {name} by {commit}, and the branch does not say so");
        }
        else if (claim.LeaseUntil - claim.Written is var lease && (lease is null) != (build.Fate.Lease is null) || lease?.TotalSeconds - build.Fate.Lease is < 0 or > 2)
        {
            Broken($"build {build.Number} asked for a lease of {build.Fate.Lease} s, and has one of {lease}");
        }

        believed[name] = build;
    }

    /// <summary>Notes that a build does not hold a lock any more.</summary>
    public void Over(SimulatedBuild build, LockName name)
    {
        if (believed.GetValueOrDefault(name) == build)
        {
            believed.Remove(name);
        }
    }

    /// <summary>Looks whether a lock is free while somebody waits for it: longer than the longest pause between two looks, and the turns of the dead.</summary>
    /// <param name="builds">All builds.</param>
    /// <param name="dead">How many tickets of the dead there are.</param>
    public void Watch(IReadOnlyList<SimulatedBuild> builds, Func<int> dead)
    {
        foreach (var name in free.Keys)
        {
            if (!builds.Any(build => build.IsWaitingFor(name)))
            {
                idle.Remove(name);
                continue;
            }

            var since = idle.TryGetValue(name, out var known) ? known : new Idle(clock.Now, 0);
            var length = clock.Now - since.From;
            idle[name] = since = length < FirstTurn ? since : since with { Dead = Math.Max(since.Dead, dead()) };
            if (length > LongestIdle)
            {
                LongestIdle = length;
                if (length > TimeSpan.FromSeconds(15 + Math.Max(30, builds.Count) + (75 * since.Dead)))
                {
                    Broken($"lock {name} stayed free for {length} while somebody waited for it");
                    idle.Remove(name);
                }
            }
        }
    }

    /// <summary>Notes what was broken.</summary>
    public void Broken(string sentence)
    {
        Violations.Add($"{clock.Now.TotalSeconds:F3} {sentence}");
        story.Add("!!!", sentence);
    }

    /// <summary>Since when a lock is free that somebody waits for, and how many tickets of the dead there were meanwhile.</summary>
    private readonly record struct Idle(TimeSpan From, int Dead);
}
