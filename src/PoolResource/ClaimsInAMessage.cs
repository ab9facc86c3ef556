using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// The claims that a commit's message names. One that was made by squashing others holds their messages one behind the
/// other, each with a subject and trailers of its own.
/// </summary>
/// <param name="text">The message.</param>
public sealed partial class ClaimsInAMessage(string text)
{
    private const int LongestSubject = 4096;
    private const string Renewed = "renewing";
    private const string NewestFirst = "Squashed commit of the following:";

    private static readonly char[] Bullets = ['*', '-'];

    private readonly List<Part> parts = Parts(text);

    /// <summary>
    /// What a message says of the claim by which a lock is held, when it names one: of several claims of this lock, the
    /// last.
    /// </summary>
    /// <param name="held">The lock.</param>
    public CommitMessage? About(Lock held) =>
        (parts.FindLast(part => part.IsAbout(held)) ?? parts.FindLast(part => part.IsReworded(held))) is not { Message: var claim } own ? null
        : parts.FindLast(part => part.Renews(held)) is { Message: { LeaseUntil: not null } renewal } later && renewal.ClaimId == claim.ClaimId && parts.IndexOf(later) > parts.IndexOf(own)
            ? claim with { LeaseUntil = renewal.LeaseUntil }
            : claim;

    /// <summary>What a message that renews a claim by which a lock is held says of it; null when it renews none of that lock.</summary>
    /// <param name="held">The lock.</param>
    public CommitMessage? Renewing(Lock held) => parts.FindLast(part => part.Renews(held))?.Message;

    /// <summary>What a message says of what was done to a lock, when it has a subject that says so: of several, the last.</summary>
    /// <param name="touched">The lock, where it was or where it came.</param>
    public CommitMessage? ActingOn(Lock touched) => parts.LastOrDefault(part => part.ActsOn(touched))?.Message;

    /// <summary>Whether the message names claims of other locks, and none of this one.</summary>
    public bool IsAboutOthers(Lock held) => About(held) is null && parts.Exists(part => part.Message.ClaimId is not null && !part.Renews(held));

    private static List<Part> Parts(string text)
    {
        var parts = new List<Part>();
        var lines = new List<string>();
        Match subject = Match.Empty;
        var isNewestFirst = text.Contains(NewestFirst, StringComparison.Ordinal);
        foreach (var written in text.Split('\n'))
        {
            var line = written.TrimEnd('\r').TrimStart().TrimStart(Bullets).TrimStart();
            if (line.Length <= LongestSubject && Subject().Match(line) is { Success: true } next)
            {
                Close();
                subject = next;
            }
            else if (isNewestFirst && Heading().IsMatch(line))
            {
                Close();
                subject = Match.Empty;
            }

            lines.Add(line);
        }

        Close();
        if (isNewestFirst)
        {
            parts.Reverse();
        }

        return parts;

        void Close()
        {
            if (lines.Count > 0)
            {
                parts.Add(Part.Of(subject, [.. lines]));
            }

            lines.Clear();
        }
    }

    private sealed record Part(string? Verb, string Lock, string? To, string? Pool, int ClaimIds, CommitMessage Message)
    {
        // Whoever rewords a subject leaves the trailers: what names a lock changes no file, and what goes on with no claim takes none.
        private bool IsRenewal { get; init; }

        public static Part Of(Match subject, string[] lines)
        {
            var trailers = Trailers.Of(lines);
            var verb = subject.Success ? subject.Groups["verb"].Value : null;
            var message = CommitMessage.Parse(lines, trailers);
            return new Part(
                verb,
                subject.Groups["lock"].Value,
                subject.Groups["to"].Success ? subject.Groups["to"].Value : null,
                trailers.NameOf("Pool:"),
                trailers.Count("Claim-Id:"),
                message)
            {
                IsRenewal = verb == Renewed || (verb is null && message is { SpokenOf: not null, Continues: null } && trailers.Count("Lease-Until:") > 0),
            };
        }

        public bool Renews(Lock held) =>
            IsRenewal && Message.ClaimId is not null && IsIn(held.Pool) && (Verb is null ? Message.SpokenOf!.Name == held.Name : Lock == held.Name.Value);

        // A claim of the baseline's has no id, and tells by its subject alone that it is one.
        public bool IsAbout(Lock held) =>
            !IsRenewal && Lock == held.Name.Value && IsIn(held.Pool) && (Message.ClaimId is not null || Verb is "claiming" or "adding claimed");

        // Whoever rewords a subject leaves the trailers; those of several claims tell nothing without their subjects.
        public bool IsReworded(Lock held) => !IsRenewal && Verb is null && ClaimIds == 1 && IsIn(held.Pool);

        public bool ActsOn(Lock touched) => Verb is not null && !IsRenewal && Lock == touched.Name.Value && IsIn(touched.Pool);

        private bool IsIn(PoolName pool) => Pool is null || Pool == pool.Value || To == pool.Value;
    }

    // So git begins each of the messages that a squash holds.
    [GeneratedRegex("^commit [0-9a-f]{4,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    // What stands in a trailer, be it a reason that sounds like a subject, is none.
    private const string UnlessTrailer = "(?!(Build URL|Pool|Lock|Claim-Id|Continues|Build-Id|Pipeline-Vars|Claimed-As|Claimed-In|Person|Account|Reason|Waited|Lease-Until|Held-By|Renewed-By|Reaped):)";

    [GeneratedRegex(
        "^" + CommitMessage.UnlessQuotedByGit + UnlessTrailer + "(.+? build [^ ]+ |one-off build [^ ]+ )??(?<verb>claiming|continuing|renewing|unclaiming|removing|updating|adding unclaimed|adding claimed|recycling|restoring|moving): (?<lock>.+?)( to (?<to>[^ ]+)/(un)?claimed)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Subject();
}
