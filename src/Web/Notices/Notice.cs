using System.Globalization;

namespace PoolResource.Web.Notices;

/// <summary>What is told once.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="For">For how long it had been so when it was told.</param>
/// <param name="What">What had happened.</param>
public sealed record Notice(NoticeRule Rule, TimeSpan For, Occurrence What)
{
    // What anybody may have written is not to fill a channel.
    private const int Longest = 300;

    /// <summary>The value of a placeholder; empty where there is none.</summary>
    public string this[string placeholder] => Quoted.Shown(Quoted.Cut(placeholder switch
    {
        "pool" => What.Pool.Value,
        "lock" => What.Lock ?? "",
        "holder" => What.Holder ?? "",
        "since" => What.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "for" => Duration.Age(For),
        "reason" => What.Reason ?? "",
        "commit" => What.Commit?.Value ?? "",
        "url" => What.Page ?? "",
        _ => What.Sentence(Duration.Age(For)),
    }, placeholder is "text" or "url" ? Longest * 5 : Longest));
}

/// <summary>Something that is told once, when its time has come.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Key">Tells it from all others of the rule.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Since">Since when it is so.</param>
public sealed record Occurrence(NoticeRule Rule, string Key, PoolName Pool, DateTimeOffset Since)
{
    /// <summary>When it is told.</summary>
    public DateTimeOffset Due => DateTimeOffset.MaxValue - Since > Rule.After ? Since + Rule.After : DateTimeOffset.MaxValue;

    /// <summary>Until when it was so; null while it goes on.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The lock.</summary>
    public string? Lock { get; init; }

    /// <summary>Who holds it, held it, or waits.</summary>
    public string? Holder { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The commit that made it so.</summary>
    public CommitId? Commit { get; init; }

    /// <summary>The page that shows it.</summary>
    public string? Page { get; init; }

    /// <summary>The sentence, given for how long it is so.</summary>
    public required Func<string, string> Sentence { get; init; }
}
