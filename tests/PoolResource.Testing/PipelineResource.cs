using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoolResource.Testing;

/// <summary>A resource as a pipeline configures it: its source, and the steps that use it.</summary>
/// <param name="scripts">The executables.</param>
/// <param name="folder">Whose directory <c>inputs</c> holds the artifacts of the build.</param>
/// <param name="uri">Where the repository is.</param>
/// <param name="branch">The branch of the pools.</param>
/// <param name="pool">The pool.</param>
public sealed class PipelineResource(Scripts scripts, TestFolder folder, string uri, string branch, string pool)
{
    /// <summary>The source, which may be added to.</summary>
    public JsonObject Source { get; } = new() { ["uri"] = uri, ["branch"] = branch, ["pool"] = pool };

    /// <summary>The artifacts of the build.</summary>
    public string Inputs { get; } = folder.Subfolder("inputs");

    /// <summary>Asks for versions; Concourse leaves the version out when it knows none.</summary>
    public Task<ScriptResult> CheckAsync(string? known = null) => scripts.RunAsync("check", Request(known, null));

    /// <summary>Starts to ask for versions.</summary>
    public RunningScript StartCheck(string? known = null) => scripts.Start("check", Request(known, null));

    /// <summary>Gets a version into an artifact.</summary>
    public Task<ScriptResult> GetAsync(string? version, object? parameters = null, string artifact = "lock") =>
        scripts.RunAsync("in", Request(version, parameters), Directory.CreateDirectory(Path.Combine(Inputs, artifact)).FullName);

    /// <summary>Runs a put to its end.</summary>
    public Task<ScriptResult> PutAsync(object? parameters) => scripts.RunAsync("out", Request(null, parameters), Inputs);

    /// <summary>Starts a put that may wait.</summary>
    public RunningScript StartPut(object parameters) => scripts.Start("out", Request(null, parameters), Inputs);

    /// <summary>Makes an artifact that holds a lock.</summary>
    public void Artifact(string artifact, string name, string? metadata = null) =>
        Artifact(artifact, name, metadata is null ? null : System.Text.Encoding.UTF8.GetBytes(metadata));

    /// <summary>Makes an artifact that holds a lock.</summary>
    public void Artifact(string artifact, string name, byte[]? metadata)
    {
        folder.Write($"inputs/{artifact}/name", $"{name}\n");
        if (metadata is not null)
        {
            folder.Write($"inputs/{artifact}/metadata", metadata);
        }
    }

    /// <summary>The file names in an artifact, in order; <c>.git</c> is one of them, what is in it is not.</summary>
    public IReadOnlyList<string> FilesOf(string artifact) =>
        [.. new DirectoryInfo(Path.Combine(Inputs, artifact)).EnumerateFileSystemInfos().Select(found => found.Name).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file in an artifact.</summary>
    public string Read(string artifact, string file) => File.ReadAllText(Path.Combine(Inputs, artifact, file));

    /// <summary>The request as Concourse writes it: what is empty is absent.</summary>
    public string Request(string? version, object? parameters)
    {
        var request = new JsonObject { ["source"] = Source.DeepClone() };
        if (version is not null)
        {
            request["version"] = new JsonObject { ["ref"] = version };
        }

        if (parameters is not null)
        {
            request["params"] = JsonSerializer.SerializeToNode(parameters);
        }

        return request.ToJsonString();
    }

    /// <summary>The request of a put or get, with one value of it replaced.</summary>
    /// <param name="path">Where the value is, such as <c>source.uri</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The params besides it.</param>
    public string RequestWith(string path, JsonNode value, object? parameters)
    {
        var request = JsonNode.Parse(Request(null, parameters))!;
        if (path.Split('.') is [var section, var key])
        {
            request[section] ??= new JsonObject();
            request[section]![key] = value;
        }
        else
        {
            request[path] = value;
        }

        return request.ToJsonString();
    }
}
