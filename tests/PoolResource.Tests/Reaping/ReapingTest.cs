using System.Globalization;
using PoolResource.Concourse;
using PoolResource.Testing;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Reaping;

/// <summary>A put that reaps, in process, on a branch on disk, with a stand-in for Concourse whose own url is <see cref="Cluster"/>.</summary>
public abstract class ReapingTest : IDisposable
{
    protected const string Cluster = "https://ci.example.com";

    /// <summary>The time of the put.</summary>
    protected static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private protected Put Put { get; } = new() { Build = BuildOf(7_000, "7", "reap", "janitor") };

    protected ConcourseServer Concourse { get; } = new() { ExternalUrl = Cluster };

    protected ReapingTest() => Login("");

    /// <summary>The names of the locks that are free in the pool, or elsewhere.</summary>
    protected IEnumerable<string> Free(string directory = "aws/unclaimed") =>
        Put.Branch.Files.Split(' ').Where(file => file.StartsWith($"{directory}/", StringComparison.Ordinal)).Select(file => file[(directory.Length + 1)..]).Where(name => name != ".gitkeep");

    /// <summary>Says who asks, as keys of source.concourse that begin with a comma.</summary>
    protected void Login(string login) => Put.Branch.MoreOfTheSource = $$""", "concourse": {"url": "{{Concourse.Origin}}"{{login}}}""";

    protected Task<Response> ReapAsync(string policy) => Put.RunAsync($$"""{"reap": {{policy}}}""");

    /// <summary>What the answer says was reaped, in order.</summary>
    private protected static IEnumerable<string> Reaped(Response response) => response.Metadata.Where(field => field.Name is "reaped" or "would_reap").Select(field => field.Value);

    private protected static Build BuildOf(long id, string name = "42", string job = "test", string pipeline = "deploy", string cluster = Cluster) => Build.From(key => key switch
    {
        "BUILD_ID" => id.ToString(CultureInfo.InvariantCulture),
        "BUILD_NAME" => name,
        "BUILD_JOB_NAME" => job,
        "BUILD_PIPELINE_NAME" => pipeline,
        "BUILD_TEAM_NAME" => "main",
        "ATC_EXTERNAL_URL" => cluster,
        _ => null,
    });

    /// <summary>The message of a claim.</summary>
    private protected static string Claiming(string name, Actor actor, DateTimeOffset? leaseUntil = null) =>
        CommitMessage.Write($"claiming: {name}", PoolName.Parse("aws", "pool"), $"id-of-{name}", actor, leaseUntil: leaseUntil);

    /// <summary>Has locks of a pool held, each by a commit of its own, on one of thirty days before.</summary>
    protected void Hold(params IReadOnlyList<(string Name, string Message, TimeSpan Age)> claims)
    {
        var free = claims.Select(claim => claim.Name).ToHashSet();
        Put.Branch.On([], Files(), when: (Now - TimeSpan.FromDays(30)).ToUnixTimeSeconds());
        foreach (var (name, message, age) in claims)
        {
            free.Remove(name);
            Put.Branch.On([Put.Branch.Tip], Files(), message, (Now - age).ToUnixTimeSeconds());
        }

        string Files() => string.Join(' ', claims.Select(claim => $"aws/{(free.Contains(claim.Name) ? "unclaimed" : "claimed")}/{claim.Name}").Append("aws/unclaimed/.gitkeep").Append("aws/claimed/.gitkeep").Append("gcp/unclaimed/other"));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Put.Dispose();
        Concourse.Dispose();
    }
}
