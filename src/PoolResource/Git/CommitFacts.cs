namespace PoolResource.Git;

/// <summary>What a commit says of who made it and when.</summary>
/// <param name="Message">Its message.</param>
/// <param name="Committer">The committer's name.</param>
/// <param name="When">When it was committed.</param>
public sealed record CommitFacts(CommitMessage Message, string Committer, DateTimeOffset When)
{
    /// <summary>Who did it: the build, or a person.</summary>
    public Holder Holder => new(Message.BuildTitle is { } title ? PipelineVars.In(title, Message.PipelineVars) : Committer, When, Message.BuildUrl);
}
