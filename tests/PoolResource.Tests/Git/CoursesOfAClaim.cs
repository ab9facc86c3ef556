using PoolResource.Git.Graph;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Git;

public sealed class CoursesOfAClaim
{
    private const string Blue = "blue/claimed";

    // Each change is what became of the lock's file: "in place", "arrived", "left", or where it went; then its message.
    [Theory]
    [InlineData("A", "", "stands in aws as A")]
    [InlineData("A", "in place|edit by hand", "stands in aws as A")]
    [InlineData("A", "in place|updating: env-1\n\nPool: aws\nClaim-Id: A", "stands in aws as A")]
    [InlineData("A", "in place|continuing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: B\nContinues: A", "stands in aws as B")]
    [InlineData("A", "in place|continuing: env-1\n\nClaim-Id: B\nContinues: A;in place|updating: env-1\n\nClaim-Id: B", "stands in aws as B")]
    [InlineData("A", "in place|continuing: env-1\n\nClaim-Id: B\nContinues: A;in place|continuing: env-1\n\nClaim-Id: C\nContinues: B", "stands in aws as C")]
    [InlineData("A", "in place|continuing: env-1\n\nClaim-Id: B\nContinues: other", "over: taken over by 1")]
    [InlineData("A", "in place|claiming: env-1\n\nPool: aws\nClaim-Id: B", "over: taken over by 1")]
    [InlineData("A", "in place|claiming: env-2\n\nPool: aws\nClaim-Id: B", "stands in aws as A")]
    [InlineData("A", "in place|claiming: env-1\n\nPool: gcp\nClaim-Id: B", "stands in aws as A")]
    [InlineData("A", Blue + "|moving: env-1 to blue/claimed\n\nPool: aws\nClaim-Id: A", "stands in blue as A")]
    [InlineData("A", Blue + "|by hand", "over: moved to blue (claimed) by 1")]
    [InlineData("A", Blue + "|moving: env-1 to blue/claimed\n\nPool: aws\nClaim-Id: B", "over: moved to blue (claimed) by 1")]
    [InlineData("A", Blue + "|moving: env-1 to blue/claimed\n\nClaim-Id: A;in place|by hand", "stands in blue as A")]
    [InlineData("A", Blue + "|moving: env-1 to blue/claimed\n\nClaim-Id: A;blue/unclaimed|unclaiming: env-1", "over: released by 2")]
    [InlineData("A", "aws/unclaimed|unclaiming: env-1", "over: released by 1")]
    [InlineData("A", "aws/unclaimed|by hand;arrived|claiming: env-1\n\nClaim-Id: B", "over: released by 1, last 2")]
    [InlineData("A", "aws/unclaimed|by hand;arrived|claiming: env-1\n\nClaim-Id: A", "over: released by 1, last 2")]
    [InlineData("A", "aws/unclaimed|by hand;arrived|claiming: env-1\n\nClaim-Id: B;in place|edit by hand", "over: released by 1, last 2")]
    [InlineData("A", "aws-lifecycle/unclaimed|recycling: env-1", "over: recycled by 1")]
    [InlineData("A", "gone|removing: env-1", "over: removed by 1")]
    [InlineData("A", "aws/unclaimed|updating: env-1\n\nClaim-Id: A", "over: released by 1")]
    [InlineData(null, "in place|updating: env-1\n\nPool: aws", "stands in aws as none")]
    [InlineData(null, "in place|edit by hand", "stands in aws as none")]
    [InlineData(null, "in place|continuing: env-1\n\nClaim-Id: B\nContinues: 1111111111111111111111111111111111111111", "stands in aws as B")]
    [InlineData(null, Blue + "|moving: env-1 to blue/claimed\n\nClaim-Id: B\nContinues: 1111111111111111111111111111111111111111", "stands in blue as B")]
    [InlineData(null, Blue + "|moving: env-1 to blue/claimed", "over: moved to blue (claimed) by 1")]
    [InlineData(null, "in place|claiming: env-1\n\nClaim-Id: B", "over: taken over by 1")]
    public void StandUntilALockChangesHands(string? id, string changes, string expected)
    {
        var course = new ClaimCourse(
            new Claim(Answer.Aws, Answer.Env1, Answer.Commit, id), Facts($"claiming: env-1\n\nPool: aws{(id is null ? "" : $"\nClaim-Id: {id}")}", "0"));
        foreach (var (change, n) in changes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select((change, n) => (change.Split('|'), n + 1)))
        {
            course.Follow(new LockChange(
                Answer.Commit, Facts(change[1], $"{n}"), change[0] != "arrived", change[0] is "in place" or "arrived", Place(change[0])));
        }

        Assert.Equal(expected, Said(course.ClaimStatus));
    }

    private static string Said(ClaimStatus tenure) => tenure switch
    {
        { Standing: { } standing } => $"stands in {standing.Held.Pool} as {standing.Message.ClaimId ?? "none"}",
        { Ending: { } ending } => $"over: {ending.Verb} by {ending.By.Who}{(ending.Last == ending.By ? "" : $", last {ending.Last.Who}")}",
        _ => "unfound",
    };

    private static Lock? Place(string change) => change.Split('/') is [var pool, var state]
        ? new Lock(PoolName.Parse(pool, "x"), LockState.All.Single(one => one.Directory == state), Answer.Env1)
        : null;

    private static CommitFacts Facts(string message, string who) =>
        new(message, who, DateTimeOffset.UnixEpoch);
}
