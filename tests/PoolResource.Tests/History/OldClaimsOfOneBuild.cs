using System.Globalization;
using System.Text;
using PoolResource.Tests.Objects;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.History;

public sealed class OldClaimsOfOneBuild : IDisposable
{
    private const int Many = 1200;

    private const string Own = "main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci/builds/1234\n\nPool: aws\nClaim-Id: A\nBuild-Id: 1234\nClaimed-As: mine\n";

    private readonly Put put = new();

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("Build-Id: ", "Build-Id:")]
    [InlineData("main/", "Squashed commit of the following:\n\n    main/")]
    [InlineData("Pool: aws", "Build-Id: 1\nPool: aws")]
    public async Task AreFoundHoweverLongAgo(string written, string otherwise)
    {
        put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");
        put.Branch.Then("aws/claimed/env-1 aws/unclaimed/env-2", Own.Replace(written, otherwise, StringComparison.Ordinal));
        ThenNeighbours();

        Assert.Equal("env-1", (await put.RunAsync("""{"acquire": true, "as": "mine"}""")).Metadata[0].Value);
    }

    [Theory]
    [InlineData("encoding UTF-16LE\n", "")]
    [InlineData("encoding IBM037\n", "")]
    [InlineData("encoding ISO-8859-1\n", "Reason: \u00fc\n")]
    [InlineData("mergetag object 1\n \n", "")]
    public async Task AreFoundWhateverElseTheirCommitSays(string header, string trailer)
    {
        put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");
        put.Branch.Commit(
            put.Branch.Tree(("40000 aws", put.Branch.Aws([("100644 env-1", put.Branch.Blob(""))], [("100644 env-2", put.Branch.Blob(""))]))),
            put.Branch.Tip.Value,
            $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n{header}\n{Own}{trailer}");
        ThenNeighbours();

        Assert.Equal("env-1", (await put.RunAsync("""{"acquire": true, "as": "mine"}""")).Metadata[0].Value);
    }

    [Fact]
    public async Task AreFoundOnALineThatWasMerged()
    {
        var first = put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");
        var claim = put.Branch.On([first], "aws/claimed/env-1 aws/unclaimed/env-2", Own);
        var side = put.Branch.On([first], "aws/unclaimed/env-1 aws/unclaimed/env-2 readme");
        put.Branch.On([side, claim], "aws/claimed/env-1 aws/unclaimed/env-2 readme");
        ThenNeighbours();

        Assert.Equal("env-1", (await put.RunAsync("""{"acquire": true, "as": "mine"}""")).Metadata[0].Value);
    }

    [Fact]
    public async Task AreNotSoughtAmongOthersWhereTheBuildHasMadeNone()
    {
        put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");
        put.Branch.Then("aws/claimed/env-1 aws/unclaimed/env-2", Own.Replace("1234", "12345", StringComparison.Ordinal));
        var others = put.Branch.Tip;
        ThenNeighbours();
        using var watched = await Watched.OpenAsync(put.Branch);
        await watched.Branch.FetchAsync(Stop, "--depth=1");

        await LearnAsync(watched, Mine, "env-1");
        var afterwards = watched.History.Graph.ClaimingHere(put.Branch.Tip, Held("env-1"));
        await LearnAsync(watched, null, "env-1");

        Assert.Equal((null, others), (afterwards, watched.History.Graph.ClaimingHere(put.Branch.Tip, Held("env-1"))));
    }

    [Fact]
    public async Task AreFoundOnceTheyAreMade()
    {
        put.Branch.Then("aws/claimed/env-1 aws/unclaimed/env-2");
        ThenNeighbours();
        using var watched = await Watched.OpenAsync(put.Branch);
        await watched.Branch.FetchAsync(Stop, "--depth=1");
        await LearnAsync(watched, Mine, "env-1");
        var claim = put.Branch.Then("aws/claimed/env-1 aws/claimed/env-2", Own.Replace("env-1", "env-2", StringComparison.Ordinal));
        put.Branch.Then("aws/claimed/env-1 aws/claimed/env-2 readme");
        await watched.Branch.FetchAsync(Stop);

        await LearnAsync(watched, Mine, "env-1", "env-2");

        Assert.Equal(claim, watched.History.Graph.ClaimingHere(put.Branch.Tip, Held("env-2")));
        Assert.Null(watched.History.Graph.ClaimingHere(put.Branch.Tip, Held("env-1")));
    }

    [Fact]
    public async Task LetTheHoldersOfTheRestBeNamedAsFarAsTheyAreRecent()
    {
        put.Branch.Then("aws/claimed/old aws/unclaimed/env-1");
        ThenNeighbours();
        put.Branch.Then("aws/claimed/old aws/claimed/env-1", Own.Replace("1234", "77", StringComparison.Ordinal));

        await put.RefusalAsync("""{"acquire": true, "as": "mine", "timeout": "0s"}""");

        Assert.Contains(put.Lines, line => line.Trim().StartsWith("env-1 is held by main/deploy/test build 42", StringComparison.Ordinal));
        Assert.Contains(put.Lines, line => line.Trim().StartsWith("old is held", StringComparison.Ordinal));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Alias Mine => new("mine", put.Build);

    private static Lock Held(string name) => new(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse(name, "lock"));

    private Task LearnAsync(Watched watched, Alias? own, params IEnumerable<string> names) =>
        watched.Search.LearnClaimsAsync(put.Branch.Tip, names.Select(Held), own, Stop);

    // Far more than is read before all of history is brought.
    private void ThenNeighbours()
    {
        var (stream, parent) = (new StringBuilder(), put.Branch.Tip);
        for (var n = 1; n <= Many; n++)
        {
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\ncommitter A Person <a@b> {1800000000 + n} +0000\ndata 0\n{(n == 1 ? $"from {parent}\n" : "")}M 100644 inline gcp/note\ndata 4\n{n:0000}\n");
        }

        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", put.Branch.Repository, "fast-import", "--quiet"], stream.ToString());
        Assert.True(exitCode == 0, stderr);
    }
}
