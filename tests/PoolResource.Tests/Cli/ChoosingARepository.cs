using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class ChoosingARepository : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public ChoosingARepository()
    {
        repository = new LockRepository(folder["locks.git"], branch: "pools");
        repository.CommitPool("aws", unclaimed: ["env-1"]);
    }

    [Fact]
    public async Task IsDoneByItsUri() => Shows(await RunAsync("--uri", repository.Path, "--branch", "pools"));

    [Theory]
    [InlineData("uri: ../locks.git\nbranch: pools\n")]
    [InlineData("# a comment\nuri: \"../locks.git\"\nbranch: &b pools\npool: *b\nretry_delay: 5s\ngit_config:\n- {name: user.name, value: 1}\n")]
    [InlineData("""{"uri": "../locks.git", "branch": "pools"}""")]
    public async Task IsDoneByAFileWithTheKeysOfSource(string text)
    {
        folder.Write("files/locks.yml", text);

        Shows(await RunAsync("--source", "files/locks.yml"));
        Shows(await PoolRun.InAsync(folder.Path, new() { ["POOL_SOURCE"] = folder["files/locks.yml"] }, null, "status"));
    }

    [Fact]
    public async Task IsDoneByTheCloneOneStandsIn()
    {
        RealGit.Run("clone", "--quiet", repository.Path, folder["clone"]);

        Shows(await PoolRun.InAsync(folder.Subfolder("clone/aws"), [], null, "status"));
    }

    [Fact]
    public async Task IsRefusedInACloneWhoseBranchFollowsNone()
    {
        RealGit.Run("clone", "--quiet", repository.Path, folder["clone"]);
        RealGit.Run("-C", folder["clone"], "switch", "--quiet", "--create", "mine");

        Assert.Equal(
            (2, "error: this clone does not tell which branch it follows; give --branch, or --uri and --branch"),
            Answer(await PoolRun.InAsync(folder["clone"], [], null, "status")));
        Shows(await PoolRun.InAsync(folder["clone"], [], null, "status", "--branch", "pools"));
    }

    [Fact]
    public async Task IsAskedForWhereNothingNamesOne() => Assert.Equal(
        (2, "error: no repository is named; give --uri and --branch, or --source (or POOL_SOURCE), or stand in a clone of it"),
        Answer(await RunAsync()));

    [Theory]
    [InlineData("--branch is missing; name the branch that holds the pools", 2, "--uri", "locks.git")]
    [InlineData("--uri and --source both name a repository; leave one of them out", 2, "--uri", "locks.git", "--source", "x")]
    [InlineData("--uri: \"svn://x\" has a scheme that is not", 1, "--uri", "svn://x", "--branch", "pools")]
    [InlineData("has no branch main", 1, "--uri", "locks.git", "--branch", "main")]
    [InlineData("cannot be read (Could not find file", 1, "--source", "nix.yml")]
    public async Task IsRefusedInOneSentence(string sentence, int exitCode, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Stdout));
        Assert.Contains(sentence, run.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file holds no keys; write uri: and branch: into it, each on a line of its own")]
    [InlineData("uri: [a", "the file is not YAML (line 2, column 1); correct it")]
    [InlineData("uri: {a: b}", "source.uri: must be text; put it in quotes")]
    [InlineData("uri: x\n---\nuri: y\n", "the file holds several documents; leave one in it")]
    [InlineData("uri: *a", "the file names \"a\", which no anchor before it does; correct it")]
    [InlineData("branch: main", "locks.yml has no uri; write uri: into it")]
    public async Task IsRefusedForAFileThatNamesNone(string text, string sentence)
    {
        folder.Write("locks.yml", text);

        Assert.Contains(sentence, (await RunAsync("--source", "locks.yml")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WarnsOfAKeyThatMeansNothing()
    {
        folder.Write("locks.yml", "uri: locks.git\nbranch: pools\nuser_name: Ada\n");

        var run = await RunAsync("--source", "locks.yml");

        Shows(run);
        Assert.Equal("warning: source.user_name is not a key this resource knows; did you mean username?", run.Sentence);
    }

    public void Dispose() => folder.Dispose();

    private static (int, string) Answer(PoolRun run) => (run.ExitCode, run.Sentence);

    private static void Shows(PoolRun run)
    {
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("aws  1 free", run.Stdout, StringComparison.Ordinal);
    }

    private Task<PoolRun> RunAsync(params string[] more) => PoolRun.InAsync(folder, ["status", .. more]);
}
