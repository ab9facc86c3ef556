using System.Text.Json.Nodes;
using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.History;
using PoolResource.FaultTests.Line;
using PoolResource.Testing;

namespace PoolResource.FaultTests;

/// <summary>Every put, killed before, during and after each of its git commands, ends well when it is run again.</summary>
public sealed class KillingAStep
{
    private static readonly BuildIdentity Build = new(1);

    private static JsonObject ToGcp => new() { ["lock"] = "held", ["to"] = "gcp", ["state"] = "claimed" };

    // What each put is, which lock it is about, where that stands when it is done, and what a second run may say instead
    // of succeeding.
    private static readonly Dictionary<string, (Put Put, string Lock, string? Place, string? Done)> Puts = new()
    {
        ["acquire"] = (Put.Acquire("aws") with { As = "mine" }, "env-1", "aws/claimed/env-1", null),
        ["claim"] = (Put.Claim("aws", "env-1") with { As = "mine" }, "env-1", "aws/claimed/env-1", null),
        ["release"] = (new Put("release", "aws", "held"), "env-2", "aws/unclaimed/env-2", null),
        ["remove"] = (new Put("remove", "aws", "held"), "env-2", null, $"it was taken out by {Build.Title}"),
        ["update"] = (new Put("update", "aws", "held"), "env-2", "aws/claimed/env-2", null),
        ["recycle"] = (new Put("recycle", "aws", "held"), "env-2", "aws-lifecycle/unclaimed/env-2", null),
        ["restore"] = (new Put("restore", "gcp-lifecycle", "cleaned"), "env-4", "gcp/unclaimed/env-4", null),
        ["move"] = (new Put("move", "aws", ToGcp), "env-2", "gcp/claimed/env-2", null),
        ["add"] = (new Put("add", "aws", "new"), "env-3", "aws/unclaimed/env-3", "pool aws has a lock env-3 already"),
        ["add_claimed"] = (new Put("add_claimed", "aws", "new"), "env-3", "aws/claimed/env-3", "pool aws has a lock env-3 already"),
    };

    public static MatrixTheoryData<string, string> Points { get; } = new(Puts.Keys, ["before", "during", "after"]);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task IsMendedByTheNextRun(string put, string when)
    {
        for (var command = 1; ; command++)
        {
            await using var bench = await OpenAsync();
            var steps = new BuildSteps(bench, Build, new Random(command));
            var killed = await steps.PutAsync(Puts[put].Put, new FaultPlan(LinePlan.Sound, new ProcessFault("KILL", when, "any", command)));
            if (killed.Signal is null)
            {
                Assert.True(command > 2, $"{put} fetches and pushes, but has only {command - 1} git commands");
                return;
            }

            var again = await steps.PutAsync(Puts[put].Put, FaultPlan.Sound);
            await bench.SettleAsync();
            Assert.True(killed.IsKilled);
            Assert.True(again.IsDone || SaysItIsDone(again, Puts[put].Done), $"{killed}, {command}: {again.Result.Stderr}");
            MeetsItsPromises(bench, Puts[put].Lock, Puts[put].Place);
        }
    }

    private static bool SaysItIsDone(StepRun again, string? sentence) =>
        sentence is not null && again.Result.Stderr.Contains(sentence, StringComparison.Ordinal);

    private static void MeetsItsPromises(Bench bench, string name, string? place)
    {
        var story = new Story(BranchRecord.Read(bench.Repository, bench.Start));
        Assert.Empty(story.Violations);
        Assert.Empty(new AnswerRules(story, bench.Runs, bench.Gets).Check());
        Assert.Empty(new ClaimRules(story, bench.Runs).Check());
        Assert.Single(story.Moves);
        Assert.Equal(place is null ? [] : [place], bench.Repository.Files.Where(path => Path.GetFileName(path) == name));
    }

    // A free lock, one that the build holds and has got into a directory, one that it has cleaned, and a directory that
    // a task made.
    private static async Task<Bench> OpenAsync()
    {
        var (held, cleaned) = ("", "");
        var bench = await Bench.OpenAsync("KillingAStep", repository =>
        {
            repository.CommitPool("gcp");
            repository.CommitPool("gcp-lifecycle", unclaimed: ["env-4"]);
            repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
            held = Claim(repository, "aws", "env-2");
            cleaned = Claim(repository, "gcp-lifecycle", "env-4");
        });
        Write(bench, "held", "env-2", ("aws", held));
        Write(bench, "cleaned", "env-4", ("gcp-lifecycle", cleaned));
        Write(bench, "new", "env-3");
        return bench;
    }

    private static string Claim(LockRepository repository, string pool, string name) => repository.Commit(
        $"{Build.Title} claiming: {name}\n\nBuild URL: {Build.Url}\n\nPool: {pool}\nClaim-Id: {ClaimOf(name)}\nBuild-Id: {Build.Id}\n",
        Change.Move($"{pool}/unclaimed/{name}", $"{pool}/claimed/{name}"));

    private static string ClaimOf(string name) => $"01932f0c-5c2e-7a11-8000-00000000000{name[^1]}";

    private static void Write(Bench bench, string directory, string name, (string Pool, string Ref)? claim = null)
    {
        bench.Folder.Write($"inputs/{directory}/name", $"{name}\n");
        bench.Folder.Write($"inputs/{directory}/metadata", $"new content of {name}\n");
        if (claim is var (pool, commit))
        {
            bench.Folder.Write(
                $"inputs/{directory}/claim.json",
                $$"""{"pool": "{{pool}}", "lock": "{{name}}", "claim_id": "{{ClaimOf(name)}}", "ref": "{{commit}}"}""");
        }
    }
}
