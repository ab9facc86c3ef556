using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>The pool aws in a repository of a server: its source, and the steps that use it.</summary>
/// <param name="steps">The image's executables.</param>
/// <param name="uri">Where the repository is.</param>
public sealed class ServerPool(ImageSteps steps, string uri)
{
    /// <summary>The source, which may be added to.</summary>
    public JsonObject Source { get; } = new() { ["uri"] = uri, ["branch"] = "main", ["pool"] = "aws" };

    /// <summary>The secrets in the source; of a key every line of its body.</summary>
    public IReadOnlyList<string> Secrets =>
    [
        .. new[] { Source["password"], Source["private_key_passphrase"], Source["https_tunnel"]?["proxy_password"] }.OfType<JsonNode>().Select(secret => (string)secret!),
        .. ((string?)Source["private_key"] ?? "").Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length > 20 && !line.Contains(' ', StringComparison.Ordinal)),
    ];

    public Task<ScriptResult> CheckAsync(string? known = null) => RunAsync("check", Request(known, null));

    public Task<ScriptResult> GetAsync(string version, string artifact = "lock")
    {
        // Concourse makes the volume for whoever the image runs as.
        var directory = Directory.CreateDirectory(Path.Combine(steps.Inputs, artifact));
        if (!OperatingSystem.IsWindows())
        {
            directory.UnixFileMode |= UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        }

        return RunAsync("in", Request(version, null), artifact);
    }

    public Task<ScriptResult> PutAsync(object parameters) => RunAsync("out", Request(null, parameters));

    /// <summary>Starts a put that may wait, in a container that is kept.</summary>
    public RunningStep StartPut(object parameters) => steps.Start("out", Request(null, parameters), keep: true);

    /// <summary>Puts a lock into the pool.</summary>
    public async Task<ScriptResult> AddAsync(string name)
    {
        var artifact = Directory.CreateDirectory(Path.Combine(steps.Inputs, $"new-{name}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(artifact, "name"), $"{name}\n");
        await File.WriteAllTextAsync(Path.Combine(artifact, "metadata"), $"content of {name}\n");
        return await PutAsync(new { add = $"new-{name}" });
    }

    /// <summary>Add, check, acquire, in, release, check: everything a pipeline does with the pool.</summary>
    public async Task PlayTheLifeOfALockAsync()
    {
        var added = (await AddAsync("env-1")).Ref;
        Assert.Equal([added], (await CheckAsync()).Refs);
        var acquired = await PutAsync(new { acquire = true });
        Assert.Equal("env-1", acquired.LockName);
        Assert.Equal("env-1", (await GetAsync(acquired.Ref)).LockName);
        Assert.Equal("env-1\n", Read("lock/name"));
        Assert.Equal("content of env-1\n", Read("lock/metadata"));
        var released = (await PutAsync(new { release = "lock" })).Ref;
        Assert.Equal([added, acquired.Ref, released], (await CheckAsync(added)).Refs);
    }

    private async Task<ScriptResult> RunAsync(string script, string request, string? artifact = null)
    {
        await using var step = steps.Start(script, request, artifact);
        var result = await step.EndAsync();
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, result.Stdout + result.Stderr, StringComparison.Ordinal));
        return result;
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(steps.Inputs, file));

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
}
