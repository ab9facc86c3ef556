using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>
/// Runs the jobs of an example in the order of the file: every get and put with the built executables, and every task
/// in a shell of this machine, unless it is to fail.
/// </summary>
/// <param name="pipeline">The example.</param>
/// <param name="folder">Where the artifacts of the builds are.</param>
internal sealed partial class PlayedPipeline(JsonObject pipeline, TestFolder folder)
{
    private readonly Scripts scripts = new(folder);
    private readonly Dictionary<string, VersionHistory> versions = [];
    private readonly Dictionary<string, JsonNode> locals = [];
    private int builds;
    private string? failing;
    private Death? death;
    private string said = "";

    /// <summary>What a get of another type's resource brings.</summary>
    public Dictionary<string, string> Fetched { get; } = new() { [".git/ref"] = "0123456\n" };

    /// <summary>What Concourse tells builds of themselves.</summary>
    public Dictionary<string, string> Environment => scripts.Build;

    /// <summary>The hooks that did not succeed.</summary>
    public List<string> FailedHooks { get; } = [];

    /// <summary>Runs a build of a job.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="failing">The task that fails.</param>
    /// <param name="death">Where it loses its worker, if anywhere.</param>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(string job, string? failing = null, Death? death = null)
    {
        var artifacts = folder.Subfolder("artifacts");
        Directory.Delete(artifacts, recursive: true);
        Directory.CreateDirectory(artifacts);
        (this.failing, this.death) = (failing, death);
        scripts.Build["BUILD_ID"] = (++builds).ToString(CultureInfo.InvariantCulture);
        scripts.Build["BUILD_URL"] = $"https://ci.example.com/builds/{builds}";
        return await StepAsync(Named("jobs", job)) == Outcome.Succeeded;
    }

    /// <summary>Every place at which a build of a job can lose its worker.</summary>
    public IEnumerable<Death> DeathsOf(string job) => DeathsIn(Named("jobs", job)["plan"]!.AsArray()).Distinct();

    /// <summary>Asks for the versions of a resource, as often as Concourse would, and returns the newest.</summary>
    public async Task<Version?> CheckAsync(string resource)
    {
        var history = versions.TryGetValue(resource, out var known) ? known : versions[resource] = new VersionHistory();
        JsonElement? newest = history.Newest is null ? null : JsonSerializer.SerializeToElement(history.Newest, ProtocolJson.Default.Version);
        var check = await scripts.RunAsync("check", Request(resource, newest, null));
        history.Save(check.Json.Deserialize(ProtocolJson.Default.IReadOnlyListVersion)!);
        return history.Newest;
    }

    private static IEnumerable<Death> DeathsIn(JsonArray steps) => steps.SelectMany(step => step switch
    {
        JsonObject put when Text(put, "put") is { } name => [new Death(name, IsBehind: false), new Death(name, IsBehind: true)],
        JsonObject task when Text(task, "task") is { } name => [new Death(name, IsBehind: false)],
        JsonObject inner when inner["do"] is JsonArray more => DeathsIn(more),
        _ => Enumerable.Empty<Death>(),
    });

    // All of them, one after the other; with in_parallel also those behind one that failed.
    private async Task<Outcome> AllAsync(JsonArray steps, bool goesOn = false)
    {
        var all = Outcome.Succeeded;
        foreach (var step in steps)
        {
            var one = await StepAsync(step!.AsObject());
            all = one > all ? one : all;
            if (all != Outcome.Succeeded && !goesOn)
            {
                return all;
            }
        }

        return all;
    }

    // A job is its plan with the job's hooks.
    private async Task<Outcome> StepAsync(JsonObject step)
    {
        var outcome = step switch
        {
            _ when step["plan"] is JsonArray plan => await AllAsync(plan),
            _ when step["across"] is JsonArray across => await AcrossAsync(across[0]!.AsObject(), step["do"]!.AsArray()),
            _ when Text(step, "load_var") is { } name => Load(name, Text(step, "file")!),
            _ when step["in_parallel"] is JsonArray all => await AllAsync(all, goesOn: true),
            _ when step["try"] is JsonObject tried => await StepAsync(tried) is Outcome.Errored ? Outcome.Errored : Outcome.Succeeded,
            _ when step["do"] is JsonArray some => await AllAsync(some),
            _ when Text(step, "get") is { } name => OutcomeOf(await GetAsync(step, name)),
            _ when Text(step, "put") is { } name => await DyingAsync(name, isBehind: false, async () => await PutAsync(step, name)),
            _ => await DyingAsync(Text(step, "task")!, isBehind: false, async () =>
                OutcomeOf(Text(step, "task") != failing && await RunTaskAsync(step["config"]!.AsObject()))),
        };
        var hooks = new[]
        {
            outcome switch { Outcome.Succeeded => "on_success", Outcome.Failed => "on_failure", _ => "on_error" }, "ensure",
        };
        foreach (var hook in hooks.Where(step.ContainsKey))
        {
            if (await StepAsync(step[hook]!.AsObject()) != Outcome.Succeeded)
            {
                FailedHooks.Add($"{hook}: {step[hook]!.ToJsonString()} (the last step said: {said.Trim()})");
                outcome = outcome == Outcome.Succeeded ? Outcome.Failed : outcome;
            }
        }

        return outcome;
    }

    // One value after the other, until one fails.
    private async Task<Outcome> AcrossAsync(JsonObject across, JsonArray steps)
    {
        foreach (var value in Local(LocalVar().Match(Text(across, "values")!).Groups["path"].Value).AsArray())
        {
            locals[Text(across, "var")!] = value!.DeepClone();
            var filled = LocalVar().Replace(steps.ToJsonString(), local => Local(local.Groups["path"].Value).GetValue<string>());
            if (await AllAsync(JsonNode.Parse(filled)!.AsArray()) is not Outcome.Succeeded and var worse)
            {
                return worse;
            }
        }

        return Outcome.Succeeded;
    }

    private Outcome Load(string name, string file)
    {
        locals[name] = ExampleFile.Parse(File.ReadAllText(folder[Path.Combine("artifacts", file)]));
        return Outcome.Succeeded;
    }

    private JsonNode Local(string path) =>
        path.Split('.').Skip(1).Aggregate(locals[path.Split('.')[0]], (node, field) => node[field]!);

    // A worker that is lost once is not lost again in the hooks.
    private async Task<Outcome> DyingAsync(string step, bool isBehind, Func<Task<Outcome>> run)
    {
        if (death != new Death(step, isBehind))
        {
            return await run();
        }

        death = null;
        return Outcome.Errored;
    }

    private static Outcome OutcomeOf(bool isSuccess) => isSuccess ? Outcome.Succeeded : Outcome.Failed;

    private async Task<Outcome> PutAsync(JsonObject step, string name)
    {
        var resource = Text(step, "resource") ?? name;
        var put = await scripts.RunAsync("out", Request(resource, null, step["params"]), folder["artifacts"]);
        said = put.Stderr;
        return put.ExitCode != 0 ? Outcome.Failed : await DyingAsync(name, isBehind: true, async () =>
            OutcomeOf(await GetAsync(step, name, put.Json.GetProperty("version"))));
    }

    // Another type's resource has what the tasks look at.
    private async Task<bool> GetAsync(JsonObject step, string name)
    {
        if (Text(Named("resources", Text(step, "resource") ?? name), "type") != "pool")
        {
            foreach (var (path, content) in Fetched)
            {
                folder.Write(Path.Combine("artifacts", name, path), content);
            }

            return true;
        }

        var version = await CheckAsync(Text(step, "resource") ?? name);
        return version is not null
            && await GetAsync(step, name, JsonSerializer.SerializeToElement(version, ProtocolJson.Default.Version));
    }

    private async Task<bool> GetAsync(JsonObject step, string name, JsonElement version)
    {
        var parameters = step.ContainsKey("get") ? step["params"] : step["get_params"];
        var destination = folder[Path.Combine("artifacts", name)];
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination, recursive: true);
        }

        var get = await scripts.RunAsync(
            "in", Request(Text(step, "resource") ?? name, version, parameters), Directory.CreateDirectory(destination).FullName);
        said = get.Stderr;
        return get.ExitCode == 0;
    }

    private async Task<bool> RunTaskAsync(JsonObject config)
    {
        foreach (var output in config["outputs"]?.AsArray() ?? [])
        {
            folder.Subfolder(Path.Combine("artifacts", Text(output!.AsObject(), "name")!));
        }

        var run = config["run"]!.AsObject();
        var start = new ProcessStartInfo(Text(run, "path")!, run["args"]!.AsArray().Select(argument => argument!.GetValue<string>()))
        {
            WorkingDirectory = folder["artifacts"],
            RedirectStandardOutput = true,
        };
        using var task = Process.Start(start)!;
        await task.StandardOutput.ReadToEndAsync();
        await task.WaitForExitAsync();
        return task.ExitCode == 0;
    }

    private string Request(string resource, JsonElement? version, JsonNode? parameters)
    {
        var request = new JsonObject { ["source"] = Named("resources", resource)["source"]!.DeepClone() };
        if (version is { } asked)
        {
            request["version"] = JsonNode.Parse(asked.GetRawText());
        }

        if (parameters is not null)
        {
            request["params"] = parameters.DeepClone();
        }

        return request.ToJsonString();
    }

    private JsonObject Named(string section, string name) =>
        pipeline[section]!.AsArray().Select(one => one!.AsObject()).Single(one => Text(one, "name") == name);

    private static string? Text(JsonObject node, string key) => node[key]?.GetValue<string>();

    [GeneratedRegex(@"\(\(\.:(?<path>[^)]+)\)\)")]
    private static partial Regex LocalVar();
}
