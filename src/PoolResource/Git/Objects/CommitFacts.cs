namespace PoolResource.Git.Objects;

/// <summary>What a commit says of who made it and when.</summary>
/// <param name="Message">Its message.</param>
/// <param name="Committer">The committer's name.</param>
/// <param name="When">When it was committed.</param>
public sealed record CommitFacts(CommitMessage Message, string Committer, DateTimeOffset When)
{
    private const int LongestTitle = 200;
    private const int LongestUrl = 500;

    private ClaimsInAMessage? claims;

    /// <summary>The message as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Who did it: the build, or a person. What is too long to be shown is cut; half a page's address is none.</summary>
    public Holder Holder => new(
        Quoted.Cut(Message.BuildTitle is { } title ? PipelineVars.In(title, Message.PipelineVars) : Committer, LongestTitle), When, Message.BuildUrl is { Length: <= LongestUrl } url ? url : null);

    /// <summary>What it says of the claim by which a lock is held; null when it names none of that lock.</summary>
    public CommitMessage? About(Lock held) => Claims.About(held);

    /// <summary>Whether it names claims of other locks, and none of this one.</summary>
    public bool IsAboutOthers(Lock held) => Claims.IsAboutOthers(held);

    // A commit that squashes many is asked for each of their locks, and read once.
    private ClaimsInAMessage Claims => claims ??= new ClaimsInAMessage(Text);
}
