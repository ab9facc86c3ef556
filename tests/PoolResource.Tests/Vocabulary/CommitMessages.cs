namespace PoolResource.Tests.Vocabulary;

public sealed class CommitMessages
{
    private static readonly PoolName Aws = PoolName.Parse("aws", "source.pool");
    private static readonly Guid Claim = Guid.Parse("01932f0c-0000-7000-8000-000000000001");

    private static readonly Build Known = new(
        "1234", "42", "test", "deploy", "main", "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42");

    [Fact]
    public void OfABuildAreWrittenToTheLetter() =>
        Assert.Equal(ExpectedText.Of("message-of-a-claim"), CommitMessage.Write("claiming: env-1", Aws, $"{Claim}", Known));

    [Fact]
    public void OfNobodyAreWrittenToTheLetter() => Assert.Equal(
        "unclaiming: env-1\n\nPool: aws\n", CommitMessage.Write("unclaiming: env-1", Aws, null, new Build(null, null, null, null, null, null)));

    [Theory]
    [InlineData("claiming: env-1")]
    [InlineData("unclaiming: env-1")]
    [InlineData("removing: env-1")]
    [InlineData("adding unclaimed: env-1")]
    [InlineData("adding claimed: env-1")]
    [InlineData("updating: env-1")]
    [InlineData("continuing: env-1")]
    public void AreReadAsTheyAreWritten(string subject) => Assert.Equal(
        new CommitMessage("main/deploy/test build 42", Known.Url, $"{Claim}", "1234", null),
        CommitMessage.Parse(CommitMessage.Write(subject, Aws, $"{Claim}", Known)));

    [Theory]
    [InlineData("claiming: env-1", null, null)]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci/builds/1\n", null, "https://ci/builds/1")]
    [InlineData("main/deploy/test build 42 claiming: env-1", "main/deploy/test build 42", null)]
    [InlineData("main/deploy/test build 42.1 unclaiming: env-1", "main/deploy/test build 42.1", null)]
    [InlineData("one-off build 12 claiming: env-1", "one-off build 12", null)]
    [InlineData("one-off build 12 claiming: env-1\n\nBuild URL: https://ci/builds/12", "one-off build 12", "https://ci/builds/12")]
    [InlineData("a/my build job/x build 7 adding claimed: env-1", "a/my build job/x build 7", null)]
    [InlineData("jane: Move aws/claimed/env-1 to aws/unclaimed/env-1", null, null)]
    [InlineData("free env-1, its build is dead", null, null)]
    [InlineData("Revert \"main/deploy/test build 42 unclaiming: env-1\"", null, null)]
    [InlineData("Revert \"Revert \"main/deploy/test build 42 unclaiming: env-1\"\"", null, null)]
    [InlineData("Reapply \"main/deploy/test build 42 claiming: env-1\"", null, null)]
    [InlineData("Merge branch 'main/deploy/test build 42 claiming: env-1'", null, null)]
    [InlineData("fixup! main/deploy/test build 42 claiming: env-1", null, null)]
    [InlineData("squash! main/deploy/test build 42 claiming: env-1", null, null)]
    [InlineData("amend! one-off build 42 claiming: env-1", null, null)]
    [InlineData("fixup! fixup! one-off build 42 claiming: env-1", null, null)]
    [InlineData("Merge-bot/deploy/test build 42 claiming: env-1", "Merge-bot/deploy/test build 42", null)]
    [InlineData("", null, null)]
    [InlineData("\n\n", null, null)]
    [InlineData("main/deploy/test build 42 claiming: env-1\r\n\r\nBuild URL: https://ci/builds/1\r\n", "main/deploy/test build 42", "https://ci/builds/1")]
    public void OfEveryDialectAreRead(string message, string? title, string? url) =>
        Assert.Equal(new CommitMessage(title, url, null, null, null), CommitMessage.Parse(message));

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.999, "")]
    [InlineData(-5, "")]
    [InlineData(1, "Waited: 1s\n")]
    [InlineData(127.9, "Waited: 127s\n")]
    [InlineData(100_000, "Waited: 100000s\n")]
    public void TellOfAWaitOfASecondOrMore(double seconds, string trailer)
    {
        var message = CommitMessage.Write("claiming: env-1", Aws, $"{Claim}", new Build(null, null, null, null, null, null), waited: TimeSpan.FromSeconds(seconds));

        Assert.Equal($"claiming: env-1\n\nPool: aws\nClaim-Id: {Claim}\n{trailer}", message);
        Assert.Equal(trailer.Length == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(Math.Floor(seconds)), CommitMessage.Parse(message).Waited);
    }

    [Theory]
    [InlineData("127s", 127)]
    [InlineData(" 127s ", 127)]
    [InlineData("999999999s", 999_999_999)]
    [InlineData("9999999999s", null)]
    [InlineData("127", null)]
    [InlineData("-127s", null)]
    [InlineData("+127s", null)]
    [InlineData("1.5s", null)]
    [InlineData("0s", null)]
    [InlineData("2m", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    public void SayNothingOfAWaitThatIsNone(string value, int? seconds) =>
        Assert.Equal(seconds, (int?)CommitMessage.Parse($"claiming: env-1\n\nWaited: {value}\n").Waited?.TotalSeconds);

    [Fact]
    public void TellMoreInTrailers()
    {
        var build = Known with { Vars = """{"branch":"main"}""" };

        var message = CommitMessage.Parse(CommitMessage.Write(
            "continuing: env-1", Aws, $"{Claim}", build, "mine", LockName.Parse("env-1", "x"), "older", "blue"));

        Assert.Equal(
            new CommitMessage("main/deploy/test build 42", Known.Url, $"{Claim}", "1234", "mine")
            {
                Continues = "older",
                TakenIn = "blue",
                PipelineVars = build.Vars,
                SpokenOf = new Lock(Aws, LockState.Claimed, LockName.Parse("env-1", "x")),
            },
            message);
    }

    [Theory]
    [InlineData("""{"branch":"main"}""", "main/deploy/branch:main/test build 42")]
    [InlineData("""{"a":{"b":1},"c":true}""", "main/deploy/a.b:1,c:true/test build 42")]
    [InlineData(null, "main/deploy/test build 42")]
    [InlineData("[]", "main/deploy/test build 42")]
    [InlineData("""{"a":"\ud800"}""", "main/deploy/a:\"\\ud800\"/test build 42")]
    public void NameTheInstanceOfThePipelineToo(string? vars, string who) => Assert.Equal(who, new CommitFacts(
        CommitMessage.Write("claiming: env-1", Aws, $"{Claim}", Known with { Vars = vars }),
        "CI",
        DateTimeOffset.UnixEpoch).Holder.Who);

    [Fact]
    public void NameTheBuildThatWroteThemWhateverTheLockIsCalled() => Assert.Equal(
        "main/deploy/test build 42",
        CommitMessage.Parse(CommitMessage.Write("claiming: x build 2 claiming: y", Aws, $"{Claim}", Known)).BuildTitle);

    [Fact]
    public void CannotControlATerminal()
    {
        var message = CommitMessage.Parse("a\e[2J build 1\b claiming: x\n\nBuild URL: https://ci/\e]8;;\a\u202e\nClaim-Id: \0\nBuild-Id: 1\u2028");

        Assert.DoesNotContain($"{message}", character => char.IsControl(character) || character is '\u202e' or '\u2028');
        Assert.Equal("a?[2J build 1?", message.BuildTitle);
    }

    [Fact]
    public void AreReadWhateverStandsInThem() => Property.Holds(
        Property.TextOf(12, "a", " build ", "one-off build ", "claiming: ", "\n", "\r", "Build URL:", "Claim-Id: ", " ", "\e", "\0", "日"),
        500,
        text => Assert.DoesNotContain($"{CommitMessage.Parse(text)}", char.IsControl));

    [Fact]
    public void CannotBeForgedByTheNameOfALockOrABuild()
    {
        var build = Build.From(name => name switch
        {
            "BUILD_NAME" => "1\n\nClaim-Id: forged",
            "BUILD_URL" => "https://ci/\nBuild-Id: forged",
            _ => "x",
        });

        var message = CommitMessage.Parse(CommitMessage.Write("claiming: env-1", Aws, $"{Claim}", build));

        Assert.Equal($"{Claim}", message.ClaimId);
        Assert.Equal("x", message.BuildId);
    }
}
