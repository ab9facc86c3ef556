using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Protocol;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>
/// Runs the jobs of an example in the order of the file: every get and put with the built executables, and every task
/// in a shell of this machine, unless it is to fail.
/// </summary>
/// <param name="pipeline">The example.</param>
/// <param name="folder">Where the artifacts of the builds are.</param>
internal sealed class PlayedPipeline(JsonObject pipeline, TestFolder folder)
{
    private readonly Scripts scripts = new(folder);
    private readonly Dictionary<string, VersionHistory> versions = [];

    /// <summary>Runs a build of a job.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="failing">The task that fails.</param>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(string job, string? failing = null)
    {
        var artifacts = folder.Subfolder("artifacts");
        Directory.Delete(artifacts, recursive: true);
        Directory.CreateDirectory(artifacts);
        var plan = Named("jobs", job)["plan"]!.AsArray();
        return await AllAsync(plan, failing);
    }

    /// <summary>Asks for the versions of a resource, as often as Concourse would, and returns the newest.</summary>
    public async Task<Version?> CheckAsync(string resource)
    {
        var history = versions.TryGetValue(resource, out var known) ? known : versions[resource] = new VersionHistory();
        var check = await scripts.RunAsync("check", Request(resource, history.Newest, null));
        history.Save(check.Json.Deserialize(ProtocolJson.Default.IReadOnlyListVersion)!);
        return history.Newest;
    }

    private async Task<bool> AllAsync(JsonArray steps, string? failing)
    {
        foreach (var step in steps)
        {
            if (!await StepAsync(step!.AsObject(), failing))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> StepAsync(JsonObject step, string? failing)
    {
        var succeeded = step switch
        {
            _ when Text(step, "get") is { } name => await GetAsync(step, name, await CheckAsync(Text(step, "resource") ?? name)),
            _ when Text(step, "put") is { } name => await PutAsync(step, name),
            _ when Text(step, "task") is { } name => name != failing && await RunTaskAsync(step["config"]!.AsObject()),
            _ => await AllAsync(step["do"]!.AsArray(), failing),
        };
        foreach (var hook in new[] { succeeded ? "on_success" : "on_failure", "ensure" })
        {
            if (step[hook] is JsonObject then && !await StepAsync(then, failing))
            {
                return false;
            }
        }

        return succeeded;
    }

    private async Task<bool> PutAsync(JsonObject step, string name)
    {
        var resource = Text(step, "resource") ?? name;
        var put = await scripts.RunAsync("out", Request(resource, null, step["params"]), folder["artifacts"]);
        return put.ExitCode == 0 && await GetAsync(step, name, put.Json.GetProperty("version").Deserialize(ProtocolJson.Default.Version));
    }

    private async Task<bool> GetAsync(JsonObject step, string name, Version? version)
    {
        if (version is null)
        {
            return false;
        }

        var parameters = step.ContainsKey("get") ? step["params"] : step["get_params"];
        var destination = folder[Path.Combine("artifacts", name)];
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination, recursive: true);
        }

        var get = await scripts.RunAsync(
            "in", Request(Text(step, "resource") ?? name, version, parameters), Directory.CreateDirectory(destination).FullName);
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

    private string Request(string resource, Version? version, JsonNode? parameters)
    {
        var request = new JsonObject { ["source"] = Named("resources", resource)["source"]!.DeepClone() };
        if (version is not null)
        {
            request["version"] = JsonSerializer.SerializeToNode(version, ProtocolJson.Default.Version);
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
}
