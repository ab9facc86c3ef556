using System.CommandLine;

namespace PoolResource.Cli;

/// <summary>What every command takes.</summary>
public static class CommonOptions
{
    /// <summary>Answers in JSON, on stdout, for programs.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON", Recursive = true };

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
