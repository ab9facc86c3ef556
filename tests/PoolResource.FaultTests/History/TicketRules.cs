using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.Queue;
using PoolResource.Testing;

namespace PoolResource.FaultTests.History;

/// <summary>Who has ended in order stands in no line any more: a ticket may be left by those alone whom something befell.</summary>
/// <param name="bench">Where they stood.</param>
internal sealed class TicketRules(Bench bench)
{
    // What is no ticket stands in nobody's way: a name that says nothing, a time that nobody lives to see, another version.
    private static readonly string[] Hostile =
    [
        "x", "not-a-uuid/v1,priority=0,want=any,attempt=1,build=1,as=,run=0123abcd",
        "ffffffff-ffff-7fff-bfff-ffffffffffff/v1,priority=100,want=any,attempt=1,build=1,as=,run=0123abcd",
        "01900000-0000-7000-8000-000000000000/v9,priority=100,want=any,attempt=1,build=1,as=,run=0123abcd",
        "01900000-0000-7000-8000-000000000000/v1,priority=101,want=any,attempt=1,build=1,as=,run=0123abcd",
    ];

    /// <summary>Puts refs into the lines of pools that are none of anybody's tickets.</summary>
    public void Plant(params IEnumerable<string> pools)
    {
        foreach (var name in pools.SelectMany(pool => Hostile.Select(name => $"{StandingInALine.LineOf(bench.Repository, pool)}{name}")))
        {
            bench.Repository.Git("update-ref", name, bench.Start);
        }
    }

    /// <summary>Finds the tickets that are left by those who have ended in order, and takes all out.</summary>
    public IReadOnlyList<Violation> Check()
    {
        var refs = bench.Repository.Git("for-each-ref", "--format=%(refname)", Ticket.Refs).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var left = refs.Where(name => !Hostile.Any(hostile => name.EndsWith(hostile, StringComparison.Ordinal))).ToList();
        var violations = left.Where(IsWrong).Select(name => new Violation(Promise.LinesEnd, null, $"{name} is left: {bench.Repository.Git("cat-file", "blob", name)}")).ToList();
        foreach (var name in refs)
        {
            bench.Repository.Git("update-ref", "-d", name);
        }

        return violations;
    }

    private bool IsWrong(string name)
    {
        var owner = bench.Repository.Git("cat-file", "blob", name);
        return Ticket.TryParse(name, name[..(name.LastIndexOf('/', name.LastIndexOf('/') - 1) + 1)], out var ticket)
            && bench.Runs.Where(run => IsOf(run, ticket, owner)).All(EndedInOrder);
    }

    private static bool IsOf(StepRun run, Ticket ticket, string owner) => ticket.Build is null
        ? run.IsAtATerminal && owner.Contains(run.Build.Split('<')[0].Trim(), StringComparison.Ordinal)
        : run.Build.EndsWith($"/builds/{int.Parse(ticket.Build, System.Globalization.CultureInfo.InvariantCulture) - BuildIdentity.FirstId}", StringComparison.Ordinal);

    private static bool EndedInOrder(StepRun run) => run.Plan == FaultPlan.Sound && run is { IsKilled: false, IsStopped: false, IsChildKilled: false };
}
