namespace PoolResource.Tests.Puts;

/// <summary>Only "accepted" decides a push: after every other answer the branch says what is in it.</summary>
public sealed class HostsThatRefuseAndHaveDoneIt : IDisposable
{
    private const string AtOnce = "git update-ref refs/heads/main $3; echo quota is exceeded >&2; exit 1";
    private const string NotYet = "echo $3 >>pushed; test -e sound || { echo quota is exceeded >&2; exit 1; }";

    private readonly Put put = new();

    public HostsThatRefuseAndHaveDoneIt()
    {
        put.Branch.Then("aws/claimed/held aws/unclaimed/a aws/unclaimed/b");
        File.WriteAllText(In("name"), "held");
        File.WriteAllText(In("metadata"), "");
    }

    public static TheoryData<string> Operations =>
    [
        """{"acquire": true}""", """{"claim": "a"}""", """{"release": "."}""", """{"remove": "."}""",
        """{"add": {"name": "new"}}""", """{"add_claimed": {"name": "new"}}""", """{"update": {"name": "a", "metadata": "new"}}""",
    ];

    public void Dispose() => put.Dispose();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AtOnceAreNotAskedASecondTime(string parameters)
    {
        put.Branch.Hook("update", AtOnce);

        var response = await put.RunAsync(parameters);

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal(2, put.Branch.Commits);
        Assert.DoesNotContain("warning", put.Log, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task LateAreFoundOut(string parameters)
    {
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ => put.Branch.Git("update-ref", "refs/heads/main", Pushed[^1]);

        var response = await put.RunAsync(parameters);

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Equal(2, put.Branch.Commits);
    }

    // Nobody knew of the claim while it stood.
    [Theory]
    [InlineData("""{"claim": "a", "timeout": "3m"}""")]
    [InlineData("""{"claim": "a", "as": "mine", "timeout": "3m"}""")]
    public async Task AreNotBelievedWhereAnotherHasTheLockByNow(string parameters)
    {
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ =>
        {
            if (!File.Exists(In("sound")))
            {
                put.Branch.Git("update-ref", "refs/heads/main", Pushed[^1]);
                put.Branch.Then("aws/claimed/held aws/unclaimed/a aws/unclaimed/b");
                put.Branch.Then("aws/claimed/held aws/claimed/a aws/unclaimed/b", "main/other/job build 7 claiming: a\n\nClaim-Id: theirs");
                Sound(true);
            }
        };

        Assert.Contains("a is held by main/other/job build 7", await put.RefusalAsync(parameters), StringComparison.Ordinal);

        Assert.Contains(put.Lines, line => line.StartsWith("warning: lock a of pool aws was claimed by this build", StringComparison.Ordinal));
        Assert.Equal(4, put.Branch.Commits);
    }

    // A lease that was renewed late is worth nothing once the claim is over.
    [Theory]
    [InlineData("aws/claimed/held aws/unclaimed/a aws/unclaimed/b", "lock a of pool aws is no longer held by this claim: it was already released by A Person at …")]
    [InlineData("aws/claimed/held aws/unclaimed/b", "lock a is no longer in pool aws: it was taken out by A Person at …")]
    public async Task AreNotBelievedWhereTheClaimIsOverThatTheyHaveRenewed(string then, string sentence)
    {
        var claim = await put.RunAsync("""{"claim": "a", "lease": "1h"}""");
        await put.GetAsync(claim.Version);
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ =>
        {
            if (!File.Exists(In("sound")))
            {
                put.Branch.Git("update-ref", "refs/heads/main", Pushed[^1]);
                put.Branch.Then(then);
                Sound(true);
            }
        };

        Sentence.Matches($"{sentence}; nothing was changed…", await put.RefusalAsync("""{"renew": "env", "lease": "6h"}"""));

        Assert.Equal(4, put.Branch.Commits);
    }

    [Fact]
    public async Task MayHaveFreedTheLockAgainWhichIsTakenAnew()
    {
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ =>
        {
            if (!File.Exists(In("sound")))
            {
                put.Branch.Git("update-ref", "refs/heads/main", Pushed[^1]);
                put.Branch.Then("aws/claimed/held aws/unclaimed/a aws/unclaimed/b");
                Sound(true);
            }
        };

        var response = await put.RunAsync("""{"claim": "a"}""");

        Assert.Equal(put.Branch.Tip.Value, response.Version.Ref);
        Assert.Contains("aws/claimed/a", put.Branch.Files, StringComparison.Ordinal);
        Assert.Equal(4, put.Branch.Commits);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AreGivenNoOtherCommitWhileTheBranchStandsStill(string parameters)
    {
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ => Sound(put.Time.Pauses.Count > 2);

        var response = await put.RunAsync(parameters);

        Assert.Equal(4, Pushed.Length);
        Assert.Equal(response.Version.Ref, Assert.Single(Pushed.Distinct()));
    }

    // An editor of the branch merges what was refused after all, beside another commit.
    [Fact]
    public async Task AreFoundOutByAnyCommitThatWasPushed()
    {
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ =>
        {
            if (Pushed.Length == 1)
            {
                put.Branch.Then("aws/claimed/held aws/unclaimed/a aws/unclaimed/b other");
            }
            else if (CommitId.TryParse(Pushed[0], out var first))
            {
                put.Branch.On([put.Branch.Tip, first], $"{put.Branch.FilesOf(first)} other");
            }
        };

        var response = await put.RunAsync("""{"acquire": true}""");

        Assert.Equal(2, Pushed.Distinct().Count());
        Assert.Equal(Pushed[0], response.Version.Ref);
    }

    // What was pushed stays in the repository in which it was made, also where a claim cannot be found.
    [Fact]
    public async Task AreGivenTheSameCommitWhereTheClaimIsNotInTheBranch()
    {
        await File.WriteAllTextAsync(
            In("claim.json"), $$"""{"pool": "aws", "lock": "held", "ref": "{{put.Branch.Tip}}"}""", TestContext.Current.CancellationToken);
        put.Branch.Hook("update", NotYet);
        put.Time.Paused = _ => Sound(true);

        await put.RunAsync("""{"release": "."}""");

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b aws/unclaimed/held", put.Branch.Files);
        Assert.Single(Pushed.Distinct());
    }

    private string[] Pushed => File.Exists(In("pushed")) ? File.ReadAllLines(In("pushed")) : [];

    private string In(string file) => Path.Combine(put.Branch.Repository, file);

    private void Sound(bool isSound)
    {
        if (isSound)
        {
            File.WriteAllText(In("sound"), "");
        }
    }
}
