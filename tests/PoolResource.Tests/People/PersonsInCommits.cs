namespace PoolResource.Tests.People;

public sealed class PersonsInCommits
{
    private static readonly PoolName Aws = PoolName.Parse("aws", "source.pool");
    private static readonly Person Anna = Person.Parse("Anna <anna@example.com>", "--as");

    [Theory]
    [InlineData("Anna <anna@example.com>", "Anna <anna@example.com>")]
    [InlineData("  Anna B.  < anna@example.com > ", "Anna B. <anna@example.com>")]
    [InlineData("An<n>a\n\e <anna@\rexample.com>", "Anna <anna@example.com>")]
    [InlineData("Anna\u202E <a\u2028@b>", "Anna <a@b>")]
    [InlineData("A <B> <c@d>>\n\nClaim-Id: 7>", "A B <c@dClaim-Id: 7>")]
    public void LoseWhatWouldDelimitThem(string text, string person) => Assert.Equal(person, Person.Parse(text, "--as").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Anna")]
    [InlineData("anna@example.com")]
    [InlineData("<anna@example.com>")]
    [InlineData("Anna <>")]
    [InlineData("Anna <\n>")]
    [InlineData("Anna <a@b")]
    [InlineData("Anna <a@b> of c")]
    public void NeedANameAndAnEmail(string text) => Sentence.Matches(
        "--as: … is no name with an e-mail; write it as \"Name <email>\", each of 200 characters at most",
        Assert.Throws<PoolException>(() => Person.Parse(text, "--as")).Message);

    [Fact]
    public void AreNoLongerThanALogLine() => Assert.Throws<PoolException>(() => Person.Parse($"{new string('a', 201)} <a@b>", "--as"));

    [Theory]
    [InlineData("Anna <ANNA@example.com>", true)]
    [InlineData("Somebody <anna@example.com>", true)]
    [InlineData("Anna <anna@example.org>", false)]
    public void AreKnownByTheirEmail(string other, bool same) => Assert.Equal(same, Anna.Is(Person.Parse(other, "--as")));

    // Each is a person with an account, or with none.
    [Theory]
    [InlineData("anna@example.com github:1", "anna@example.com github:1", true)]
    [InlineData("anna@example.com github:1", "else@example.com github:1", true)]
    [InlineData("anna@example.com github:1", "anna@example.com github:2", false)]
    [InlineData("anna@example.com github:1", "anna@example.com oidc:1", false)]
    [InlineData("anna@example.com oidc:a", "anna@example.com oidc:A", false)]
    [InlineData("anna@example.com github:1", "anna@example.com", false)]
    [InlineData("anna@example.com", "anna@example.com github:1", true)]
    [InlineData("anna@example.com", "else@example.com github:1", false)]
    [InlineData("anna@example.com github:1", null, false)]
    [InlineData("anna@example.com", null, false)]
    public void AreKnownByTheAccountAloneWhoHaveOne(string asks, string? other, bool same) => Assert.Equal(same, PersonOf(asks).Is(other is null ? null : PersonOf(other)));

    [Theory]
    [InlineData("github:583231")]
    [InlineData("my-oidc-2:auth0|5f:7=/@x.y")]
    [InlineData(null)]
    public void HaveAnAccountAsItIsGiven(string? account) => Assert.Equal(account, (Anna with { Account = account }).Account);

    [Theory]
    [InlineData("")]
    [InlineData("github")]
    [InlineData("github:")]
    [InlineData(":1")]
    [InlineData("GitHub:1")]
    [InlineData("git hub:1")]
    [InlineData("github:1 2")]
    [InlineData("github:1\n")]
    [InlineData("github:1\n\nClaim-Id: 7")]
    [InlineData("github:\e[2J")]
    [InlineData("github:ключ")]
    public void HaveNoAccountThatIsNone(string account)
    {
        Sentence.Matches("account … is not written as PROVIDER:ID, such as github:583231; …", Assert.Throws<PoolException>(() => Anna with { Account = account }).Message);
        Assert.Null(CommitMessage.Parse($"claiming: env-1\n\nPool: aws\nPerson: {Anna}\nAccount: {account.ReplaceLineEndings(" ")}\n").Person!.Account);
    }

    [Theory]
    [InlineData(50, 200, true)]
    [InlineData(51, 200, false)]
    [InlineData(50, 201, false)]
    public void HaveAnAccountOfOneLine(int provider, int id, bool isOne) =>
        Assert.Equal(isOne, Record.Exception(() => Anna with { Account = $"{new string('a', provider)}:{new string('1', id)}" }) is null);

    [Theory]
    [InlineData("the deploy hangs", "the deploy hangs")]
    [InlineData("  the deploy hangs \n", "the deploy hangs")]
    public void SayWhyInALine(string text, string reason) => Assert.Equal(reason, Reason.Parse(text, "--reason").Text);

    [Theory]
    [InlineData(" ", "--reason is empty; …")]
    [InlineData("one\ntwo", "--reason: … holds a line end or another control character; write one line of text")]
    [InlineData("one\n\nClaim-Id: 7", "--reason: … holds a line end …")]
    [InlineData("\e[31mred", "--reason: … holds a line end …")]
    [InlineData("one\u2028two", "--reason: … holds a line end …")]
    [InlineData("abc\u202Ecba", "--reason: … holds a line end …")]
    public void ForgeNothingByAReason(string text, string refusal) =>
        Sentence.Matches(refusal, Assert.Throws<PoolException>(() => Reason.Parse(text, "--reason")).Message);

    [Theory]
    [InlineData("stuck build 42 claiming: env-1")]
    [InlineData("main/deploy/test build 42 unclaiming: env-1")]
    [InlineData("one-off build 42 removing: env-1")]
    [InlineData("claiming: env-1")]
    [InlineData("* moving: env-1 to gcp/claimed")]
    public void ForgeNoClaimByWordsThatSoundLikeOne(string words)
    {
        var person = Person.Parse($"{words} <anna@example.com>", "--as");
        var held = new Lock(Aws, LockState.Claimed, LockName.Parse("env-1", "x"));
        foreach (var subject in new[] { "claiming: env-1", "updating: env-1", "unclaiming: env-1", "claiming: other" })
        {
            var plain = new ClaimsInAMessage(CommitMessage.Write(subject, Aws, "7", Anna, reason: "why"));
            var forged = new ClaimsInAMessage(CommitMessage.Write(subject, Aws, "7", person, reason: words));

            Assert.Equal(plain.About(held) is { } own ? own with { Person = person, Reason = words } : null, forged.About(held));
            Assert.Equal(plain.ActingOn(held) is { } acting ? acting with { Person = person, Reason = words } : null, forged.ActingOn(held));
            Assert.Equal(plain.IsAboutOthers(held), forged.IsAboutOthers(held));
        }
    }

    [Fact]
    public void SayWhyIn200Characters()
    {
        Assert.Equal(200, Reason.Parse(new string('x', 200), "--reason").Text.Length);
        Assert.Equal(
            "--reason has 201 characters, and 200 at most fit; write it shorter",
            Assert.Throws<PoolException>(() => Reason.Parse(new string('x', 201), "--reason")).Message);
    }

    [Fact]
    public void AreWrittenToTheLetter() => Assert.Equal(
        "claiming: env-1\n\nPool: aws\nClaim-Id: 7\nPerson: Anna <anna@example.com>\nReason: the deploy hangs\n",
        CommitMessage.Write("claiming: env-1", Aws, "7", Anna, reason: "the deploy hangs"));

    [Fact]
    public void AreReadAgain()
    {
        var message = CommitMessage.Parse(CommitMessage.Write("claiming: env-1", Aws, "7", Anna, reason: "the deploy hangs"));

        Assert.Equal((Anna, "7", "the deploy hangs"), (message.Person, message.ClaimId, message.Reason));
    }

    [Fact]
    public void WhoHaveLoggedInAreWrittenToTheLetterAndReadAgain()
    {
        var person = Anna with { Account = "github:583231" };

        var text = CommitMessage.Write("claiming: env-1", Aws, "7", person, reason: "the deploy hangs");

        Assert.Equal("claiming: env-1\n\nPool: aws\nClaim-Id: 7\nPerson: Anna <anna@example.com>\nAccount: github:583231\nReason: the deploy hangs\n", text);
        Assert.Equal(person, CommitMessage.Parse(text).Person);
        Assert.Equal(person, new CommitFacts(text, "CI Pool Resource", DateTimeOffset.UnixEpoch).Holder.Person);
    }

    [Theory]
    [InlineData("Pool: aws\nAccount: github:1\n")]
    [InlineData("Pool: aws\nBuild-Id: 7\nPerson: Anna <anna@example.com>\nAccount: github:1\n")]
    [InlineData("Pool: aws\nPerson: Anna\nAccount: github:1\n")]
    [InlineData("Pool: aws\nPerson: Anna <anna@example.com>\nAccount: github:1\nAccount: github:2\n")]
    [InlineData("Pool: aws\nPerson: Anna <anna@example.com>\nAccount: github:1\nAccount:\n")]
    [InlineData("Account: github:1\n\nPool: aws\nPerson: Anna <anna@example.com>\n")]
    public void HaveNoAccountWhereNoneIsPlain(string trailers) => Assert.Null(CommitMessage.Parse($"claiming: env-1\n\n{trailers}").Person?.Account);

    [Fact]
    public void AreSaidToActWhereTheyDo()
    {
        static string Shown(Person person) => new CommitFacts(CommitMessage.Write("claiming: env-1", Aws, "7", person), "CI", DateTimeOffset.UnixEpoch).Holder.Shown;

        Assert.Equal(("Anna (at a terminal)", "Anna (via github)"), (Shown(Anna), Shown(Anna with { Account = "github:1" })));
    }

    private static Person PersonOf(string text) => Person.Parse($"Anna <{text.Split(' ')[0]}>", "--as") with { Account = text.Split(' ').ElementAtOrDefault(1) };

    [Fact]
    public void AreNotTakenForBuildsByTheNameOfALock()
    {
        var message = CommitMessage.Parse(CommitMessage.Write("claiming: a build 7 claiming: b", Aws, "7", Anna));

        Assert.Null(message.BuildTitle);
        Assert.Equal(Anna, message.Person);
    }

    [Theory]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci/builds/7\n\nPool: aws\nPerson: Anna <anna@example.com>\n")]
    [InlineData("claiming: env-1\n\nPool: aws\nBuild-Id: 7\nPerson: Anna <anna@example.com>\n")]
    [InlineData("claiming: env-1\n\nPool: aws\nPerson: Anna\n")]
    [InlineData("claiming: env-1\n\nPool: aws\nPerson: <>\n")]
    public void AreNoneWhereABuildSpeaks(string message) => Assert.Null(CommitMessage.Parse(message).Person);

    [Theory]
    [InlineData("claiming: env-1", "anna@example.com", "Anna <anna@example.com>")]
    [InlineData("take env-1 while the database is moved\n\nA longer story.", "anna@example.com", "Anna <anna@example.com>")]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci/builds/7\n", "anna@example.com", null)]
    [InlineData("claiming: env-1\n\nBuild URL: \n", "anna@example.com", null)]
    [InlineData("claiming: env-1\n\nPool: aws\nClaim-Id: 7\n", "anna@example.com", null)]
    [InlineData("main/deploy/test build 42 claiming: env-1", "anna@example.com", null)]
    [InlineData("claiming: env-1", "ci-pool@localhost", null)]
    [InlineData("claiming: env-1", "", null)]
    [InlineData("claiming: env-1\n\nPool: aws\nClaim-Id: 7\nPerson: Bob <bob@example.com>\n", "ci-pool@localhost", "Bob <bob@example.com>")]
    public void AreThoseWhoCommitByHandAndNeverABuild(string message, string email, string? person)
    {
        var facts = new CommitFacts(message, "Anna", DateTimeOffset.UnixEpoch) { CommitterEmail = email };

        Assert.Equal(person, facts.Holder.Person?.ToString());
    }
}
