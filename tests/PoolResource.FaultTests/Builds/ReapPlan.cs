using System.Globalization;
using System.Text.Json.Nodes;

namespace PoolResource.FaultTests.Builds;

/// <summary>What a janitor is to reap, as its param says it.</summary>
internal sealed record ReapPlan
{
    /// <summary>Whether builds that ended lose their locks.</summary>
    public bool EndedBuilds { get; init; }

    /// <summary>Whether those do, too, that succeeded.</summary>
    public bool All { get; init; }

    public TimeSpan? StaleAfter { get; init; }

    public bool ByLease { get; init; }

    public TimeSpan Grace { get; init; }

    public int? AtMost { get; init; }

    public bool IsRehearsal { get; init; }

    /// <summary>Where the locks go, as JSON.</summary>
    public required JsonNode To { get; init; }

    /// <summary>Where Concourse is asked.</summary>
    public required string Concourse { get; init; }

    /// <summary>Whether nobody answers there.</summary>
    public bool IsAway { get; init; }

    public static ReapPlan Draw(Random random, string concourse, string otherPool)
    {
        var ground = random.Next(10);
        var isAway = random.Next(6) == 0;
        return new ReapPlan
        {
            EndedBuilds = ground is < 7 or 9,
            All = ground is (> 3 and < 7) or 9,
            StaleAfter = ground is 3 or 7 or 9 ? TimeSpan.FromSeconds(random.Next(1, 4)) : null,
            ByLease = ground is 6 or > 7,
            Grace = TimeSpan.FromSeconds(random.Next(2)),
            AtMost = random.Next(6) == 0 ? 1 : null,
            IsRehearsal = random.Next(8) == 0,
            To = random.Next(5) switch { 0 => "recycle", 1 => new JsonObject { ["pool"] = otherPool }, _ => "release" },
            Concourse = isAway ? "http://127.0.0.1:1" : concourse,
            IsAway = isAway,
        };
    }

    public JsonObject Value()
    {
        var value = new JsonObject { ["to"] = To.DeepClone(), ["grace"] = Seconds(Grace), ["dry_run"] = IsRehearsal, ["lease"] = ByLease };
        if (EndedBuilds)
        {
            value["ended_builds"] = All ? "all" : true;
        }

        if (StaleAfter is { } age)
        {
            value["stale_after"] = Seconds(age);
        }

        if (AtMost is { } most)
        {
            value["at_most"] = most;
        }

        return value;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");
}
