using System.CommandLine;

namespace PoolResource.Cli.People;

/// <summary>How long a claim is to run.</summary>
public static class LeaseOption
{
    public static Option<string?> OfAClaim { get; } = new("--lease")
    {
        Description = "How long the claim is to run, such as 4h: after that, whoever reaps may free the lock; by itself it stays claimed",
        HelpName = "DURATION",
    };

    /// <summary>The lease; null for none.</summary>
    /// <exception cref="MisuseException">It is no duration, or cannot be a lease.</exception>
    public static Lease? Of(ParseResult parsed) => parsed.GetValue(OfAClaim) is { } text ? Given.As(Lease.Parse, text, OfAClaim.Name) : null;
}
