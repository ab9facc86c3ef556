using System.CommandLine;
using PoolResource.Cli.People;

namespace PoolResource.Cli.Commands;

/// <summary><c>--since 30d</c>: how far back a question goes.</summary>
internal static class SinceOption
{
    /// <param name="usual">How far where nothing is said; null for all of history.</param>
    public static Option<TimeSpan?> Create(TimeSpan? usual) => new("--since")
    {
        Description = $"How far back, such as 30d, 2w or 12h; {(usual is { } days ? $"{days.TotalDays}d" : "all of history")} by default",
        HelpName = "TIME",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Given.OrRefused<TimeSpan?>(() => TimeBack.Parse(result.Tokens[0].Value, "--since"), result.AddError),
    };
}
