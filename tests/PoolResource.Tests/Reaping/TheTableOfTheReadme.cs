using System.Text.RegularExpressions;
using PoolResource.Testing;
using PoolResource.Tests.Pipelines;

namespace PoolResource.Tests.Reaping;

/// <summary>What the README promises of each kind of claim, for each age and lease.</summary>
public sealed class TheTableOfTheReadme : ReapingTest
{
    private static readonly Dictionary<string, string> Policies = new()
    {
        ["`ended_builds: true`"] = """ "ended_builds": true """,
        ["`ended_builds: all`"] = """ "ended_builds": "all" """,
        ["`ended_builds: true` and `stale_after`"] = """ "ended_builds": true, "stale_after": "4h" """,
        ["`stale_after` alone"] = """ "stale_after": "4h" """,
        ["`lease: true` alone"] = """ "lease": true """,
    };

    // Each a lock of its own; those that are held for longer come first.
    private static readonly (string Name, TimeSpan Age, TimeSpan? Lease)[] Locks =
    [
        ("old", TimeSpan.FromHours(5), null),
        ("old-over", TimeSpan.FromHours(5), TimeSpan.FromHours(-1)),
        ("old-leased", TimeSpan.FromHours(5), TimeSpan.FromHours(1)),
        ("new", TimeSpan.FromHours(3), null),
        ("new-over", TimeSpan.FromHours(3), TimeSpan.FromHours(-1)),
        ("new-leased", TimeSpan.FromHours(3), TimeSpan.FromHours(1)),
    ];

    private static readonly string[][] Table = [.. Regex.Match(RepositoryFiles.Read("README.md"), @"(?m)^\| It is held by \|.*\n(\|.*\n)+").Value
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('|', ' ').Split(" | "))];

    public static TheoryData<string> Rows => [.. Table.Skip(2).Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task IsKept(string holder)
    {
        var row = Table.First(one => one[0] == holder);
        Hold([.. Locks.Select((one, n) => (one.Name, MessageOf(holder, one.Name, 100 + n, one.Lease is { } lease ? Now + lease : null), one.Age))]);
        var start = Put.Branch.Tip.Value;
        for (var column = 1; column < row.Length; column++)
        {
            Put.Branch.Git("update-ref", "refs/heads/main", start);
            var people = holder.Contains("people: true", StringComparison.Ordinal) ? ", \"people\": true" : "";
            await ReapAsync($"{{{Policies[Table[0][column]]}{people}}}");

            Assert.Equal(Expected(row[column]).Order(StringComparer.Ordinal), Free().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void HasEveryColumnAndRow()
    {
        Assert.Equal(Policies.Keys, Table[0].Skip(1));
        Assert.Equal(19, Table.Length - 2);
    }

    private static IEnumerable<string> Expected(string cell) => Locks.Where(one => cell switch
    {
        "kept" => false,
        "taken" => true,
        "by age" => one.Age > TimeSpan.FromHours(4) && !(one.Lease > TimeSpan.Zero),
        "by lease" => one.Lease < TimeSpan.Zero,
        _ => throw new InvalidOperationException(cell),
    }).Select(one => one.Name);

    private string MessageOf(string holder, string name, long id, DateTimeOffset? lease)
    {
        var number = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var build = new ConcourseBuild(id, number, "started");
        var over = build with { EndTime = (Now - TimeSpan.FromMinutes(30)).ToUnixTimeSeconds() };
        var trailer = lease is { } until ? $"Lease-Until: {Lease.Write(until)}\n" : "";
        switch (holder)
        {
            case "a build that is pending":
                Concourse.Add(build with { Status = "pending" });
                break;
            case "a build that runs":
                Concourse.Add(build);
                break;
            case "a build that succeeded" or "a build that failed" or "a build that errored" or "a build that was aborted":
                Concourse.Add(over with { Status = holder.Split(' ')[^1] });
                break;
            case "a build that is gone":
                Concourse.Pipelines["main/deploy"] = true;
                break;
            case "a build that is not found, and whose pipeline is not shown":
                break;
            case "a build that is gone, by concourse/pool-resource 1.8":
                Concourse.Pipelines["main/deploy"] = true;
                return $"main/deploy/test build {number} claiming: {name}\n\nBuild URL: {Cluster}/teams/main/pipelines/deploy/jobs/test/builds/{number}\n\n{trailer}";
            case "a build, while the API is away":
                Concourse.Answer(_ => new(503));
                break;
            case "a build, while the API refuses the login":
                Concourse.Add(over with { Status = "failed", IsExposed = false });
                Login(", \"username\": \"me\", \"password\": \"wrong\"");
                break;
            case "a build of a hidden pipeline, asked without a login (401)":
                Concourse.Add(over with { Status = "failed", IsExposed = false });
                break;
            case "a build of a hidden pipeline, asked with a login that may not see it (403)":
                Concourse.Add(over with { Status = "failed", IsExposed = false });
                (Concourse.Users["me"], Concourse.Teams["me"]) = ("secret", "other");
                Login(", \"username\": \"me\", \"password\": \"secret\"");
                break;
            case "a build of another cluster":
                Concourse.Add(over with { Status = "failed" });
                return Claiming(name, BuildOf(id, number, cluster: "https://other.example.com"), lease);
            case "a failed build, by concourse/pool-resource 1.8":
                Concourse.Add(over with { Status = "failed" });
                return $"main/deploy/test build {number} claiming: {name}\n\nBuild URL: {Cluster}/teams/main/pipelines/deploy/jobs/test/builds/{number}\n\n{trailer}";
            case "a failed build, by concourse/pool-resource 1.7":
                Concourse.Add(over with { Status = "failed" });
                return $"main/deploy/test build {number} claiming: {name}\n\n{trailer}";
            case "a commit made by hand":
                return $"taking {name}\n\n{trailer}";
            case var person when person.StartsWith("a person at a terminal", StringComparison.Ordinal):
                return Claiming(name, Person.Of("Ann", "ann@example.com")!, lease);
            default:
                throw new InvalidOperationException(holder);
        }

        return Claiming(name, BuildOf(id, number), lease);
    }
}
