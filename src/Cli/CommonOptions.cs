using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Cli.Display;
using Spectre.Console.Rendering;

namespace PoolResource.Cli;

/// <summary>What every command takes.</summary>
public static class CommonOptions
{
    /// <summary>Answers in JSON, on stdout, for programs.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON", Recursive = true };

    /// <summary>The answer of a command: to programs where <see cref="Json"/> is given, and to people otherwise.</summary>
    /// <param name="terminal">Where it is given.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="document">The answer to programs.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="view">The answer to people.</param>
    internal static void Answer<T>(this Terminal terminal, ParseResult parsed, Func<T> document, JsonTypeInfo<T> type, Func<IRenderable> view)
    {
        if (parsed.GetValue(Json))
        {
            terminal.Answer(document(), type);
        }
        else
        {
            terminal.Show(view());
        }
    }

    /// <summary>Refuses <see cref="Json"/> where there is no such answer.</summary>
    /// <exception cref="MisuseException">It was given.</exception>
    internal static void RefuseJson(ParseResult parsed, string why)
    {
        if (parsed.GetValue(Json))
        {
            throw new MisuseException($"{Json.Name} has no meaning here: {why}; leave it out");
        }
    }
}
