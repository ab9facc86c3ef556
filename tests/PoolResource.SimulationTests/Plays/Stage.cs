using PoolResource.Git;
using PoolResource.Git.Objects;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>Where a play happens: a host with a pool, the time, and who judges.</summary>
internal sealed class Stage : IDisposable
{
    private static readonly Author Author = new("CI Pool Resource", "ci-pool@localhost");

    private readonly string folder;
    private readonly GitObjects objects;
    private SimulatedConcourse? concourse;
    private int repositories;

    /// <param name="folder">Where the repositories of the play may be.</param>
    /// <param name="random">The play's randomness.</param>
    /// <param name="host">The host.</param>
    /// <param name="locks">How many locks there are.</param>
    /// <param name="line">Makes a line from a process to the host.</param>
    public Stage(string folder, Random random, Host host, int locks, Func<Clock, Random, Line> line)
    {
        (this.folder, Random, Host, MakeLine) = (folder, random, host, line);
        Locks = [.. Enumerable.Range(1, locks).Select(n => LockName.Parse($"env-{n}", "lock"))];
        Story = new Story(Clock);
        objects = new GitObjects(Repository.Make(folder).Directory);
        Judge = new Judge(Clock, objects, Pool, Story);
        Host.Moved = Judge.Saw;
        Host.Queued = Judge.SawTicket;
        var moves = Locks.Select(name => new Move(null, new Lock(Pool, LockState.Unclaimed, name), new byte[] { 1 })).ToList();
        var first = objects.Write(null, moves, "set up\n", Author, Clock.UtcNow, default);
        Host.Set(Host.Branch, first.Value);
        Judge.Saw(first);
    }

    public Clock Clock { get; } = new();

    /// <summary>Whether builds are over before their steps are, so that puts ask about their own.</summary>
    public bool MayEndBuilds { get; init; }

    /// <summary>Who tells whether a build runs.</summary>
    public SimulatedConcourse Concourse => concourse ??= MakeConcourse(Clock);

    /// <summary>Makes it.</summary>
    public Func<Clock, SimulatedConcourse> MakeConcourse { private get; init; } = clock => new SimulatedConcourse(clock, seed: 0);

    /// <summary>Whether locks are given back by the claim, and not by the name alone.</summary>
    public bool ActsByClaim { get; init; }

    public Random Random { get; }

    public Host Host { get; }

    public Judge Judge { get; }

    public Story Story { get; }

    public PoolName Pool { get; } = PoolName.Parse("aws", "source.pool");

    public IReadOnlyList<LockName> Locks { get; }

    public Source Source { get; } = new(RepositoryUri.Parse("https://host/locks.git", "source.uri"), BranchName.Parse("locks", "source.branch"), PoolName.Parse("aws", "source.pool"));

    private Func<Clock, Random, Line> MakeLine { get; }

    /// <summary>Opens the branch for a process of a build.</summary>
    public PoolBranch Open(ProcessTime time, Random random, string build)
    {
        var repository = Repository.Beside(folder, ++repositories);
        return new PoolBranch(new SimulatedRemote(Host, MakeLine(Clock, random), Clock, time, repository, what => Story.Add(build, what)), repository.Directory, Author, null, objects);
    }

    /// <summary>The claim that a get hands to its build.</summary>
    public Claim ClaimOf(LockName name, CommitId commit) => new(Pool, name, commit, objects.Describe(commit).Message.ClaimId)
    {
        Repository = Source.Uri.Value,
        Branch = Source.Branch.Value,
    };

    /// <summary>A commit by hand that frees a lock.</summary>
    public void Release(LockName name) => Move(new Lock(Pool, LockState.Claimed, name));

    /// <summary>Has every lock back that was to be cleaned.</summary>
    public void Restore()
    {
        foreach (var (name, _) in objects.Locks(Host.Tip!, Pool.Lifecycle.Directory(LockState.Unclaimed)).ToList())
        {
            Move(new Lock(Pool.Lifecycle, LockState.Unclaimed, name));
        }
    }

    private void Move(Lock from)
    {
        var tip = Host.Tip;
        var commit = objects.Write(tip, [new Move(from, new Lock(Pool, LockState.Unclaimed, from.Name))], "by hand\n", Author, Clock.UtcNow, default);
        Host.Apply([new Git.RefChange(Host.Branch, commit.Value) { Expected = tip!.Value }]);
    }

    public void Dispose() => objects.Dispose();
}
