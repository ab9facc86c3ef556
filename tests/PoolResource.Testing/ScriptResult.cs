using System.Text.Json;

namespace PoolResource.Testing;

/// <summary>What a script has answered.</summary>
public sealed record ScriptResult(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>The JSON on stdout, of a script that succeeded.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public JsonElement Json => ExitCode == 0
        ? JsonSerializer.Deserialize<JsonElement>(Stdout)
        : throw new InvalidOperationException($"exit code {ExitCode}: {Stderr}");

    /// <summary>The commit of the version in the response of a get or a put.</summary>
    public string Ref => Json.GetProperty("version").GetProperty("ref").GetString()!;

    /// <summary>The lock's name in the response of a get or a put.</summary>
    public string LockName => Json.GetProperty("metadata")[0].GetProperty("value").GetString()!;

    /// <summary>The commits of the versions in the response of a check.</summary>
    public IReadOnlyList<string> Refs => [.. Json.EnumerateArray().Select(version => version.GetProperty("ref").GetString()!)];

    /// <summary>The lines on stderr, without their colours.</summary>
    public IReadOnlyList<string> Lines =>
        [.. Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.StartsWith("\e[", StringComparison.Ordinal) ? line[5..].Replace("\e[0m", "", StringComparison.Ordinal) : line)];

    /// <summary>The one line on stderr of a step that failed as a step should: exit code 1 and nothing on stdout.</summary>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    public string Refusal => (ExitCode, Stdout, Lines) is (1, "", [var line])
        ? line
        : throw new InvalidOperationException($"not a refusal in one line, but exit code {ExitCode}, stdout \"{Stdout}\", stderr:\n{Stderr}");
}
