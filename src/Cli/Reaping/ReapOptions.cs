using System.CommandLine;
using System.Globalization;
using PoolResource.Cli.People;
using PoolResource.Operations;

namespace PoolResource.Cli.Reaping;

/// <summary>Which claims are stale, and where their locks go, as options say.</summary>
public static class ReapOptions
{
    public static Option<string?> EndedBuilds { get; } = new("--ended-builds")
    {
        Description = "Take locks of builds that failed, errored, were aborted or are gone; all: of those that succeeded, too",
        HelpName = "all",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string?> StaleAfter { get; } = new("--stale-after")
    {
        Description = "Take locks that are held for longer; beside --ended-builds only where Concourse cannot tell of the build",
        HelpName = "DURATION",
    };

    public static Option<bool> Lease { get; } = new("--lease") { Description = "Take locks whose lease is over" };

    public static Option<bool> People { get; } = new("--people") { Description = "--stale-after counts for claims of people at a terminal, too" };

    public static Option<string?> To { get; } = new("--to")
    {
        Description = "Where the locks go: release (free in their pool), recycle (the lifecycle pool), or another pool: POOL/unclaimed, POOL/claimed",
        HelpName = "WHERE",
    };

    public static Option<string[]> Locks { get; } = new("--lock") { Description = "These locks alone; * stands for any letters", HelpName = "NAME" };

    public static Option<string?> AtMost { get; } = new("--at-most") { Description = "So many locks, those of the oldest claims", HelpName = "NUMBER" };

    public static Option<string?> Grace { get; } = new("--grace")
    {
        Description = "How long a build that has ended, or whose lease is over, has to free its lock itself (2m)",
        HelpName = "DURATION",
    };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Change nothing, and say of each claim what would become of it, and why" };

    public static Option<string?> ConcourseUrl { get; } = new("--concourse-url")
    {
        Description = "Where Concourse answers, such as https://ci.example.com; without it the concourse of the source",
        HelpName = "URL",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [EndedBuilds, StaleAfter, Lease, People, To, Locks, AtMost, Grace, DryRun, ConcourseUrl];

    /// <summary>What is asked for.</summary>
    /// <exception cref="MisuseException">A value cannot be used, or nothing says which claims are stale.</exception>
    internal static HeldClaims Of(ParseResult parsed, PoolName pool)
    {
        var policy = new ReapPolicy
        {
            EndedBuilds = parsed.GetResult(EndedBuilds) is null ? PoolResource.EndedBuilds.None : parsed.GetValue(EndedBuilds) switch
            {
                null or "true" => PoolResource.EndedBuilds.Failed,
                "all" => PoolResource.EndedBuilds.All,
                var word => throw new MisuseException($"{EndedBuilds.Name}: {Quoted.Text(word)} is not all; write {EndedBuilds.Name}, or {EndedBuilds.Name}=all, behind the pool"),
            },
            StaleAfter = Duration(parsed, StaleAfter),
            ByLease = parsed.GetValue(Lease),
            People = parsed.GetValue(People),
            Grace = Duration(parsed, Grace) ?? ReapPolicy.DefaultGrace,
            Locks = parsed.GetValue(Locks) is [_, ..] names ? [.. names.Select(name => name.Length > 0 ? new LockPattern(name) : throw new MisuseException($"{Locks.Name}: it names no lock; write its name, in which * stands for any letters"))] : null,
            AtMost = parsed.GetValue(AtMost) is not { } text ? null
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
                : throw new MisuseException($"{AtMost.Name}: {Quoted.Text(text)} is no number of locks; leave it out for all"),
        };
        return policy switch
        {
            { HasGround: false } => throw new MisuseException($"nothing says which claims are stale; give {EndedBuilds.Name}, {StaleAfter.Name} 4h or {Lease.Name}"),
            { StaleAfter: { Ticks: 0 } } => throw new MisuseException($"{StaleAfter.Name}: every claim would be stale at once; write how long a claim may be held, such as 4h"),
            _ => new HeldClaims(pool, policy, Destination(parsed.GetValue(To), pool)) { IsRehearsal = parsed.GetValue(DryRun) },
        };
    }

    /// <summary>Where Concourse is asked, and who asks: a login goes to the url that it was given for.</summary>
    /// <exception cref="MisuseException">The url cannot be used.</exception>
    internal static ConcourseAccess? AccessOf(ParseResult parsed, ConcourseAccess? given)
    {
        if (parsed.GetValue(ConcourseUrl) is not { } text)
        {
            return given;
        }

        var url = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" } ? uri
            : throw new MisuseException($"{ConcourseUrl.Name} must be where Concourse answers, without a login; write it as https://ci.example.com");
        return given is not null && (given.Url is null || given.Url == url) ? given with { Url = url } : new ConcourseAccess { Url = url };
    }

    private static TimeSpan? Duration(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? Given.As(PoolResource.Duration.Parse, text, option.Name) : null;

    private static ReapTo Destination(string? text, PoolName pool) => text switch
    {
        null or "release" => ReapTo.Release,
        "recycle" when pool.OfLifecycle is not null => throw new MisuseException($"{To.Name}: {pool} is a lifecycle pool, which has none of its own; write release, or POOL/unclaimed"),
        "recycle" => ReapTo.Recycle(pool),
        _ => Given.As(PoolName.Parse, text, To.Name) switch
        {
            { Above: { } above } when above.Pool != pool => new ReapTo(above.Pool, above.State),
            _ => throw new MisuseException($"{To.Name}: {Quoted.Text(text)} is no place for the locks of {pool}; write release, recycle, POOL/unclaimed or POOL/claimed"),
        },
    };
}
