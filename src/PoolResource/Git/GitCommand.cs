namespace PoolResource.Git;

/// <summary>Runs git with a source's credentials.</summary>
/// <param name="variables">The environment that holds them.</param>
/// <param name="log">Shows each command when the source asks for it.</param>
/// <param name="time">The clock of the bound.</param>
public sealed class GitCommand(IReadOnlyDictionary<string, string> variables, BuildLog log, TimeProvider time)
{
    /// <summary>How long a command may take that brings or sends little: a host that says nothing ends here.</summary>
    public static readonly TimeSpan ShortLimit = TimeSpan.FromMinutes(1);

    /// <summary>How long a command may take that brings history.</summary>
    public static readonly TimeSpan LongLimit = TimeSpan.FromMinutes(10);

    /// <summary>A file with what a proxy has said, which belongs to what git says when it fails.</summary>
    public string? ProxyLog { get; init; }

    /// <summary>Runs git and returns what it answered, whatever its exit code.</summary>
    /// <param name="arguments">The subcommand and its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stop">Kills git and whatever it started.</param>
    /// <exception cref="GitException">Git did not end in time.</exception>
    /// <exception cref="PoolException">There is no git.</exception>
    public async Task<GitResult> TryAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        using var bound = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stop);
        var started = time.GetTimestamp();
        try
        {
            var result = await ChildProcess.RunAsync("git", arguments, variables, either.Token);
            log.Git(arguments, time.GetElapsedTime(started), result.ExitCode, result.Stderr);
            return result.ExitCode != 0 && File.Exists(ProxyLog)
                ? result with { Stderr = $"{result.Stderr}\n{await File.ReadAllTextAsync(ProxyLog, stop)}" }
                : result;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Failure(arguments, GitException.TimedOut, $"timed out after {Duration.Describe(limit)}");
        }
    }

    /// <summary>Runs git and returns its standard output.</summary>
    /// <exception cref="GitException">Git failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        var result = await TryAsync(arguments, limit, stop);
        return result.ExitCode == 0 ? result.Stdout : throw Failure(arguments, result.ExitCode, result.Stderr);
    }

    // Every command here begins with its subcommand, or with one option that takes a value.
    private static GitException Failure(IReadOnlyList<string> arguments, int exitCode, string stderr) =>
        new(arguments[0][0] == '-' ? arguments[2] : arguments[0], exitCode, stderr);
}
