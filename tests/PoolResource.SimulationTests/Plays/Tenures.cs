using PoolResource.Git.Objects;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>A claim that stands, by what its commits say, and when they came.</summary>
/// <param name="build">The build that holds it.</param>
/// <param name="came">When it came into the branch.</param>
internal sealed class Tenure(string? build, TimeSpan came)
{
    /// <summary>The build that holds it.</summary>
    public string? Build => build;

    /// <summary>When it came into the branch.</summary>
    public TimeSpan Came => came;

    /// <summary>Its commit, and those that went on with it.</summary>
    public List<CommitId> Commits { get; } = [];

    /// <summary>Its id, as the last of them says.</summary>
    public string? ClaimId { get; set; }

    /// <summary>Since when it is held, as is written: the later of the dates of its commit and of that one's parent.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When the last commit was made that leases it or goes on with it, as is written.</summary>
    public DateTimeOffset Written { get; set; }

    /// <summary>Until when it is leased, as is written.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it was touched last.</summary>
    public TimeSpan Touched { get; set; }
}

/// <summary>The claims that stand.</summary>
/// <param name="clock">The play's time.</param>
/// <param name="objects">The commits.</param>
/// <param name="pool">The pool.</param>
/// <param name="broken">Told what was broken.</param>
internal sealed class Tenures(Clock clock, GitObjects objects, PoolName pool, Action<string> broken)
{
    private readonly Dictionary<LockName, Tenure> standing = [];
    private readonly Dictionary<string, DateTimeOffset> told = [];

    /// <summary>The claims that stand, by their locks.</summary>
    public IReadOnlyDictionary<LockName, Tenure> Standing => standing;

    /// <summary>Notes that a build was told that it is over, and what its clock shows.</summary>
    public void Told(string build, DateTimeOffset shown) => told[build] = shown;

    /// <summary>Notes that a lock is claimed no more.</summary>
    public Tenure End(LockName name) => standing.Remove(name, out var tenure) ? tenure : throw new InvalidOperationException($"{name} was not claimed");

    /// <summary>Notes that a lock is claimed.</summary>
    public Tenure Begin(LockName name, CommitId commit)
    {
        var facts = objects.Describe(commit);
        var tenure = standing[name] = new Tenure(facts.Message.BuildId, clock.Now);
        GoOn(tenure, commit);
        if (tenure.Build is { } build && told.TryGetValue(build, out var when) && facts.When > when)
        {
            broken($"build {build} made a claim of lock {name} after it was told that it is over");
        }

        return tenure;
    }

    /// <summary>Notes a commit that moves no lock: it may renew a claim, or go on with it.</summary>
    public void Speaks(CommitId commit)
    {
        var facts = objects.Describe(commit);
        if (facts.Message.SpokenOf is not { } held || held.Pool != pool)
        {
            return;
        }

        var tenure = standing.GetValueOrDefault(held.Name);
        if (tenure is null || tenure.ClaimId != (facts.Message.Continues ?? facts.Message.ClaimId))
        {
            broken($"{commit} renews a claim of lock {held.Name}, or goes on with one, that does not stand");
        }
        else if (facts.Message.Continues is not null)
        {
            GoOn(tenure, commit);
        }
        else
        {
            (tenure.LeaseUntil, tenure.Written, tenure.Touched) = (facts.Message.LeaseUntil, facts.When, clock.Now);
        }
    }

    private void GoOn(Tenure tenure, CommitId commit)
    {
        var facts = objects.Describe(commit);
        tenure.Commits.Add(commit);
        tenure.Since = objects.Parents(commit).Select(parent => objects.Describe(parent).When).Append(facts.When).Max();
        (tenure.ClaimId, tenure.LeaseUntil, tenure.Written, tenure.Touched) = (facts.Message.ClaimId, facts.Message.LeaseUntil, facts.When, clock.Now);
    }
}
