using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>Runs git with a source's credentials.</summary>
/// <param name="variables">The environment that holds them.</param>
/// <param name="log">Shows each command when the source asks for it.</param>
/// <param name="time">The clock of what the log says.</param>
public sealed class GitCommand(IReadOnlyDictionary<string, string> variables, EngineLog log, TimeProvider time)
{
    /// <summary>How long a command may be silent that only asks a question: it has no progress to tell.</summary>
    public static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(30);

    /// <summary>How long any other command may be silent; as long as bytes travel it may take its time.</summary>
    public static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(1);

    /// <summary>Tells who asks the host, once it has said no.</summary>
    public Func<IReadOnlyList<string>, string, CancellationToken, Task<Login>>? Login { get; init; }

    /// <summary>A file to which ssh adds what it has to say.</summary>
    public string? SshLog { get; init; }

    /// <summary>A file with what a proxy has said, which belongs to what git says when it fails.</summary>
    public string? ProxyLog { get; init; }

    /// <summary>The same with more in its environment.</summary>
    public GitCommand With(IReadOnlyDictionary<string, string> more) =>
        new(variables.Where(variable => !more.ContainsKey(variable.Key)).Concat(more).ToDictionary(), log, time)
        {
            ProxyLog = ProxyLog,
            SshLog = SshLog,
            Login = Login,
        };

    /// <summary>Runs git and returns what it answered, whatever its exit code.</summary>
    /// <param name="arguments">The subcommand and its arguments.</param>
    /// <param name="limit">How long it may be silent.</param>
    /// <param name="stop">Kills git and whatever it started.</param>
    /// <exception cref="GitException">Git was silent for too long.</exception>
    /// <exception cref="PoolException">There is no git.</exception>
    public async Task<GitResult> TryAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        using var silence = new Silence(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stop);
        var started = time.GetTimestamp();
        var said = File.Exists(SshLog) ? new FileInfo(SshLog).Length : 0;
        try
        {
            var result = await ChildProcess.RunAsync("git", arguments, variables, either.Token, silence);
            result = result with { Stderr = Progress.LeftOut(result.Stderr), HasSent = Progress.TellsOfSending(result.Stderr) };
            log.Git(arguments, time.GetElapsedTime(started), result.ExitCode, result.Stderr);
            return result.ExitCode == 0 ? result : await ExplainedAsync(arguments, result, said, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Failure(arguments, new GitResult(GitException.TimedOut, "", $"timed out: not a byte for {Duration.Describe(limit)}"));
        }
    }

    /// <summary>Runs git and returns its standard output.</summary>
    /// <exception cref="GitException">Git failed.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        var result = await TryAsync(arguments, limit, stop);
        return result.ExitCode == 0 ? result.Stdout : throw Failure(arguments, result);
    }

    // Every command here begins with its subcommand, or with one option that takes a value.
    private static GitException Failure(IReadOnlyList<string> arguments, GitResult result) =>
        new(arguments[0][0] == '-' ? arguments[2] : arguments[0], result);

    // What ssh and a proxy said belongs to what git says.
    private async Task<GitResult> ExplainedAsync(IReadOnlyList<string> arguments, GitResult result, long said, CancellationToken stop)
    {
        var words = SshLog is null ? result.Stderr : SshAccess.Joined(result.Stderr, await ReadAsync(SshLog, said, stop));
        words = $"{words}\n{await ReadAsync(ProxyLog, 0, stop)}".TrimEnd();
        result = result with { Stderr = words };
        return Login is not null && new GitException("", result).IsRefusal ? result with { Login = await Login(arguments, words, stop) } : result;
    }

    private static async Task<string> ReadAsync(string? file, long from, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using var reader = new StreamReader(file);
        reader.BaseStream.Seek(from, SeekOrigin.Begin);
        return await reader.ReadToEndAsync(stop);
    }
}
