using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.WebTests;

/// <summary>A repository with three pools that were used for days until now: what a page shows of people's everyday life.</summary>
internal static class PoolsWithAPast
{
    private const string Builds = "https://ci.example.com";
    private static readonly (string Team, string Pipeline, string Job)[] Jobs =
    [
        ("main", "deploy", "test"), ("main", "deploy", "smoke"), ("main", "end-to-end", "browsers"), ("platform", "upgrade", "rehearse"), ("payments", "release", "acceptance"),
    ];

    /// <summary>Makes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="now">Until when.</param>
    /// <param name="days">How many days of it there are.</param>
    public static LockRepository In(string path, DateTimeOffset now, int days = 9)
    {
        var locks = new LockRepository(path);
        var random = new Random(11);
        var past = new List<(DateTimeOffset When, string Message, IEnumerable<Change> Changes)>();
        var begin = now.AddDays(-days);
        foreach (var (pool, count, _) in Pools)
        {
            past.Add((begin, $"set up {pool}",
            [
                Change.Put($"{pool}/claimed/.gitkeep"), Change.Put($"{pool}/unclaimed/.gitkeep"),
                .. pool == "aws" ? (Change[])[Change.Put("aws-lifecycle/claimed/.gitkeep"), Change.Put("aws-lifecycle/unclaimed/.gitkeep")] : [],
                .. Enumerable.Range(1, count).Select(n => Change.Put($"{pool}/unclaimed/{NameIn(pool, n)}", $"url: https://{NameIn(pool, n)}.example.com\n")),
            ]));
        }

        foreach (var (pool, count, load) in Pools)
        {
            for (var n = 1; n <= count; n++)
            {
                past.AddRange(LifeOf(pool, NameIn(pool, n), begin.AddMinutes(5), now, load, random));
            }
        }

        locks.CommitAllAt(past.Concat(Today(now)).OrderBy(one => one.Item1));
        foreach (var (minutes, team, pipeline, job, priority) in new[] { (14, "payments", "release", "acceptance", 0), (9, "main", "deploy", "test", 0), (3, "platform", "upgrade", "rehearse", -2) })
        {
            var id = (90_000 - minutes).ToString(CultureInfo.InvariantCulture);
            locks.Stand(now.AddMinutes(-minutes), new Build(id, "7", job, pipeline, team, $"{Builds}/builds/{id}"), "phones", priority: priority);
        }

        locks.Stand(now.AddMinutes(-11), new Build("90101", "88", "browsers", "end-to-end", "main", $"{Builds}/builds/90101"), "aws", want: "env-2");
        locks.Stand(now.AddMinutes(-6), Person.Parse("Grace Hopper <grace@example.com>", "person"), "phones", want: "pixel-9");
        return locks;
    }

    private static (string Pool, int Locks, double Load)[] Pools => [("aws", 6, 0.6), ("gcp", 3, 0.35), ("phones", 2, 0.8)];

    private static string NameIn(string pool, int n) => pool switch { "aws" => $"env-{n}", "gcp" => $"cluster-{n}", _ => n == 1 ? "iphone-17" : "pixel-9" };

    // It ends three hours ago, with the lock free.
    private static IEnumerable<(DateTimeOffset, string, IEnumerable<Change>)> LifeOf(string pool, string name, DateTimeOffset from, DateTimeOffset now, double load, Random random)
    {
        for (var (at, build) = (from, 100); ;)
        {
            var job = Jobs[random.Next(Jobs.Length)];
            var hold = TimeSpan.FromMinutes(8 + (-70 * Math.Log(1 - random.NextDouble())));
            at += TimeSpan.FromMinutes(2 + (-70 / load * (1 - load) * Math.Log(1 - random.NextDouble())));
            if (at + hold > now.AddHours(-3.5))
            {
                yield break;
            }

            var waited = random.NextDouble() < load / 2 ? $"\nWaited: {random.Next(5, 1500)}s" : "";
            yield return (at, Said(job, ++build, "claiming", pool, name) + waited, [Change.Move($"{pool}/unclaimed/{name}", $"{pool}/claimed/{name}")]);
            at += hold;
            if (pool != "aws" || random.Next(3) > 0)
            {
                yield return (at, Said(job, build, "unclaiming", pool, name), [Change.Move($"{pool}/claimed/{name}", $"{pool}/unclaimed/{name}")]);
                continue;
            }

            yield return (at, Said(job, build, "recycling", pool, name), [Change.Move($"aws/claimed/{name}", $"aws-lifecycle/unclaimed/{name}")]);
            at += TimeSpan.FromMinutes(1);
            yield return (at, Said(("platform", "clean", "clean"), ++build, "claiming", "aws-lifecycle", name), [Change.Move($"aws-lifecycle/unclaimed/{name}", $"aws-lifecycle/claimed/{name}")]);
            at += TimeSpan.FromMinutes(11);
            yield return (at, Said(("platform", "clean", "clean"), build, "restoring", "aws-lifecycle", name), [Change.Move($"aws-lifecycle/claimed/{name}", $"aws/unclaimed/{name}")]);
        }
    }

    private static (DateTimeOffset, string, IEnumerable<Change>)[] Today(DateTimeOffset now)
    {
        return
        [
            Take("aws", "env-2", 22, Said(Jobs[0], 341, "claiming", "aws", "env-2")),
            Take("aws", "env-3", 48, $"{Said(Jobs[2], 87, "claiming", "aws", "env-3")}\nLease-Until: {now.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            Take("aws", "env-5", 190, $"{Said(Jobs[3], 12, "claiming", "aws", "env-5")}\nLease-Until: {now.AddMinutes(-70):yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            (now.AddMinutes(-34), Said(Jobs[1], 340, "claiming", "aws", "env-6"), [Change.Move("aws/unclaimed/env-6", "aws/claimed/env-6")]),
            (now.AddMinutes(-9), Said(Jobs[1], 340, "recycling", "aws", "env-6"), [Change.Move("aws/claimed/env-6", "aws-lifecycle/unclaimed/env-6")]),
            (now.AddMinutes(-8), Said(("platform", "clean", "clean"), 55, "claiming", "aws-lifecycle", "env-6"), [Change.Move("aws-lifecycle/unclaimed/env-6", "aws-lifecycle/claimed/env-6")]),
            Take("gcp", "cluster-2", 17, Said(Jobs[4], 29, "claiming", "gcp", "cluster-2")),
            Take("phones", "iphone-17", 96, "claiming: iphone-17\n\nPool: phones\nClaim-Id: 01a1f8e1-3fa7-7e1c-b594-b34d1523f26f\nPerson: Ada Lovelace <ada@example.com>\nReason: a crash in the camera that only this one has"),
            Take("phones", "pixel-9", 41, Said(Jobs[2], 88, "claiming", "phones", "pixel-9")),
        ];

        (DateTimeOffset, string, IEnumerable<Change>) Take(string pool, string name, int ago, string message) =>
            (now.AddMinutes(-ago), message, [Change.Move($"{pool}/unclaimed/{name}", $"{pool}/claimed/{name}")]);
    }

    private static string Said((string Team, string Pipeline, string Job) job, int build, string verb, string pool, string name) =>
        $"{job.Team}/{job.Pipeline}/{job.Job} build {build} {verb}: {name}\n\n"
        + $"Build URL: {Builds}/teams/{job.Team}/pipelines/{job.Pipeline}/jobs/{job.Job}/builds/{build}\n\nPool: {pool}"
        + (verb == "claiming" ? $"\nClaim-Id: 01a1f8e1-0000-7000-8000-{build:x4}{(uint)(pool + name).Sum(letter => letter):x8}" : "");
}
