using System.Globalization;
using System.Text.RegularExpressions;

namespace PoolResource.FaultTests.History;

/// <summary>What a commit did to one file.</summary>
/// <param name="Status">A, D or M.</param>
/// <param name="Path">The file.</param>
/// <param name="Before">Its mode and blob before.</param>
/// <param name="After">Its mode and blob after.</param>
internal sealed record FileChange(char Status, string Path, string Before, string After)
{
    public override string ToString() => $"{Status} {Path} ({Before} → {After})";
}

/// <summary>A commit of the branch, read without the help of the resource's own code.</summary>
/// <param name="Number">Its place in the branch; the commit before the first build is 0.</param>
/// <param name="Id">Its id.</param>
/// <param name="Parents">The ids of its parents.</param>
/// <param name="Message">Its message.</param>
/// <param name="Changes">What it did to the files that are locks.</param>
internal sealed partial record Commit(
    int Number, string Id, IReadOnlyList<string> Parents, string Message, IReadOnlyList<FileChange> Changes)
{
    /// <summary>What the subjects of commits begin with that the bench itself makes, as a person.</summary>
    public const string ByHand = "by hand: ";

    private Match Words => Subject().Match(Message.Split('\n')[0]);

    public bool IsByHand => Message.StartsWith(ByHand, StringComparison.Ordinal);

    /// <summary>Whether an operator has thrown away the history before it; its files are the same.</summary>
    public bool IsRewrite { get; init; }

    /// <summary>The build, as its subject names it.</summary>
    public string Title => Words.Groups["title"].Value;

    /// <summary>What it says it does, such as <c>claiming</c>.</summary>
    public string Verb => Words.Groups["verb"].Value;

    /// <summary>The lock it says it is about.</summary>
    public string Lock => Words.Groups["lock"].Value;

    /// <summary>Where it says it moves the lock to, as POOL/STATE.</summary>
    public string To => Words.Groups["to"].Value;

    /// <summary>The page of the build that made it, or the person at a terminal.</summary>
    public string? Build => Field("Build URL") ?? Trailer("Person");

    public string? Pool => Trailer("Pool");

    public string? ClaimId => Trailer("Claim-Id");

    public string? As => Trailer("Claimed-As");

    /// <summary>The claim that a second run of a put has made its own.</summary>
    public string? Continues => Trailer("Continues");

    /// <summary>Why a claim was taken back.</summary>
    public string? Reason => Trailer("Reason");

    /// <summary>Until when the lock is leased by it.</summary>
    public DateTimeOffset? LeaseUntil => Trailer("Lease-Until") is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The commits that it stands for: each lock that is reaped has a message of its own in it.</summary>
    public IReadOnlyList<Commit> Parts => Reaping().Match(Message) is not { Success: true } match
        ? [this]
        : [
            .. Message[match.Length..].Split($"\n\n{match.Groups["title"].Value} ").Skip(1)
                .Select(part => this with { Message = $"{match.Groups["title"].Value} {part}" })
                .Select(part => part with { Changes = [.. Changes.Where(change => Path.GetFileName(change.Path) == part.Lock)] }),
        ];

    public override string ToString() => $"{Id[..8]} \"{Message.Split('\n')[0]}\"";

    private string? Trailer(string key) => Valued(Message.TrimEnd().Split("\n\n")[^1], key);

    private string? Field(string key) => Valued(Message, key);

    private static string? Valued(string text, string key) => text.Split('\n')
        .Where(line => line.StartsWith($"{key}: ", StringComparison.Ordinal))
        .Select(line => line[(key.Length + 2)..])
        .FirstOrDefault();

    [GeneratedRegex("^(?<title>\\S+/\\S+/\\S+ build \\S+) reaping: [0-9]+ locks(?=\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Reaping();

    [GeneratedRegex(
        "^((?<title>\\S+/\\S+/\\S+ build \\S+) )?(?<verb>[a-z]+( (un)?claimed)?): (?<lock>\\S+)( to (?<to>\\S+))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Subject();
}
