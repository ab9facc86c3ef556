using System.Text;

namespace PoolResource.Tests.Vocabulary;

public sealed class TracesOfAnAlias
{
    private const string Page = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42";
    private const string Message = "main/deploy/test build 42 claiming: env-1\n\nBuild URL: " + Page + "\n\nPool: aws\nClaim-Id: id\nBuild-Id: 1234\nClaimed-As: NAME\n";

    private static readonly Build Self = new("1234", "42", "test", "deploy", "main", Page);

    private static readonly Lock Held = new(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse("env-1", "lock"));

    [Theory]
    [InlineData("mine", "\n", "\n")]
    [InlineData("mine", "\n", "\r\n")]
    [InlineData("mine", ": 1234", ":1234")]
    [InlineData("mine", ": 1234", ":   1234  ")]
    [InlineData("mine", ": 1234", ":\u00a01234\u2003")]
    [InlineData("mine", "\n", "\n    ")]
    [InlineData("mine", "main/deploy", "Squashed commit of the following:\n\n    main/deploy")]
    [InlineData("mine", "Claimed-As", "* Claimed-As")]
    [InlineData("mine", "Build-Id", "Build-Id: 1\nBuild-Id")]
    [InlineData("mine", "Claim-Id", "Build-Id: 1\nClaim-Id")]
    [InlineData("say \"mine\" 'once'", "\n", "\n")]
    [InlineData("a?b", "a?b", "a\u0001b")]
    [InlineData("ключ ü", "\n", "\n")]
    [InlineData("Build-Id: 5", "\n", "\n")]
    [InlineData("a: b", "\n", "\n")]
    public void AreSeenInWhateverTellsOfItsClaim(string name, string written, string otherwise)
    {
        var message = Message.Replace("NAME", name, StringComparison.Ordinal).Replace(written, otherwise, StringComparison.Ordinal);
        var alias = new Alias(name, Self);

        Assert.NotEmpty(alias.Among([new StandingClaim(Held, Commit, new ClaimsInAMessage(message).About(Held)!)], Held.Pool));
        Assert.True(alias.MayBeToldBy(Written(message)));
    }

    [Theory]
    [InlineData("Build-Id: 1234", "Build-Id: 12345")]
    [InlineData("Build-Id: 1234", "Build-Id: 11234")]
    [InlineData("Build-Id: 1234\n", "")]
    [InlineData("Claimed-As: NAME", "Claimed-As: NAME-2")]
    [InlineData("Claimed-As: NAME\n", "")]
    public void AreNotSeenInWhatOthersDo(string own, string others) => Assert.False(
        new Alias("mine", Self).MayBeToldBy(Written(Message.Replace(own, others, StringComparison.Ordinal).Replace("NAME", "mine", StringComparison.Ordinal))));

    private static CommitId Commit => CommitId.TryParse(new string('1', 40), out var id) ? id : throw new InvalidOperationException();

    private static byte[] Written(string message) =>
        Encoding.UTF8.GetBytes($"tree {Commit}\nauthor A Person <a@b> 1767225600 +0000\ncommitter A Person <a@b> 1767225600 +0000\n\n{message}");
}
