using PoolResource.Cli;
using PoolResource.Cli.Display;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

/// <summary>What a command line of <c>pool</c> answered.</summary>
internal sealed record PoolRun(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>The one sentence of a command line that came to nothing.</summary>
    public string Sentence => Assert.Single(Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command line in this process.</summary>
    /// <param name="folder">Where one stands.</param>
    /// <param name="arguments">The words.</param>
    public static Task<PoolRun> InAsync(TestFolder folder, params string[] arguments) => InAsync(folder.Path, new(), null, arguments);

    /// <summary>Runs a command line in this process.</summary>
    /// <param name="directory">Where one stands.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="width">The width of the terminal; null for a pipe.</param>
    /// <param name="arguments">The words.</param>
    public static Task<PoolRun> InAsync(string directory, Dictionary<string, string> environment, int? width, params string[] arguments) =>
        InAsync(directory, environment, width, time: null, arguments);

    /// <summary>Runs a command line in this process by a clock that hurries, for what pauses between two tries.</summary>
    /// <param name="folder">Where one stands.</param>
    /// <param name="arguments">The words.</param>
    public static Task<PoolRun> HurriedAsync(TestFolder folder, params string[] arguments) => InAsync(folder.Path, new(), null, new HurriedTime(TimeSpan.FromHours(1)), arguments);

    private static async Task<PoolRun> InAsync(string directory, Dictionary<string, string> environment, int? width, TimeProvider? time, string[] arguments)
    {
        await using var stdout = new StringWriter();
        await using var stderr = new StringWriter();
        using var signal = StopSignal.None;
        var exitCode = await PoolProgram.RunAsync(arguments, TerminalOf(directory, environment, width, stdout, stderr, time: time), signal);
        return new PoolRun(exitCode, stdout.ToString(), stderr.ToString());
    }

    /// <summary>Runs a command line in this process for somebody who can be asked.</summary>
    /// <param name="folder">Where one stands.</param>
    /// <param name="answer">What is typed.</param>
    /// <param name="arguments">The words.</param>
    public static async Task<PoolRun> AnsweringAsync(TestFolder folder, string answer, params string[] arguments)
    {
        await using var stdout = new StringWriter();
        await using var stderr = new StringWriter();
        using var typed = new StringReader(answer);
        using var signal = StopSignal.None;
        var exitCode = await PoolProgram.RunAsync(arguments, TerminalOf(folder.Path, new(), width: null, stdout, stderr, typed), signal);
        return new PoolRun(exitCode, stdout.ToString(), stderr.ToString());
    }

    private static Terminal TerminalOf(
        string directory, Dictionary<string, string> environment, int? width, TextWriter stdout, TextWriter stderr, TextReader? typed = null, TimeProvider? time = null) => new()
        {
            In = new(() => typed ?? TextReader.Null),
            CanAsk = typed is not null,
            Out = stdout,
            Error = stderr,
            Environment = name => environment.GetValueOrDefault(name),
            Directory = directory,
            Time = time ?? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(LockRepository.FirstCommit.AddHours(3)),
            Width = width,
            IsErrorShown = width is not null,
        };
}
