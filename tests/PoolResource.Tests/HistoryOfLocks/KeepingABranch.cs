using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using PoolResource.Git;
using PoolResource.History;
using PoolResource.Reading;
using PoolResource.Testing;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class KeepingABranch : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new("KeepingABranch");
    private readonly StringWriter said = new();
    private readonly CacheShelf shelf;

    public KeepingABranch()
    {
        shelf = CacheShelf.In(name => name == "XDG_CACHE_HOME" ? folder["cache"] : null);
        host.Then("aws/unclaimed/a aws/claimed/.gitkeep");
        host.Then("aws/claimed/a", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x\n");
    }

    private string Folder => Assert.Single(Directory.GetDirectories(folder["cache/pool-resource"]));

    private string Notes => Path.Combine(Folder, "history");

    public void Dispose()
    {
        said.Dispose();
        folder.Dispose();
        host.Dispose();
    }

    [Fact]
    public async Task CostsOneQuestionWhereNothingIsNew()
    {
        var first = await ReadAsync();
        said.GetStringBuilder().Clear();
        var second = await ReadAsync();

        Assert.Equal((2, 2, "aws/a"), (first.Commits, second.Commits, $"{Assert.Single(second.Locks)}"));
        var asked = Assert.Single(said.ToString().Split('\n'), line => line.Contains("git ", StringComparison.Ordinal));
        Assert.Contains("git ls-remote", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BringsOnlyWhatIsNew()
    {
        await ReadAsync();
        var packs = Packs();
        host.Then("aws/unclaimed/a", "t/p/j build 1 unclaiming: a\n\nPool: aws\n");

        var history = await ReadAsync();

        Assert.Equal(3, history.Commits);
        Assert.Equal(["Added", "Claimed", "Released"], history.Events.Select(what => $"{what.Kind}"));
        Assert.Equal(packs + 1, Packs());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public async Task WritesDownAnewWhatIsKnownWhenMuchIsNew(int commits, bool isWritten)
    {
        await ReadAsync();
        var kept = Bytes(Notes);
        var stream = string.Concat(Enumerable.Range(0, commits).Select(n =>
            $"commit refs/heads/main\ncommitter A <a@b> {1767225700 + n} +0000\ndata 1\nx\n{(n == 0 ? $"from {host.Tip}\n" : "")}M 100644 inline aws/unclaimed/b\ndata {$"{n}".Length}\n{n}\n"));
        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", host.Repository, "fast-import", "--quiet", "--force"], stream);
        Assert.True(exitCode == 0, stderr);

        Assert.Equal(2 + commits, (await ReadAsync()).Commits);
        Assert.Equal(isWritten, !kept.AsSpan().SequenceEqual(Bytes(Notes)));
        Assert.Equal(2 + commits, (await ReadAsync()).Commits);

        static byte[] Bytes(string file) => File.ReadAllBytes(file);
    }

    [Fact]
    public async Task SaysWhereTheBranchWasRewritten()
    {
        await ReadAsync();
        var gone = host.Tip;
        host.On([], "aws/unclaimed/b", "anew");

        var history = await ReadAsync();

        Assert.Equal((gone, 1), (history.Rewritten, history.Commits));
        Assert.Equal(gone, (await ReadAsync()).Rewritten);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("history half written")]
    [InlineData("pack")]
    [InlineData("packs")]
    [InlineData("config")]
    [InlineData("HEAD")]
    [InlineData("ref")]
    [InlineData("repository")]
    [InlineData("draft")]
    [InlineData("lock")]
    [InlineData("shallow")]
    public async Task IsMadeAnewWhereItIsDamaged(string what)
    {
        await ReadAsync();
        Damage(what);
        host.Then("aws/unclaimed/a");

        Assert.Equal(["Added", "Claimed", "Released"], (await ReadAsync()).Events.Select(one => $"{one.Kind}"));
        Assert.Equal(["Added", "Claimed", "Released"], (await ReadAsync()).Events.Select(one => $"{one.Kind}"));
    }

    // The host has told the tip, and then the line breaks, somebody stops git, or the host says nothing that anybody knows.
    [Theory]
    [InlineData("fetch-pack: unexpected disconnect while reading sideband packet", 128)]
    [InlineData("Could not resolve host: git.example.com", 128)]
    [InlineData("The requested URL returned error: 503", 128)]
    [InlineData("", 130)]
    [InlineData("", 137)]
    [InlineData("No space left on device", 128)]
    public void IsNotDamagedByWhatHappensElsewhere(string words, int exitCode) =>
        Assert.NotEqual(ReadingFault.Damage, ReadingFaults.Of(new GitException("fetch", exitCode, words), hasAnswered: true));

    [Fact]
    public async Task StaysWhereTheHostIsAway()
    {
        await ReadAsync();
        var packs = Packs();
        var gone = RepositoryUri.Parse($"git://127.0.0.1:{FreePort()}/host.git", "x");
        var folderOfThis = Folder;
        using (await shelf.TakeAsync(host.Source with { Uri = gone }, TimeProvider.System, Stop))
        {
        }

        var other = Assert.Single(Directory.GetDirectories(folder["cache/pool-resource"]), one => one != folderOfThis);
        Directory.Delete(other, recursive: true);
        Directory.Move(folderOfThis, other);

        await Assert.ThrowsAsync<GitException>(() => TryReadAsync(host.Source with { Uri = gone }));

        Assert.Equal((packs, true), (Packs(), File.Exists(Notes)));
    }

    // Git is killed by the same key as pool, and has failed by words that nobody knows.
    [Fact]
    public async Task StaysWhereSomebodyStopsIt()
    {
        await ReadAsync();
        var packs = Packs();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<GitException>(() => TryReadAsync(host.Source, stop: stop.Token, look: () =>
        {
            Stopped(stop);
            throw new GitException("cat-file", 128, "fatal: it ended");
        }));

        Assert.Equal((packs, true), (Packs(), File.Exists(Notes)));
    }

    // A log of the tip that cannot be written is a disk that is full; so many packs would be packed anew.
    [Fact]
    public async Task IsLeftAloneWhereThereIsNoRoom()
    {
        await ReadAsync();
        var repository = Path.Combine(Folder, "repository.git");
        RealGit.Run("--git-dir", repository, "config", "core.logAllRefUpdates", "always");
        var log = Path.Combine(repository, "logs", GitRemote.Tip);
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.CreateSymbolicLink(log, "/dev/full");
        for (var n = 0; n < 60; n++)
        {
            await File.WriteAllTextAsync(Path.Combine(repository, "objects", "pack", $"pack-{n}.pack"), "", Stop);
        }

        host.Then("aws/unclaimed/a");

        Assert.Equal(3, (await ReadAsync()).Commits);
        Assert.True(Packs() > 60 && File.Exists(Notes));
    }

    [Fact]
    public async Task LeavesNoDraftsWhereNothingCanBeWritten()
    {
        await ReadAsync();
        var before = Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories).Order();
        File.Delete(Notes);
        Directory.CreateDirectory(Path.Combine(Notes, "in the way"));

        Assert.Equal(2, (await ReadAsync()).Commits);
        Assert.Equal(before.Where(file => file != Notes), Directory.GetFiles(folder["cache"], "*", SearchOption.AllDirectories).Order());
    }

    // A program that runs cannot be written, and nobody who has it lets it go.
    [Fact]
    public async Task WaitsOnlyForOthersThatReadIt()
    {
        await ReadAsync();
        var turn = Path.Combine(Folder, "turn");
        File.Delete(turn);
        File.CreateSymbolicLink(turn, "/proc/self/exe");

        var taking = shelf.TakeAsync(host.Source, new FakeTimeProvider(), Stop);

        Assert.True(taking.IsCompleted);
        Assert.Null((await taking).Repository);
    }

    // Shown, and not yet written down.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SaysWhereTheBranchWasRewrittenAfterItWasShown(int more)
    {
        await ReadAsync();
        var noted = host.Tip;
        host.Then("aws/unclaimed/a");
        var shown = host.Then("aws/claimed/a");
        Assert.Null((await ReadAsync()).Rewritten);
        host.Git("update-ref", "refs/heads/main", noted.Value);
        for (var n = 0; n < more; n++)
        {
            host.Then($"aws/claimed/a={n}", "other");
        }

        Assert.Equal((shown, 2 + more), ((await ReadAsync()).Rewritten, (await ReadAsync()).Commits));
        host.Then("aws/unclaimed/b");
        Assert.Equal(shown, (await ReadAsync()).Rewritten);
    }

    // What is written down is away, is another's, or would be read again if it were asked.
    [Theory]
    [InlineData("gone")]
    [InlineData("broken")]
    [InlineData("as it was")]
    public async Task IsReadOnFromWhatTheProcessKnows(string notes)
    {
        using var session = await GitSession.OpenAsync(host.Source, new EngineLog(said), TimeProvider.System, Stop);
        var reader = new BranchReader(session, host.Source, shelf, TimeProvider.System) { RemembersHistory = true };
        var first = await reader.ReadAsync(view => view.History, Stop);
        var written = Written();
        if (notes == "gone")
        {
            File.Delete(Notes);
        }
        else if (notes == "broken")
        {
            await File.WriteAllTextAsync(Notes, "pool-resource history", Stop);
        }

        var known = reader.Known!;
        Assert.Same(known, await reader.ReadAsync(view => view.History, Stop));
        host.Then("aws/unclaimed/a");
        var second = (await reader.ReadAsync(view => view.History, Stop))!;

        Assert.Equal((2, 3, 1, null), (first!.Commits, second.Commits, second.Unkept, second.Rewritten));
        Assert.Equal(["Added", "Claimed", "Released"], second.Events.Select(one => $"{one.Kind}"));
        Assert.Same(second, reader.Known);
        Assert.Equal(notes, !File.Exists(Notes) ? "gone" : Written().AsSpan().SequenceEqual(written) ? "as it was" : "broken");
        Assert.Equal(3, (await ReadAsync()).Commits);

        byte[] Written() => File.ReadAllBytes(Notes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoesBeforeWhatIsWrittenDownWhereTheProcessIsGivenIt(bool remembers)
    {
        using var session = await GitSession.OpenAsync(host.Source, new EngineLog(said), TimeProvider.System, Stop);
        var given = (await ReadAsync()).After(host.Tip);
        var reader = new BranchReader(session, host.Source, shelf, TimeProvider.System) { Known = given, RemembersHistory = remembers };
        host.Then("aws/unclaimed/a");

        var read = await reader.ReadAsync(view => view.History, Stop);

        Assert.Equal((3, given.Tip), (read!.Commits, read.Rewritten));
        Assert.Same(remembers ? read : given, reader.Known);
    }

    [Fact]
    public async Task SaysToAProcessThatKnowsItWhereTheBranchWasRewritten()
    {
        using var session = await GitSession.OpenAsync(host.Source, new EngineLog(said), TimeProvider.System, Stop);
        var reader = new BranchReader(session, host.Source, shelf, TimeProvider.System) { RemembersHistory = true };
        await reader.ReadAsync(view => view.History, Stop);
        var gone = host.Then("aws/unclaimed/a");
        await reader.ReadAsync(view => view.History, Stop);
        File.Delete(Notes);
        host.On([], "aws/unclaimed/b", "anew");

        var history = (await reader.ReadAsync(view => view.History, Stop))!;

        Assert.Equal((gone, 1), (history.Rewritten, history.Commits));
        Assert.Equal(gone, (await reader.ReadAsync(view => view.History, Stop))!.Rewritten);
        Assert.Equal((gone, 1), ((await ReadAsync()).Rewritten, (await ReadAsync()).Commits));
    }

    // What has come since is written down once it is much, and then not again before it is much again.
    [Fact]
    public async Task IsWrittenDownNowAndThenByAProcessThatKnowsIt()
    {
        using var session = await GitSession.OpenAsync(host.Source, new EngineLog(said), TimeProvider.System, Stop);
        var reader = new BranchReader(session, host.Source, shelf, TimeProvider.System) { RemembersHistory = true };
        var written = new List<bool>();
        foreach (var more in new[] { 0, 300, 1, 1, 0 })
        {
            var stream = string.Concat(Enumerable.Range(0, more).Select(n =>
                $"commit refs/heads/main\ncommitter A <a@b> {1767225700 + n} +0000\ndata 1\nx\n{(n == 0 ? $"from {host.Tip}\n" : "")}M 100644 inline aws/unclaimed/b\ndata {$"{n}".Length}\n{n}\n"));
            RealGit.Try(["--git-dir", host.Repository, "fast-import", "--quiet", "--force"], stream);
            if (written.Count > 0)
            {
                File.Delete(Notes);
            }

            await reader.ReadAsync(view => view.History, Stop);
            written.Add(File.Exists(Notes));
        }

        Assert.Equal([true, false, true, false, false], written);
    }

    [Theory]
    [InlineData("packs")]
    [InlineData("repository")]
    public async Task IsMadeAnewForAProcessThatKnowsItWhereItIsDamaged(string what)
    {
        using var session = await GitSession.OpenAsync(host.Source, new EngineLog(said), TimeProvider.System, Stop);
        var reader = new BranchReader(session, host.Source, shelf, TimeProvider.System) { RemembersHistory = true };
        await reader.ReadAsync(view => view.History, Stop);
        Damage(what);
        host.Then("aws/unclaimed/a");

        Assert.Equal(3, (await reader.ReadAsync(view => view.History, Stop))!.Commits);
        Assert.Equal(3, reader.Known!.Commits);
    }

    [Fact]
    public async Task SaysNothingOfARewriteWhereMuchHasComeSince()
    {
        await ReadAsync();
        host.Then("aws/unclaimed/a");
        await ReadAsync();
        var stream = string.Concat(Enumerable.Range(0, 1200).Select(n =>
            $"commit refs/heads/main\ncommitter A <a@b> {1767225700 + n} +0000\ndata 1\nx\n{(n == 0 ? $"from {host.Tip}\n" : "")}M 100644 inline aws/unclaimed/b\ndata {$"{n}".Length}\n{n}\n"));
        RealGit.Try(["--git-dir", host.Repository, "fast-import", "--quiet", "--force"], stream);

        Assert.Equal((null, 1203), ((await ReadAsync()).Rewritten, (await ReadAsync()).Commits));
    }

    [Fact]
    public async Task IsSeenByItsOwnerAlone()
    {
        await ReadAsync();
        host.Then("aws/unclaimed/a");
        await ReadAsync();

        Assert.All(Directory.EnumerateFiles(folder["cache"], "*", SearchOption.AllDirectories), file => Assert.True(ModeOf(file) is "600" or "400", $"{file}: {ModeOf(file)}"));
        Assert.All([folder["cache/pool-resource"], Folder], directory => Assert.Equal("700", ModeOf(directory)));
    }

    [Fact]
    public async Task KeepsApartWhatOthersOpen()
    {
        var source = host.Source;
        foreach (var other in new[]
        {
            source,
            source,
            source with { Branch = BranchName.Parse("other", "x") },
            source with { Uri = RepositoryUri.Parse($"file://{host.Repository}", "x") },
            source with { Credentials = new Credentials { Password = "a" } },
            source with { Credentials = new Credentials { Username = "a" } },
            source with { Credentials = new Credentials { PrivateKey = "a" } },
            source with { GitConfig = [new GitSetting("http.extraHeader", "a")] },
        })
        {
            using var kept = await shelf.TakeAsync(other, TimeProvider.System, Stop);
        }

        Assert.Equal(7, Directory.GetDirectories(folder["cache/pool-resource"]).Length);
        Assert.All(Directory.GetDirectories(folder["cache/pool-resource"]), name => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(name)));
    }

    [Fact]
    public async Task IsForOneProcessAtATimeAndTheOtherWaits()
    {
        var first = await shelf.TakeAsync(host.Source, TimeProvider.System, Stop);
        var second = shelf.TakeAsync(host.Source, TimeProvider.System, Stop);
        Assert.False(second.IsCompleted);

        first.Dispose();

        using var kept = await second;
        Assert.NotNull(kept.Repository);
    }

    [Fact]
    public async Task GoesOnWithoutWhereTheOtherNeverEnds()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(40) };
        using var first = await shelf.TakeAsync(host.Source, time, Stop);

        using var second = await shelf.TakeAsync(host.Source, time, Stop);

        Assert.Null(second.Repository);
        Assert.Equal(2, (await ReadAsync(time)).Commits);
    }

    [Fact]
    public async Task IsDoneBySeveralAtOnce() =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync()))), history => Assert.Equal(2, history.Commits));

    [Theory]
    [InlineData("nowhere")]
    [InlineData("a file in its place")]
    [InlineData("a link in its place")]
    public async Task IsLeftOutWhereItCannotBe(string where)
    {
        var place = where == "nowhere" ? CacheShelf.In(_ => null) : shelf;
        Directory.CreateDirectory(folder["cache"]);
        if (where == "a file in its place")
        {
            folder.Write("cache/pool-resource", "");
        }
        else if (where == "a link in its place")
        {
            folder.WithDirectory("elsewhere").WithLink("cache/pool-resource", folder["elsewhere"]);
        }

        Assert.Equal(2, (await ReadAsync(place: place)).Commits);
        Assert.False(Directory.Exists(folder["elsewhere"]) && Directory.EnumerateFileSystemEntries(folder["elsewhere"]).Any());
    }

    [Theory]
    [InlineData("/cache", "/home", "/cache/pool-resource")]
    [InlineData("cache", "/home", "/home/.cache/pool-resource")]
    [InlineData(null, "/home", "/home/.cache/pool-resource")]
    [InlineData(null, "home", "")]
    [InlineData(null, null, "")]
    public void StandsWhereTheEnvironmentSays(string? cache, string? home, string place) =>
        Assert.Equal(place, $"{CacheShelf.In(name => name switch { "XDG_CACHE_HOME" => cache, "HOME" => home, _ => null })}");

    [Fact]
    public async Task SaysThatThereIsNoBranch()
    {
        Assert.Null(await TryReadAsync(host.Source with { Branch = BranchName.Parse("other", "x") }));
        await ReadAsync();
        host.Git("update-ref", "-d", "refs/heads/main");

        Assert.Null(await TryReadAsync(host.Source));
    }

    [Fact]
    public async Task KeepsFewPacks()
    {
        for (var n = 0; n < 60; n++)
        {
            host.Then($"aws/unclaimed/a={n}");
            await ReadAsync();
        }

        Assert.InRange(Packs(), 1, 52);
        Assert.Equal(62, (await ReadAsync()).Commits);
    }

    private void Damage(string what)
    {
        var repository = Path.Combine(Folder, "repository.git");
        switch (what)
        {
            case "history":
                File.WriteAllText(Notes, "pool-resource history 1\n");
                break;
            case "history half written":
                File.WriteAllBytes(Notes, File.ReadAllBytes(Notes)[..^9]);
                break;
            case "pack":
                foreach (var pack in Directory.GetFiles(Path.Combine(repository, "objects", "pack"), "*.pack"))
                {
                    File.Delete(pack);
                    File.WriteAllText(pack, "PACK");
                }

                break;
            case "packs":
                Directory.Delete(Path.Combine(repository, "objects", "pack"), recursive: true);
                break;
            case "config" or "HEAD":
                File.WriteAllText(Path.Combine(repository, what), "");
                break;
            case "ref":
                File.WriteAllText(Path.Combine(repository, GitRemote.Tip), new string('1', 40));
                break;
            case "repository":
                Directory.Delete(repository, recursive: true);
                File.WriteAllText(repository, "");
                break;
            case "draft":
                File.WriteAllText($"{Notes}.draft", "");
                break;
            case "lock":
                File.WriteAllText(Path.Combine(repository, $"{GitRemote.Tip}.lock"), "");
                break;
            case "shallow":
                File.WriteAllText(Path.Combine(repository, "shallow"), "nonsense\n");
                break;
            default:
                break;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string ModeOf(string path) => OperatingSystem.IsWindows() ? throw new NotSupportedException() : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private int Packs() => Directory.GetFiles(Path.Combine(Folder, "repository.git", "objects", "pack"), "*.pack").Length;

    private async Task<LockHistory> ReadAsync(TimeProvider? time = null, CacheShelf? place = null) => (await TryReadAsync(host.Source, time, place))!;

    private static void Stopped(CancellationTokenSource stop) => stop.Cancel();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<LockHistory?> TryReadAsync(Source source, TimeProvider? time = null, CacheShelf? place = null, Action? look = null, CancellationToken? stop = null)
    {
        var log = new EngineLog(TextWriter.Synchronized(said)) { Debug = true };
        using var session = await GitSession.OpenAsync(source, log, TimeProvider.System, Stop);
        return await new BranchReader(session, source, place ?? shelf, time ?? TimeProvider.System).ReadAsync(view =>
        {
            look?.Invoke();
            Assert.Equal(["aws"], view.Pools.Names.Select(name => name.Value));
            return view.History;
        }, stop ?? Stop);
    }
}
