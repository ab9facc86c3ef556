using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Triggers;

/// <summary>A test of what the pool aws triggers.</summary>
public abstract class TriggerTest : ScriptTest
{
    protected TriggerTest() => Aws.Source["trigger_on"] = "unclaimed";

    /// <summary>Asks for versions.</summary>
    protected async Task<IReadOnlyList<Version>> CheckAsync(Version? known = null) =>
        (await RunAsync("check", known)).Json.Deserialize(ProtocolJson.Default.IReadOnlyListVersion)!;

    /// <summary>Runs check, or in, for a version.</summary>
    protected Task<ScriptResult> RunAsync(string script, Version? version, params IEnumerable<string> arguments)
    {
        var request = new JsonObject { ["source"] = Aws.Source.DeepClone() };
        if (version is not null)
        {
            request["version"] = JsonSerializer.SerializeToNode(version, ProtocolJson.Default.Version);
        }

        return Scripts.RunAsync(script, request.ToJsonString(), arguments);
    }

    /// <summary>Commits a free lock of aws by hand; its version.</summary>
    protected Version Arrives(string name) =>
        new(Repository.Commit($"by hand: {name}", Change.Put($"aws/unclaimed/{name}", $"content of {name}\n")), name);

    /// <summary>Commits by hand that a free lock of aws is claimed.</summary>
    protected void IsClaimed(string name) =>
        Repository.Commit($"claimed by hand: {name}", Change.Move($"aws/unclaimed/{name}", $"aws/claimed/{name}"));

    /// <summary>Commits by hand that a claimed lock of aws is free again; its version.</summary>
    protected Version IsFreed(string name) =>
        new(Repository.Commit($"freed by hand: {name}", Change.Move($"aws/claimed/{name}", $"aws/unclaimed/{name}")), name);
}
