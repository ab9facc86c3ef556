using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Vocabulary;

public sealed class TrailersOfAMessage
{
    private const string Claim = "main/a/b build 1 claiming: env-1\n\nBuild URL: https://ci/builds/1\n\nPool: aws\nClaim-Id: A\nBuild-Id: 1\n";

    private static readonly Lock Held = new(Answer.Aws, LockState.Claimed, Answer.Env1);

    [Theory]
    [InlineData(Claim, "A")]
    [InlineData("claiming: env-1\n\nClaim-Id: A", "A")]
    [InlineData("claiming: env-1\n\n\n\nClaim-Id: A\n\n\n", "A")]
    [InlineData("claiming: env-1\r\n\r\nPool: aws\r\nClaim-Id: A\r\n\r\n", "A")]
    [InlineData("claiming: env-1\n \t\nClaim-Id: A\n  \n", "A")]
    [InlineData("claiming: env-1\n\nwhy it is done\n\nClaim-Id: A", "A")]
    [InlineData("claiming: env-1\n\nwhy it is done\nClaim-Id: A", "A")]
    [InlineData("claiming: env-1\n\nClaim-Id: forged\n\nClaim-Id: A", "A")]
    [InlineData("claiming: env-1\n\nClaim-Id: forged\n\nPool: aws\n", null)]
    [InlineData("claiming: env-1\n\nClaim-Id: forged\n\nand this is why", null)]
    [InlineData("give env-1 back\n\nIt was taken by\n\nClaim-Id: forged\n\nwhich is over", null)]
    [InlineData("claiming: env-1\nClaim-Id: forged", null)]
    [InlineData("Claim-Id: forged", null)]
    [InlineData("Claim-Id: forged\n\n\n", null)]
    [InlineData("\n\nclaiming: env-1\nClaim-Id: forged", null)]
    [InlineData("claiming: env-1\n\n Claim-Id: forged", null)]
    [InlineData(Claim + "Signed-off-by: A Person <a@b>\n", "A")]
    [InlineData(Claim + "(cherry picked from commit 1234)\n", "A")]
    [InlineData(Claim + "\nSigned-off-by: A Person <a@b>\n", "A")]
    [InlineData(Claim + "\n---------\n\nCo-authored-by: A Person <a@b>\nco-authored-by: B <b@c>\n", "A")]
    [InlineData(Claim + "\n---------\n\nIt was him: A Person <a@b>\n", null)]
    [InlineData("---------", null)]
    [InlineData("", null)]
    [InlineData("\n\n", null)]
    public void StandInItsLastParagraph(string message, string? claimId)
    {
        Assert.Equal(claimId, CommitMessage.Parse(message).ClaimId);
    }

    [Theory]
    [InlineData("Build-Id")]
    [InlineData("Claimed-As")]
    [InlineData("Continues")]
    [InlineData("Claimed-In")]
    [InlineData("Pipeline-Vars")]
    [InlineData("Reason")]
    [InlineData("Waited")]
    public void AreNotReadBefore(string key)
    {
        var value = key == "Waited" ? "7s" : "x";

        Assert.Equal(CommitMessage.Parse("claiming: env-1"), CommitMessage.Parse($"claiming: env-1\n\n{key}: {value}\n\nand this is why"));
        Assert.NotEqual(CommitMessage.Parse("claiming: env-1"), CommitMessage.Parse($"claiming: env-1\n\nand this is why\n\n{key}: {value}"));
    }

    [Theory]
    [InlineData("continuing: env-1\n\nPool: aws\nLock: env-1\n", true)]
    [InlineData("continuing: env-1\n\nPool: aws\nLock: env-1\n\nbecause", false)]
    [InlineData("continuing: env-1\n\nPool: aws\n\nLock: env-1\n", false)]
    public void NameALockTogether(string message, bool isNamed) => Assert.Equal(isNamed, CommitMessage.Parse(message).SpokenOf == Held);

    [Theory]
    [InlineData(Claim + "\nmain/a/b build 2 claiming: env-2\n\nPool: aws\nClaim-Id: B\n", "A")]
    [InlineData("main/a/b build 2 claiming: env-2\n\nPool: aws\nClaim-Id: B\n\n" + Claim + "\n---------\n\nCo-authored-by: A Person <a@b>", "A")]
    [InlineData("Squash and merge\n\n* claiming: env-1\n\nClaim-Id: A\n\n* claiming: env-2\n\nClaim-Id: B\n", "A")]
    [InlineData("Squashed commit of the following:\n\ncommit 1234\nAuthor: A <a@b>\nDate:   now\n\n    claiming: env-1\n    \n    Pool: aws\n    Claim-Id: A\n\ncommit 1233\nMerge: 12 34\nAuthor: A <a@b>\nDate:   now\n\n    claiming: env-2\n    \n    Claim-Id: B\n", "A")]
    [InlineData("Squashed commit of the following:\n\ncommit 1234\nAuthor: A <a@b>\n\n    tidy up\n    \n    Claim-Id: A\n\ncommit 1233\nAuthor: A <a@b>\n\n    claiming: env-2\n    \n    Claim-Id: B\n", "A")]
    [InlineData("claiming: env-1\n\nClaim-Id: forged\n\nand this is why\n\nmain/a/b build 2 claiming: env-2\n\nClaim-Id: B\n", null)]
    [InlineData("tidy up\n\nClaim-Id: forged\n\nand this is why", null)]
    public void AreThoseOfEachMessageThatWasSquashed(string message, string? claimId) =>
        Assert.Equal(claimId, new ClaimsInAMessage(message).About(Held)?.ClaimId);

    [Theory]
    [InlineData("its build is dead", "its build is dead")]
    [InlineData("a\tb\e[2J", "a?b?[2J")]
    [InlineData("<a@b>", "<a@b>")]
    [InlineData("  ", null)]
    public void TellAReasonInOneLine(string written, string? read) =>
        Assert.Equal(read, CommitMessage.Parse($"unclaiming: env-1\n\nReason: {written}\n").Reason);

    [Fact]
    public void TellAReasonOf200CharactersAtMost() => Assert.Equal(
        new string('x', 199) + "…", CommitMessage.Parse($"unclaiming: env-1\n\nReason: {new string('x', 100_000)}\n").Reason);
}
