using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class ChangingLocksAtATerminal : IDisposable
{
    private const string Anna = "Anna <anna@example.com>";
    private const string Bob = "Bob <bob@example.com>";

    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public ChangingLocksAtATerminal()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1"]);
        repository.CommitPool("gcp", unclaimed: ["other"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("acquire aws")]
    [InlineData("claim aws/env-1")]
    public async Task PrintsTheNameOfTheLockThatWasTakenAndNothingElse(string words)
    {
        var run = await RunAsync(Anna, $"{words} --reason why");

        Assert.Equal((0, "aws/env-1\n"), (run.ExitCode, run.Stdout));
        Assert.Equal((Anna, "CI Pool Resource <ci-pool@localhost>", "claiming: env-1"), (repository.Last.Author, repository.Last.Committer, repository.Last.Subject));
        Assert.Contains("Reason: why", repository.Last.Body, StringComparison.Ordinal);
        Assert.Contains("aws/claimed/env-1", repository.Files);
    }

    [Fact]
    public async Task TellsProgramsTheClaim()
    {
        var run = await RunAsync(Anna, "acquire aws --json");

        var claim = JsonDocument.Parse(run.Stdout).RootElement;
        Assert.Equal(
            ("aws", "env-1", repository.Tip, Anna),
            (claim.GetProperty("pool").GetString(), claim.GetProperty("lock").GetString(), claim.GetProperty("ref").GetString(), claim.GetProperty("person").GetString()));
        Assert.Contains($"Claim-Id: {claim.GetProperty("claim_id").GetString()}\n", repository.Last.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acquire aws --lease 4h")]
    [InlineData("claim aws/env-1 --lease 4h")]
    [InlineData("add aws/env-1a --claimed --lease 4h")]
    public async Task LeasesAClaim(string words)
    {
        await RunAsync(Anna, words);

        Assert.Matches("\nLease-Until: \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", repository.Last.Body);
    }

    [Theory]
    [InlineData("claim aws/env-1 --lease 0s", "--lease: a lease of no time is over at once")]
    [InlineData("add aws/env-2 --lease 4h", "--lease is of a claim, and a lock that is added free has none")]
    [InlineData("renew aws/env-1", "--lease is missing")]
    public async Task IsToldALeaseThatMeansSomething(string words, string refusal)
    {
        var run = await RunAsync(Anna, words);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(refusal, run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenewsOnesOwnClaimAndThatOfAnotherByItsId()
    {
        var free = await RunAsync(Anna, "renew aws/env-1 --lease 4h");
        await RunAsync(Bob, "claim aws/env-1");
        var claim = repository.Last;
        var own = await RunAsync(Bob, "renew aws/env-1 --lease 4h --json");
        var ofBob = repository.Last;
        var refused = await RunAsync(Anna, "renew aws/env-1 --lease 5h");
        var id = System.Text.RegularExpressions.Regex.Match(claim.Body, "Claim-Id: (.+)").Groups[1].Value;
        var allowed = await RunAsync(Anna, $"renew aws/env-1 --lease 5h --claim {id}");
        var released = await RunAsync(Bob, "release aws/env-1");

        Assert.Contains("lock env-1 of pool aws is unclaimed, and there is no claim to renew", free.Stderr, StringComparison.Ordinal);
        var answer = JsonDocument.Parse(own.Stdout).RootElement;
        Assert.Equal(("env-1", "claimed", true, JsonValueKind.String), (answer.GetProperty("lock").GetString(), answer.GetProperty("state").GetString(), answer.GetProperty("changed").GetBoolean(), answer.GetProperty("lease_until").ValueKind));
        Assert.Contains($"Person: {Bob}\n", ofBob.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Renewed-By", ofBob.Body, StringComparison.Ordinal);
        Assert.Contains("is held by Bob (at a terminal) since", refused.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, 0), (allowed.ExitCode, released.ExitCode));
        Assert.Contains($"Person: {Bob}\n", repository.Log.ElementAt(1).Body, StringComparison.Ordinal);
        Assert.Contains($"Renewed-By: {Anna}", repository.Log.ElementAt(1).Body, StringComparison.Ordinal);
        Assert.Contains($"Claim-Id: {id}\n", repository.Log.ElementAt(1).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WritesWhatAGetWrites()
    {
        await RunAsync(Anna, "claim aws/env-1 --dir held");

        Assert.Equal("env-1\n", await ReadAsync("held/name"));
        Assert.Equal(repository.Read("aws/claimed/env-1"), await File.ReadAllBytesAsync(folder["held/metadata"], TestContext.Current.CancellationToken));
        Assert.Contains(repository.Tip, await ReadAsync("held/claim.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesTheClaimBackWhereItsFilesCannotBeWritten()
    {
        await File.WriteAllTextAsync(folder["held"], "no directory", TestContext.Current.CancellationToken);

        var run = await RunAsync(Anna, "claim aws/env-1 --dir held");

        Assert.Equal((1, ""), (run.ExitCode, run.Stdout));
        Assert.Equal("unclaiming: env-1", repository.Last.Subject);
        Assert.Contains("aws/unclaimed/env-1", repository.Files);
    }

    [Theory]
    [InlineData("claim aws/env-1 --no-wait", "lock env-1 of pool aws")]
    [InlineData("acquire aws --no-wait", "a free lock of pool aws")]
    [InlineData("acquire aws --timeout 0s", "a free lock of pool aws")]
    public async Task EndsAfterAWaitInVainWithThree(string words, string what)
    {
        await RunAsync(Bob, "claim aws/env-1 --reason deploying");

        var run = await RunAsync(Anna, words);

        Assert.Equal((3, ""), (run.ExitCode, run.Stdout));
        Sentence.Matches(
            $"error: gave up waiting for {what} after 0s: env-1 is held by Bob (at a terminal) since 2026-01-02 06:04:05Z, held 0 s, for: deploying; raise --timeout, or have it released",
            run.Sentence);
    }

    [Theory]
    [InlineData("release aws/env-1", "aws/unclaimed/env-1", "unclaiming: env-1")]
    [InlineData("recycle aws/env-1", "aws-lifecycle/unclaimed/env-1", "recycling: env-1")]
    [InlineData("move aws/env-1 gcp", "gcp/unclaimed/env-1", "moving: env-1 to gcp/unclaimed")]
    [InlineData("move aws/env-1 gcp --claimed", "gcp/claimed/env-1", "moving: env-1 to gcp/claimed")]
    [InlineData("update aws/env-1 --metadata new", "aws/claimed/env-1", "updating: env-1")]
    [InlineData("remove aws/env-1", null, "removing: env-1")]
    public async Task AsksForTheClaimOfSomebodyElse(string words, string? place, string subject)
    {
        await File.WriteAllTextAsync(folder["new"], "new", TestContext.Current.CancellationToken);
        await RunAsync(Bob, "claim aws/env-1");
        var claim = CommitMessage.Parse(repository.Git("log", "-1", "--format=%B", "main")).ClaimId!;

        var refused = await RunAsync(Anna, words);
        var other = await RunAsync(Anna, $"{words} --claim 01932f0c-8a3e-7c2b-9d41-5f6e7a8b9c0d");
        var before = repository.Tip;
        var allowed = await RunAsync(Anna, $"{words} --claim {claim} --reason stuck");

        Sentence.Matches(
            $"error: env-1 is held by Bob (at a terminal) since 2026-01-02 06:04:05Z, held 0 s; nothing was changed (to change it nevertheless, give --claim {claim})", refused.Sentence);
        Sentence.Matches(
            $"error: claim \"01932f0c-8a3e-7c2b-9d41-5f6e7a8b9c0d\" does not hold it: env-1 is held by Bob …; nothing was changed (to change it nevertheless, give --claim {claim})", other.Sentence);
        Assert.Equal((1, 1, 0), (refused.ExitCode, other.ExitCode, allowed.ExitCode));
        Assert.Equal(before, repository.Git("rev-parse", "main~1").Trim());
        Assert.Equal((subject, Anna), (repository.Last.Subject, repository.Last.Author));
        Assert.Equal(place is null ? [] : [place], repository.Files.Where(file => file.EndsWith("/env-1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("Yes\n", true)]
    [InlineData("\n", false)]
    [InlineData("n\n", false)]
    [InlineData("", false)]
    public async Task ShowsTheHolderAndAsksAtATerminal(string answer, bool done)
    {
        await RunAsync(Bob, "claim aws/env-1 --reason deploying");

        var run = await PoolRun.AnsweringAsync(folder, answer, Words(Anna, "release aws/env-1"));

        Assert.StartsWith(
            "env-1 is held by Bob (at a terminal) since 2026-01-02 06:04:05Z, held 0 s, for: deploying\nChange it nevertheless? [y/N] ", run.Stderr, StringComparison.Ordinal);
        Assert.Equal(done ? 0 : 1, run.ExitCode);
        Assert.Contains(done ? "aws/unclaimed/env-1" : "aws/claimed/env-1", repository.Files);
    }

    [Fact]
    public async Task NeedsNoMoreForOnesOwn()
    {
        await RunAsync(Anna, "claim aws/env-1");

        var run = await RunAsync("Anna at home <ANNA@example.com>", "release aws/env-1 --json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($$"""{"pool":"aws","lock":"env-1","state":"unclaimed","ref":"{{repository.Tip}}","changed":true,"lease_until":null}""" + "\n", run.Stdout);
    }

    [Fact]
    public async Task BringsALockBackByTheNameOfEitherPool()
    {
        foreach (var name in new[] { "aws/env-1", "aws-lifecycle/env-1" })
        {
            await RunAsync(Anna, "claim aws/env-1");
            await RunAsync(Anna, "recycle aws/env-1");
            await RunAsync(Anna, "claim aws-lifecycle/env-1");

            Assert.Equal(0, (await RunAsync(Anna, $"restore {name}")).ExitCode);
            Assert.Contains("aws/unclaimed/env-1", repository.Files);
        }
    }

    [Fact]
    public async Task AddsALockAndItsPool()
    {
        await File.WriteAllTextAsync(folder["new"], "new", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await RunAsync(Anna, "add azure/env-9 --metadata new --claimed")).ExitCode);
        Assert.Equal("new"u8.ToArray(), repository.Read("azure/claimed/env-9"));
        Assert.Equal(0, (await RunAsync(Anna, "release azure/env-9")).ExitCode);
    }

    [Fact]
    public async Task IsDoneAsThePersonThatGitKnows()
    {
        RealGit.Run("init", "--quiet", folder.Path);
        RealGit.Run("-C", folder.Path, "config", "user.name", "Cleo <x>");
        RealGit.Run("-C", folder.Path, "config", "user.email", "cleo@example.com");

        await PoolRun.InAsync(folder, "acquire", "aws", "--uri", repository.Path, "--branch", "main");

        Assert.Equal("Cleo x <cleo@example.com>", repository.Last.Author);
    }

    [Theory]
    [InlineData("release aws/env-9", 1, "error: there is no lock env-9 in pool aws (it has env-1); correct the name, or add the lock")]
    [InlineData("release nix/env-1", 1, "error: there is no pool nix in the branch (the branch has aws, gcp); correct the name, or add a lock to make the pool")]
    [InlineData("move aws/env-1 aws", 2, "error: POOL: aws is the pool the lock is in; name another, or use release or claim")]
    [InlineData("acquire aws --timeout soon", 2, "error: --timeout: …")]
    [InlineData("acquire aws --timeout 3s --no-wait", 2, "error: --timeout and --no-wait both say how long to wait; leave one of them out")]
    [InlineData("acquire aws --priority 101", 2, "error: --priority: 101 is no whole number from -100 to 100; write one, such as 10, or leave it out for 0")]
    [InlineData("claim aws/env-1 --priority high", 2, "error: --priority: \"high\" is no whole number …")]
    [InlineData("update aws/env-1 --metadata locks.git/HEAD --priority 1.5", 2, "error: --priority: \"1.5\" is no whole number …")]
    [InlineData("run aws --priority -101 -- true", 2, "error: --priority: -101 is no whole number …")]
    [InlineData("release aws/env-1 --priority 1", 2, "error: …--priority…")]
    [InlineData("acquire aws --as Anna", 2, "error: --as: …")]
    [InlineData("release env-1", 2, "error: LOCK: …")]
    [InlineData("update aws/env-1", 2, "error: …--metadata…")]
    [InlineData("update aws/env-1 --metadata nowhere", 1, "error: --metadata: \"nowhere\" cannot be read …")]
    public async Task IsRefusedInTheWordsOfACommandLine(string words, int exitCode, string sentence)
    {
        var run = await RunAsync(words.Contains("--as", StringComparison.Ordinal) ? null : Anna, words);

        Assert.Equal(exitCode, run.ExitCode);
        Sentence.Matches(sentence, run.Sentence);
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\n\nClaim-Id: 7")]
    [InlineData("\e[2J")]
    public async Task TakesNoReasonThatForges(string reason)
    {
        var run = await PoolRun.InAsync(folder, [.. Words(Anna, "acquire aws"), "--reason", reason]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("aws/unclaimed/env-1", repository.Files);
    }

    private Task<PoolRun> RunAsync(string? person, string words) => PoolRun.InAsync(folder, Words(person, words));

    private string[] Words(string? person, string words)
    {
        string[] options = ["--uri", repository.Path, "--branch", "main", .. person is null ? (string[])[] : ["--as", person]];
        return words.Split(" -- ") is [var own, var command] ? [.. own.Split(' '), .. options, "--", .. command.Split(' ')] : [.. words.Split(' '), .. options];
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(folder[file], TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("claim aws/env-1 --json")]
    [InlineData("acquire aws --dir held")]
    public async Task IsReadFromWhereItWasPushed(string words)
    {
        // A mirror that lags behind the repository that is pushed to.
        RealGit.Run("clone", "--quiet", "--mirror", repository.Path, folder["mirror.git"]);
        folder.Write("locks.yml", $"uri: {folder["mirror.git"]}\nbranch: main\ngit_config:\n- {{name: 'url.{repository.Path}.pushInsteadOf', value: '{folder["mirror.git"]}'}}\n");

        var run = await PoolRun.InAsync(folder, [.. words.Split(' '), "--source", "locks.yml", "--as", Anna]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("claiming: env-1", repository.Last.Subject);
    }

    [Fact]
    public async Task IsRefusedToAPersonOfALongNameInASentenceThatSaysSo()
    {
        RealGit.Run("init", "--quiet", folder.Path);
        RealGit.Run("-C", folder.Path, "config", "user.name", new string('n', 201));
        RealGit.Run("-C", folder.Path, "config", "user.email", "cleo@example.com");

        var run = await PoolRun.InAsync(folder, "acquire", "aws", "--uri", repository.Path, "--branch", "main");

        Assert.Equal("error: git's user.name or user.email cannot stand in a commit; make them shorter, or give --as \"Name <email>\"", run.Sentence);
    }
}
