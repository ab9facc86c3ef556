using PoolResource.Cli.Display;
using PoolResource.Git;

namespace PoolResource.Cli.Repositories;

/// <summary>Asks the person's own git, with the person's own configuration.</summary>
/// <param name="terminal">Where the person is.</param>
internal sealed class OwnGit(Terminal terminal)
{
    private static readonly Dictionary<string, string> Words = new() { ["LC_ALL"] = "C", ["GIT_TERMINAL_PROMPT"] = "0" };

    private readonly GitCommand git = new(Words, terminal.Log(), terminal.Time);

    /// <summary>What it answers in the directory one stands in; null for nothing, or where it fails.</summary>
    public async Task<string?> AskAsync(CancellationToken stop, params string[] question)
    {
        var answer = await git.TryAsync(["-C", terminal.Directory, .. question], GitCommand.ShortSilence, stop);
        return answer.ExitCode == 0 && answer.Stdout.TrimEnd('\n') is { Length: > 0 } told ? told : null;
    }
}
