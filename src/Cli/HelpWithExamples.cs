using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace PoolResource.Cli;

/// <summary>The help of a command, with examples behind it.</summary>
public sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    private readonly HelpAction help;

    private HelpWithExamples(HelpAction help) => this.help = help;

    /// <summary>What cannot be parsed does not keep anybody from being helped.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Has the help of all commands show their examples.</summary>
    public static void Show(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        // Those of another system look like the beginning of a path.
        option.Aliases.Remove("/?");
        option.Aliases.Remove("/h");
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    /// <summary>The examples of a command.</summary>
    public static IReadOnlyList<string> Of(Command command) => Examples.TryGetValue(command, out var examples) ? examples : [];

    /// <summary>Gives a command its examples.</summary>
    internal static void Add(Command command, string[] examples) => Examples.Add(command, examples);

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (Of(parseResult.CommandResult.Command) is { Count: > 0 } examples)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.Write(examples.Count == 1 ? "Example:\n" : "Examples:\n");
            foreach (var example in examples)
            {
                output.Write($"  {example}\n");
            }

            output.Write("\n");
        }

        return ExitCode.Done;
    }
}

/// <summary>How a command is told its examples where it is made.</summary>
public static class CommandExamples
{
    /// <summary>Whole command lines, which its help shows.</summary>
    public static Command WithExamples(this Command command, params string[] examples)
    {
        HelpWithExamples.Add(command, examples);
        return command;
    }
}
