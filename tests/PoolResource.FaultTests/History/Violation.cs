namespace PoolResource.FaultTests.History;

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which one.</param>
/// <param name="Build">The build it concerns, by its page; null when that is unknown.</param>
/// <param name="What">What happened.</param>
internal sealed record Violation(string Promise, string? Build, string What)
{
    public override string ToString() => $"{Promise}: {What}";
}

/// <summary>The promises that are kept, by name.</summary>
internal static class Promise
{
    public const string OneLockACommit = "a commit changes one lock, and says so";
    public const string NothingIsOverwritten = "no accepted commit is overwritten";
    public const string OnePlace = "a lock is in one place";
    public const string AnswersAreTrue = "an answer is true";
    public const string ClaimsAreAnswered = "a claim is answered, undone, or owned to";
    public const string NothingIsStolen = "a claim ends by its holder";
    public const string TheLivingKeepTheirs = "no claim is reaped but a stale one";
    public const string NothingLeaks = "a stale claim is gone when a reap that is about it is over";
    public const string OneLockAName = "a build holds one lock under a name";
    public const string StepsEndInOrder = "a step ends as it should";
    public const string LinesEnd = "who has ended in order has left the line";
    public const string PlaysEnd = "a play comes to its end";
    public const string PoolsStayUsable = "every lock can be taken and released afterwards";
}
