using System.Globalization;

namespace PoolResource.FaultTests.Builds;

/// <summary>Who a build is. Two clusters count their builds alike: only their addresses tell those apart.</summary>
/// <param name="Number">The number of the job's build; its BUILD_ID follows from it.</param>
/// <param name="Cluster">The address of its Concourse.</param>
internal sealed record BuildIdentity(int Number, string Cluster = BuildIdentity.Here)
{
    /// <summary>BUILD_ID of the build before the first.</summary>
    public const int FirstId = 1000;

    /// <summary>The address of the Concourse of most.</summary>
    public const string Here = "https://ci.example.com";

    /// <summary>One of some people.</summary>
    public static BuildIdentity AtATerminal(int number) => new(number) { Person = string.Create(CultureInfo.InvariantCulture, $"Person {number} <person-{number}@example.com>") };

    /// <summary>The build of another cluster with the same numbers and names.</summary>
    public BuildIdentity Twin => this with { Cluster = "https://ci.example.org" };

    /// <summary>The person at a terminal, as <c>Name &lt;email&gt;</c>; null for a build.</summary>
    public string? Person { get; init; }

    /// <summary>Its page, which no other build has: the bench knows it by that. A person is known as such.</summary>
    public string Url => Person ?? $"{Cluster}/teams/main/pipelines/deploy/jobs/test/builds/{Name}";

    /// <summary>The beginning of its commits' subjects.</summary>
    public string Title => $"main/deploy/test build {Name}";

    public string Id => (FirstId + Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The vars of its pipeline, as JSON; null where it has none.</summary>
    public string? Vars => Number % 3 == 0 ? """{"branch": "release/1"}""" : null;

    private string Name => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// What Concourse tells it of itself: some builds are of an instanced pipeline, and some run on a Concourse that does
    /// not tell a build its page.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables => Common.Concat((Number % 3) switch
    {
        0 => [new("BUILD_URL", Url), new("BUILD_PIPELINE_INSTANCE_VARS", Vars!)],
        1 => [new("BUILD_URL", Url)],
        _ => Array.Empty<KeyValuePair<string, string>>(),
    }).ToDictionary();

    private Dictionary<string, string> Common => new()
    {
        ["BUILD_ID"] = Id,
        ["BUILD_NAME"] = Name,
        ["BUILD_JOB_NAME"] = "test",
        ["BUILD_PIPELINE_NAME"] = "deploy",
        ["BUILD_TEAM_NAME"] = "main",
        ["ATC_EXTERNAL_URL"] = Cluster,
    };

    /// <summary>The same, as the resource reads it.</summary>
    public Build Build => Build.From(name => Variables.GetValueOrDefault(name));

    public override string ToString() => Person ?? $"build {Name}{(Cluster == Here ? "" : " of another cluster")}";
}
