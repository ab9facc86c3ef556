using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Vocabulary;

public sealed class ClaimsInMessages
{
    private const string First = "main/a/b build 1 claiming: env-1\n\nBuild URL: https://ci/builds/1\n\nPool: aws\nClaim-Id: A\nBuild-Id: 1\nClaimed-As: x\n";
    private const string Second = "main/a/b build 2 claiming: env-1\n\nPool: aws\nClaim-Id: B\nBuild-Id: 2\n";
    private const string Other = "main/a/b build 3 claiming: env-2\n\nPool: aws\nClaim-Id: C\nBuild-Id: 3\nClaimed-As: y\n";
    private const string Elsewhere = "main/a/b build 4 claiming: env-1\n\nPool: gcp\nClaim-Id: D\nBuild-Id: 4\n";

    private static readonly Lock Held = new(Answer.Aws, LockState.Claimed, Answer.Env1);

    [Theory]
    [InlineData(First, "A")]
    [InlineData(Other, null)]
    [InlineData(Elsewhere, null)]
    [InlineData(First + "\n" + Other, "A")]
    [InlineData(Other + "\n" + First, "A")]
    [InlineData(First + "\nmain/a/b build 1 unclaiming: env-1\n\nPool: aws\n\n" + Second, "B")]
    [InlineData("Squashed commit of the following:\n\ncommit 1234\nAuthor: A <a@b>\n\n    main/a/b build 2 claiming: env-1\n    \n    Claim-Id: B\n\ncommit 1233\n\n    main/a/b build 1 claiming: env-1\n    \n    Claim-Id: A\n", "B")]
    [InlineData("Squash and merge\n\n* main/a/b build 1 claiming: env-1\n\nPool: aws\nClaim-Id: A\n\n* main/a/b build 3 claiming: env-2\n\nPool: aws\nClaim-Id: C\n", "A")]
    [InlineData("tidy up\n\nPool: aws\nClaim-Id: A\n", "A")]
    [InlineData("tidy up\n\nPool: gcp\nClaim-Id: D\n", null)]
    [InlineData("tidy up\n\nClaim-Id: A\nClaim-Id: C\n", null)]
    [InlineData("moving: env-1 to aws/claimed\n\nPool: blue\nClaim-Id: A\n", "A")]
    [InlineData("moving: env-1 to green/claimed\n\nPool: blue\nClaim-Id: A\n", null)]
    [InlineData("updating: env-1\n\nPool: aws\nClaim-Id: A\n", "A")]
    [InlineData("claiming: env-1\r\n\r\nPool: aws\r\nClaim-Id: A\r\n", "A")]
    [InlineData("updating: env-1\n\nPool: aws\n", null)]
    [InlineData("unclaiming: env-1\n", null)]
    [InlineData("by hand", null)]
    [InlineData("", null)]
    public void AreThoseOfTheLockThatIsMeant(string message, string? claimId) =>
        Assert.Equal(claimId, new ClaimsInAMessage(message).About(Held)?.ClaimId);

    [Theory]
    [InlineData("claiming: env-1\n", true)]
    [InlineData("adding claimed: env-1", true)]
    [InlineData("claiming: env-2\n", false)]
    [InlineData("fixup! main/a/b build 1 claiming: env-1", false)]
    [InlineData("squash! claiming: env-1", false)]
    [InlineData("Merge branch 'main/a/b build 1 claiming: env-1", false)]
    [InlineData("adding unclaimed: env-1", false)]
    public void MayHaveNoId(string message, bool isOne) =>
        Assert.Equal(isOne, new ClaimsInAMessage(message).About(Held) is { ClaimId: null });

    [Fact]
    public void AreToldWithTheBuildThatMadeThem()
    {
        var message = new ClaimsInAMessage($"{First}\n{Other}").About(Held);

        Assert.Equal(("main/a/b build 1", "https://ci/builds/1", "1", "x"), (message?.BuildTitle, message?.BuildUrl, message?.BuildId, message?.Alias));
    }

    [Theory]
    [InlineData(Other, true)]
    [InlineData(First + Other, false)]
    [InlineData("by hand", false)]
    public void MayBeOfOthersOnly(string message, bool areOfOthers) =>
        Assert.Equal(areOfOthers, new ClaimsInAMessage(message).IsAboutOthers(Held));

    [Theory]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a\u202eb")]
    [InlineData("- a")]
    public void AreToldOfNamesNobodyWouldGive(string text)
    {
        Assert.True(LockName.TryParse(text, out var name));
        var held = new Lock(Answer.Aws, LockState.Claimed, name);
        var build = new Build("1", "1", "c", "b", "a", null);

        Assert.Equal("id", new ClaimsInAMessage(CommitMessage.Write($"claiming: {name}", Answer.Aws, "id", build)).About(held)?.ClaimId);
        Assert.Equal(held, CommitMessage.Parse(CommitMessage.Write($"continuing: {name}", Answer.Aws, "id", build, "x", name, "older")).SpokenOf);
    }

    [Theory]
    [InlineData("Revert \"main/a/b build 1 claiming: env-1\"\n\nThis reverts commit 1234.\n")]
    [InlineData("Reapply \"main/a/b build 1 claiming: env-1\"\n")]
    public void AreNotThoseThatAPersonTakesBack(string message) =>
        Assert.Null(new ClaimsInAMessage(message).About(new Lock(Answer.Aws, LockState.Claimed, LockName.Parse("env-1\"", "x"))));

    [Fact]
    public void AreFoundWhateverTheLockIsCalled()
    {
        var name = LockName.Parse("x build 2 claiming: y", "x");

        Assert.NotNull(new ClaimsInAMessage($"claiming: {name}\n\nClaim-Id: A").About(new Lock(Answer.Aws, LockState.Claimed, name)));
        Assert.NotNull(new ClaimsInAMessage($"main/a/b build 1 claiming: {name}\n\nClaim-Id: A").About(new Lock(Answer.Aws, LockState.Claimed, name)));
    }
}
