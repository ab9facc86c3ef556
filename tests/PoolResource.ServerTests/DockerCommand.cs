using System.Diagnostics;
using System.Text;

namespace PoolResource.ServerTests;

/// <summary>What a program has answered.</summary>
public sealed record DockerAnswer(int ExitCode, string Stdout, string Stderr);

/// <summary>The docker command line.</summary>
public static class DockerCommand
{
    /// <summary>Whether a server answers.</summary>
    public static async Task<bool> AnswersAsync()
    {
        try
        {
            return (await TryAsync(["version"])).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs docker to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        var answer = await TryAsync(arguments);
        return answer.ExitCode == 0
            ? answer.Stdout.Trim()
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)} failed ({answer.ExitCode}):\n{answer.Stderr}");
    }

    /// <summary>Runs docker to its end, whatever that is.</summary>
    public static async Task<DockerAnswer> TryAsync(params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new DockerAnswer(process.ExitCode, await stdout, await stderr);
    }

    /// <summary>Starts docker with its three streams redirected.</summary>
    public static Process Start(IReadOnlyList<string> arguments) => Process.Start(new ProcessStartInfo("docker", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    })!;
}
