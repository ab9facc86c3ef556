using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>What a person does at a terminal while builds are at work.</summary>
/// <param name="bench">Where the locks are.</param>
/// <param name="steps">The person's own.</param>
/// <param name="random">Decides everything.</param>
internal sealed class AtATerminal(Bench bench, BuildSteps steps, Random random)
{
    /// <summary>Takes a lock, and perhaps gives it back by no more than the e-mail.</summary>
    /// <param name="put">The put that takes it.</param>
    public async Task TakesAndReleasesAsync(Put put)
    {
        if (await steps.TakeAsync(put with { As = null }) is not { } claim || random.Next(4) == 0)
        {
            return;
        }

        await steps.PersistAsync(Named(random.Next(5) switch { 0 => "recycle", 1 => "remove", _ => "release" }, claim.Pool, claim.Lock));
    }

    /// <summary>Changes a lock that somebody else holds, by the claim that was seen a moment ago, or without one.</summary>
    public async Task MeetsAnotherAsync()
    {
        var tip = bench.Tip;
        var held = bench.Repository.Git("ls-tree", "-r", "--name-only", tip).Split('\n')
            .Where(path => path.Contains("/claimed/", StringComparison.Ordinal) && Path.GetFileName(path)[0] != '.').ToList();
        if (held.Count == 0)
        {
            return;
        }

        var place = held[random.Next(held.Count)].Split('/');
        var seen = bench.Repository.Git("log", "-1", "--format=%H%n%(trailers:key=Claim-Id,valueonly)", tip, "--", string.Join('/', place)).Split('\n');
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(800)), TimeProvider.System);
        var put = Named(random.Next(4) == 0 ? "recycle" : "release", place[0], place[2]);
        await steps.PersistAsync(seen[1].Length > 0 && random.Next(4) > 0 ? put with { OfClaim = seen[0], NamedClaim = seen[1] } : put);
    }

    /// <summary>The answer of <c>pool</c> as that of a put; a wait in vain is a refusal.</summary>
    public static ScriptResult AnswerOf(ScriptResult result)
    {
        if (result is not { ExitCode: 0, Stdout.Length: > 0 })
        {
            return result with { ExitCode = result.ExitCode == 3 && result.Stderr.Contains("gave up waiting for", StringComparison.Ordinal) ? 1 : result.ExitCode };
        }

        var json = JsonSerializer.Deserialize<JsonElement>(result.Stdout);
        return result with
        {
            Stdout = new JsonObject
            {
                ["version"] = new JsonObject { ["ref"] = Text("ref") },
                ["metadata"] = new JsonArray(Field("lock_name", "lock"), Field("pool_name", "pool")),
            }.ToJsonString(),
        };

        string? Text(string key) => json.GetProperty(key).GetString();

        JsonObject Field(string name, string key) => new() { ["name"] = name, ["value"] = Text(key) };
    }

    private static Put Named(string operation, string pool, string name) => new(operation, pool, name) { Lock = name, Timeout = null };
}
