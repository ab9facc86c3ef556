using System.Net;
using System.Net.Sockets;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Checks;

public sealed class TheCacheOfChecks : ScriptTest
{
    private string CacheRoot => Path.Combine(Scripts.Temporary, "pool-resource-check");

    private string Cache => Assert.Single(Directory.GetDirectories(CacheRoot));

    private string Cached => Path.Combine(Cache, "repository.git");

    public static TheoryData<string> Damages { get; } =
    [
        "emptied", "a file in its place", "no objects", "empty objects", "truncated objects", "garbage HEAD", "no HEAD", "garbage config", "garbage shallow", "no shallow",
        "garbage ref", "ref to nowhere", "lock of a killed git", "garbage note", "empty note", "only the lock file",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task IsThrownAwayWhenItIsDamaged(string damage)
    {
        var remote = new PipelineResource(Scripts, Folder, $"file://{Repository.Path}", "main", "aws");
        Repository.CommitPool("gcp");
        Repository.CommitAll(Enumerable.Range(0, 20).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("aws/unclaimed/env-1", $"{n}")])));
        var known = Repository.Tip;
        await remote.CheckAsync();
        Repository.CommitPool("gcp", unclaimed: ["env-9"]);
        await remote.CheckAsync(known);
        Damage(damage);

        var again = await remote.CheckAsync(known);
        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-2"));
        var later = await remote.CheckAsync(known);
        var newest = await remote.CheckAsync();

        Assert.Equal((0, Versions(known)), (again.ExitCode, again.Stdout));
        Assert.Equal((0, Versions(known, next)), (later.ExitCode, later.Stdout));
        Assert.Equal((0, Versions(next)), (newest.ExitCode, newest.Stdout));
        Assert.Equal("", again.Stderr + later.Stderr + newest.Stderr);
        await AssertItIsInUseAsync(remote, next);
    }

    [Fact]
    public async Task ServesChecksThatRunAtOnce()
    {
        var known = Repository.CommitPool("aws");
        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-1"));

        for (var round = 0; round < 2; round++)
        {
            var running = Enumerable.Range(0, 4).Select(_ => Aws.StartCheck(known)).ToList();
            var results = await Task.WhenAll(running.Select(check => check.EndAsync()));
            running.ForEach(check => check.Dispose());

            Assert.All(results, check => Assert.Equal(Versions(known, next), check.Stdout));
        }
    }

    [Fact]
    public async Task IsNotWaitedForWhileAnOlderCheckHasIt()
    {
        var known = Repository.CommitPool("aws");
        await Aws.CheckAsync();
        await using var older = new FileStream(Path.Combine(Cache, "turn"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-1"));

        Assert.Equal(Versions(known, next), (await Aws.CheckAsync(known)).Stdout);
    }

    [Fact]
    public async Task IsUsableAfterACheckWasKilled()
    {
        var known = Repository.CommitPool("aws");
        var port = Loopback.FreePort();
        var remote = Remote(port);
        using (await GitDaemon.StartAsync(Folder.Path, port))
        {
            await remote.CheckAsync(known);
        }

        await KillACheckAsync(remote, known, port);
        Assert.True(Directory.Exists(Cached));

        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-1"));
        using var daemon = await GitDaemon.StartAsync(Folder.Path, port);
        Assert.Equal(Versions(known, next), (await remote.CheckAsync(known)).Stdout);
        await AssertItIsInUseAsync(remote, next);
    }

    [Fact]
    public async Task IsNotNeeded()
    {
        var tip = Repository.CommitPool("aws");
        await File.WriteAllTextAsync(CacheRoot, "a file where the cache would be", TestContext.Current.CancellationToken);

        Assert.Equal(Versions(tip), (await Aws.CheckAsync()).Stdout);
    }

    [Fact]
    public async Task KeepsBranchesAndRepositoriesApart()
    {
        var one = Repository.CommitPool("aws");
        var otherRepository = new LockRepository(Folder["other.git"]);
        var two = otherRepository.CommitPool("aws", unclaimed: ["env-1"]);
        otherRepository.Git("branch", "side");
        var other = new PipelineResource(Scripts, Folder, otherRepository.Path, "main", "aws");
        var side = new PipelineResource(Scripts, Folder, otherRepository.Path, "side", "aws");
        await side.CheckAsync();
        var three = otherRepository.Commit("next", Change.Put("aws/unclaimed/env-2"));

        Assert.Equal(Versions(one), (await Aws.CheckAsync()).Stdout);
        Assert.Equal(Versions(three), (await other.CheckAsync()).Stdout);
        Assert.Equal(Versions(two), (await side.CheckAsync()).Stdout);
    }

    [Theory]
    [InlineData("repository.git/refs/pool/tip")]
    [InlineData("repository.git/shallow")]
    [InlineData("repository.git/HEAD")]
    [InlineData("turn")]
    [InlineData("draft")]
    [InlineData("newest-*")]
    [InlineData("missing")]
    public async Task MayHaveADirectoryWhereAFileBelongs(string place)
    {
        Repository.CommitPool("aws");
        await Aws.CheckAsync(new string('a', 40));
        var path = Directory.GetFiles(Cache, place) is [var only] ? only : Path.Combine(Cache, place);
        File.Delete(path);
        Directory.CreateDirectory(Path.Combine(path, "with something in it"));
        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-1"));

        Assert.Equal((0, Versions(next)), await CheckedAsync(new string('a', 40)));
        Assert.Equal((0, Versions(next)), await CheckedAsync(next));
    }

    [Fact]
    public async Task MayBeOnAFullDisk()
    {
        Repository.CommitPool("aws");
        await Aws.CheckAsync();
        File.CreateSymbolicLink(Path.Combine(Cache, "draft"), "/dev/full");
        var next = Repository.Commit("next", Change.Put("aws/unclaimed/env-1"));

        Assert.Equal((0, Versions(next)), await CheckedAsync(new string('a', 40)));
        Assert.Equal((0, Versions(next)), await CheckedAsync(next));
    }

    [Fact]
    public async Task RemembersThatAVersionIsNotInTheBranch()
    {
        var kept = Repository.CommitPool("aws");
        Repository.CommitAll(Enumerable.Range(0, 60).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"{n}")])));
        var before = Repository.Tip;
        var gone = Repository.Commit("rolled back", Change.Put("aws/unclaimed/env-1"));
        Repository.Git("update-ref", "refs/heads/main", before);
        Repository.Git("-c", "gc.reflogExpire=now", "gc", "--quiet", "--prune=now");
        Aws.Source["debug"] = true;

        var first = await Aws.CheckAsync(gone);
        var second = await Aws.CheckAsync(gone);
        Repository.CommitPool("other");
        var third = await Aws.CheckAsync(gone);
        Repository.Git("update-ref", "refs/heads/main", Repository.Commit("again", Change.Put("aws/unclaimed/env-2")));
        var fourth = await Aws.CheckAsync(gone);

        Assert.All([first, second, third], check => Assert.Equal(Versions(kept), check.Stdout));
        Assert.All([first, second, third], check => Assert.Contains("is not in the branch", check.Stderr, StringComparison.Ordinal));
        Assert.DoesNotContain(" fetch ", second.Stderr, StringComparison.Ordinal);
        Assert.All([third, fourth], check => Assert.DoesNotMatch("--(deepen|depth|unshallow)", check.Stderr));
        Assert.Equal(Versions(Repository.Tip), fourth.Stdout);
    }

    private async Task<(int ExitCode, string Stdout)> CheckedAsync(string known)
    {
        var check = await Aws.CheckAsync(known);
        return (check.ExitCode, check.Stdout);
    }

    private PipelineResource Remote(int port) => new(Scripts, Folder, $"git://127.0.0.1:{port}/locks.git", "main", "aws");

    // Without a cache the newest version has to be fetched, and nothing is kept.
    private async Task AssertItIsInUseAsync(PipelineResource remote, string newest)
    {
        remote.Source["debug"] = true;
        var check = await remote.CheckAsync();
        Assert.Equal(Versions(newest), check.Stdout);
        Assert.Contains(" ls-remote ", check.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(" fetch ", check.Stderr, StringComparison.Ordinal);
        Assert.Equal($"{Repository.Tip}\n", Repository.Git("--git-dir", Cached, "rev-parse", "refs/pool/tip"));
        Repository.Git("--git-dir", Cached, "fsck", "--connectivity-only");
    }

    /// <summary>Kills a check while it waits for a host that does not answer, with the cache in its hands.</summary>
    private async Task KillACheckAsync(PipelineResource remote, string known, int port)
    {
        using var silent = await ListenAsync(port);
        using var check = remote.StartCheck(known);
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.Throws<IOException>(() => File.Open(Path.Combine(Cache, "turn"), FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        check.Kill();
        connection.Close();
        Assert.NotEqual(0, (await check.EndAsync()).ExitCode);
    }

    // Whoever answered there last may not have ended yet.
    private static async Task<TcpListener> ListenAsync(int port)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException) when (!limit.IsCancellationRequested)
            {
                listener.Dispose();
                await Task.Yield();
            }
        }
    }

    private void Damage(string kind)
    {
        switch (kind)
        {
            case "emptied":
                Directory.Delete(Cached, recursive: true);
                Directory.CreateDirectory(Cached);
                break;
            case "a file in its place":
                Directory.Delete(Cached, recursive: true);
                File.WriteAllText(Cached, "garbage");
                break;
            case "no objects":
                Directory.Delete(Path.Combine(Cached, "objects"), recursive: true);
                break;
            case "truncated objects" or "empty objects":
                foreach (var file in Directory.EnumerateFiles(Path.Combine(Cached, "objects"), "*", SearchOption.AllDirectories))
                {
                    using var stream = File.OpenWrite(file);
                    stream.SetLength(kind == "empty objects" ? 0 : stream.Length / 2);
                }

                break;
            case "no HEAD":
                File.Delete(Path.Combine(Cached, "HEAD"));
                break;
            case "no shallow":
                File.Delete(Path.Combine(Cached, "shallow"));
                break;
            case "ref to nowhere":
                File.WriteAllText(Path.Combine(Cached, "refs", "pool", "tip"), $"{new string('a', 40)}\n");
                break;
            case "garbage ref":
                File.WriteAllText(Path.Combine(Cached, "refs", "pool", "tip"), "garbage");
                break;
            case "lock of a killed git":
                File.WriteAllText(Path.Combine(Cached, "shallow.lock"), "");
                File.WriteAllText(Path.Combine(Cached, "refs", "pool", "tip.lock"), "");
                break;
            case "garbage note" or "empty note":
                foreach (var note in Directory.GetFiles(Cache, "newest-*"))
                {
                    File.WriteAllText(note, kind == "empty note" ? "" : "gar bage");
                }

                break;
            case "only the lock file":
                Directory.Delete(Cached, recursive: true);
                Array.ForEach(Directory.GetFiles(Cache, "newest-*"), File.Delete);
                break;
            default:
                File.WriteAllText(Path.Combine(Cached, kind.Split(' ')[^1]), "\u0001garbage\n[");
                break;
        }
    }
}
