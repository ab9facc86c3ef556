using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PoolResource.Cli.Commands;
using PoolResource.Cli.Completion;
using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;

namespace PoolResource.Cli;

/// <summary>The words of <c>pool</c>, and what becomes of a command that fails: one sentence on stderr, and an exit code.</summary>
internal static class PoolProgram
{
    // A name may begin with an at sign: nothing is read from files that arguments name.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line to its end.</summary>
    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="signal">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, StopSignal signal)
    {
        ParseResult? parsed = null;
        try
        {
            if (terminal.IsClosed)
            {
                throw new PoolException("stdout is closed; run it again with one, such as >/dev/null");
            }

            parsed = Root(terminal, signal).Parse(arguments, Words);
            return parsed.Action is ParseErrorAction
                ? Misused(terminal, Sentence(parsed))
                : await parsed.InvokeAsync(
                    new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signal.Token);
        }
#pragma warning disable CA1031 // Whatever else has ended it at that moment, such as a git that got the signal, too.
        catch (Exception) when (signal.Token.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return signal.ExitCode;
        }
        catch (MisuseException misuse)
        {
            return Misused(terminal, misuse.Message);
        }
#pragma warning disable CA1031 // The last resort: a user never sees a stack trace.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            terminal.Fail(parsed is null ? SentenceOf(fault) : Spelling.OnACommandLine(SentenceOf(fault), parsed));
            return fault is PoolException { IsWaitInVain: true } ? ExitCode.WaitedInVain : ExitCode.Failed;
        }
    }

    /// <summary>All commands, for a terminal, and what ends them.</summary>
    public static RootCommand Root(Terminal terminal, StopSignal signal)
    {
        var root = new RootCommand("Shows and moves the locks of pools that are kept in a git branch.");
        foreach (var option in RepositoryOptions.All.Append(CommonOptions.Json))
        {
            root.Options.Add(option);
        }

        foreach (var command in CommandList.For(terminal, signal))
        {
            root.Subcommands.Add(command);
        }

        CachedNames.Complete(root, terminal);
        HelpWithExamples.Show(root);
        VersionLine.Show(root);
        return root;
    }

    private static int Misused(Terminal terminal, string sentence)
    {
        terminal.Fail(sentence);
        return ExitCode.Misused;
    }

    private static string Sentence(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: var command }; at = at.Parent)
        {
            names.Insert(0, command is RootCommand ? "pool" : command.Name);
        }

        return $"{parsed.Errors[0].Message.TrimEnd('.')}; see {string.Join(' ', names)} --help";
    }

    private static string SentenceOf(Exception fault) => fault switch
    {
        PoolException refusal => refusal.Message,
        GitException failure => failure.Failure.Sentence,
        _ when ExhaustedResource.Of(fault) is { } used => used,
        _ => $"an unexpected fault in pool: {fault.GetType().Name}: {fault.Message.Split('\n')[0]}; please report it",
    };
}
