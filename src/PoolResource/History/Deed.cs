using System.Text.RegularExpressions;

namespace PoolResource.History;

/// <summary>Who did to a lock what a commit shows, as the commit's message tells in whatever dialect it is written.</summary>
/// <param name="By">Who.</param>
/// <param name="Message">What it says of the lock; null when a person did it and says nothing that is read.</param>
internal sealed partial record Deed(Holder By, CommitMessage? Message)
{
    private const int LongestSubject = 4096;

    /// <summary>Whether a person did it.</summary>
    public bool IsByHand => Message is null or { Person: not null };

    /// <summary>What a commit tells of a lock that has come from one place to another, or stays at one.</summary>
    public static Deed Of(CommitFacts facts, Lock? from, Lock? to)
    {
        var claim = to?.State == LockState.Claimed ? facts.About(to) : null;
        return (claim ?? Told(facts, from) ?? Told(facts, to)) is { } message
            ? new Deed(facts.HolderBy(message), message)
            : new Deed(Mover(facts.Text, from, to) is { } user ? facts.HolderOf(user)
                : facts.Holder is { IsAtTerminal: false, Person: not null } person ? person
                : facts.HolderOf(facts.Committer), null);
    }

    private static CommitMessage? Told(CommitFacts facts, Lock? place) => place is null ? null : facts.ActingOn(place) ?? facts.About(place);

    // El Patrón acts for a person, and commits under one name for all of them.
    private static string? Mover(string text, Lock? from, Lock? to) =>
        text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length) is { Length: <= LongestSubject } subject
        && Moved().Match(subject.ToString()) is { Success: true } match
        && match.Groups["from"].Value == from?.Path
        && match.Groups["to"].Value == to?.Path
            ? Quoted.Line(match.Groups["user"].Value)
            : null;

    [GeneratedRegex("^(?<user>.+?): Move (?<from>.+) to (?<to>.+?)\r?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Moved();
}
