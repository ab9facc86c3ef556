using System.CommandLine;

namespace PoolResource.Cli.People;

/// <summary>How long a command waits for a lock.</summary>
public static class WaitOptions
{
    public static Option<string?> Timeout { get; } = new("--timeout")
    {
        Description = "How long to wait at most, as in 90s or 2h30m; without it, as long as it takes",
        HelpName = "DURATION",
    };

    public static Option<bool> NoWait { get; } = new("--no-wait") { Description = "Look once, and exit with 3 when the lock is not free" };

    public static Option<string?> Priority { get; } = new("--priority")
    {
        Description = "How much earlier than others to be served, in steps of ten minutes: from -100 to 100",
        HelpName = "NUMBER",
    };

    /// <summary>How much earlier than others; 0 where nobody says.</summary>
    /// <exception cref="MisuseException">It is no whole number, or out of range.</exception>
    public static int PriorityOf(ParseResult parsed) =>
        parsed.GetValue(Priority) is { } text ? Given.As(PoolResource.Priority.Parse, text, Priority.Name) : 0;

    /// <summary>The longest wait; null for as long as it takes, zero for one look.</summary>
    /// <exception cref="MisuseException">It is no duration, or both are given.</exception>
    public static TimeSpan? Of(ParseResult parsed) => (parsed.GetValue(Timeout), parsed.GetValue(NoWait)) switch
    {
        ({ }, true) => throw new MisuseException("--timeout and --no-wait both say how long to wait; leave one of them out"),
        (_, true) => TimeSpan.Zero,
        ({ } text, _) => Given.As(Duration.Parse, text, Timeout.Name),
        _ => null,
    };
}
