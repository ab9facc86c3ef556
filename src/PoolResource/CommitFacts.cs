namespace PoolResource;

/// <summary>What a commit says of who made it and when.</summary>
/// <param name="Text">The message as it is written.</param>
/// <param name="Committer">The committer's name.</param>
/// <param name="When">When it was committed.</param>
public sealed record CommitFacts(string Text, string Committer, DateTimeOffset When)
{
    /// <summary>The e-mail of commits that no person has made, unless <c>git_config</c> sets another.</summary>
    public const string ToolsEmail = "ci-pool@localhost";

    private static readonly string[] OfATool = ["Build URL:", "Build-Id:", "Claim-Id:", "Pool:"];

    private const int LongestName = 200;
    private const int LongestUrl = 500;

    private CommitMessage? message;
    private ClaimsInAMessage? claims;

    /// <summary>What the message says.</summary>
    public CommitMessage Message => message ??= CommitMessage.Parse(Text);

    /// <summary>The committer's e-mail.</summary>
    public string CommitterEmail { get; init; } = "";

    /// <summary>Who did it: the build, or a person.</summary>
    public Holder Holder => HolderBy(Message);

    /// <summary>What it says of the claim by which a lock is held; null when it names none of that lock.</summary>
    public CommitMessage? About(Lock held) => Claims.About(held);

    /// <summary>What it says of a claim by which a lock is held and whose lease it renews; null when it renews none of that lock.</summary>
    public CommitMessage? Renewing(Lock held) => Claims.Renewing(held);

    /// <summary>What it says of what was done to a lock there, or from there; null when its subject is about none of that name.</summary>
    public CommitMessage? ActingOn(Lock touched) => Claims.ActingOn(touched);

    /// <summary>The message, or of several that it holds the one that says what was done to a lock.</summary>
    internal CommitMessage Doing(Lock touched) => ActingOn(touched) ?? Message;

    /// <summary>Whether it names claims of other locks, and none of this one.</summary>
    public bool IsAboutOthers(Lock held) => Claims.IsAboutOthers(held);

    /// <summary>
    /// Who did it, by one of the messages that it holds: the build, or the committer. What is too long to be shown is cut;
    /// half a page's address is none.
    /// </summary>
    public Holder HolderBy(CommitMessage message) => message.Person is { } person
        ? HolderOf(person.Name) with { Person = person, IsAtTerminal = true, LeaseUntil = message.LeaseUntil }
        : HolderOf(message.BuildTitle is { } title ? PipelineVars.In(title, message.PipelineVars) : Committer, message.BuildUrl) with
        {
            Person = message.BuildTitle is null && IsByHand ? Person.Of(Committer, CommitterEmail) : null,
            LeaseUntil = message.LeaseUntil,
        };

    /// <summary>Who holds a lock by it: whoever it names as claiming that lock or, where it names nobody, who did it.</summary>
    public Holder HolderOf(Lock held) => IsAboutOthers(held) ? Holder with { Person = null } : HolderBy(About(held) ?? Message);

    /// <summary>Somebody of a name as the one who did it.</summary>
    internal Holder HolderOf(string who, string? page = null) => new(Quoted.Cut(who, LongestName), When, page is { Length: <= LongestUrl } ? page : null);

    // Neither a pool resource nor its command line wrote it, and it quotes nothing that one wrote.
    private bool IsByHand => CommitterEmail != ToolsEmail
        && !Text.Split('\n').Any(line => Array.Exists(OfATool, key => line.StartsWith(key, StringComparison.Ordinal)));

    // A commit that squashes many is asked for each of their locks, and read once.
    private ClaimsInAMessage Claims => claims ??= new ClaimsInAMessage(Text);
}
