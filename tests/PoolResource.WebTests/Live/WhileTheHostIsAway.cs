using Microsoft.Extensions.Time.Testing;
using PoolResource.Configuration;
using PoolResource.Testing;
using PoolResource.WebTests.Acting;

namespace PoolResource.WebTests.Live;

/// <summary>What people are told while the git host does not answer, and what whoever runs the server reads in its log.</summary>
public sealed class WhileTheHostIsAway
{
    private const string Begins = "warning: the branch cannot be read as it should since ";

    [Theory]
    [InlineData("/pools/aws/locks/env-1/act/claim")]
    [InlineData("/pools/aws/act/add")]
    [InlineData("/pools/none")]
    [InlineData("/logout")]
    public async Task EachPageSaysSo(string path)
    {
        await using var site = await ActingSite.StartAsync();
        Directory.Move(site.Locks.Path, $"{site.Locks.Path}.away");
        await site.Web.LookAsync();

        var (_, html) = await site.AsLea().GetAsync(path);

        Assert.Contains("<p class=\"banner\" role=\"alert\">", html, StringComparison.Ordinal);
        Assert.Contains("This page is as of", Page.TextOf(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePagesSaySoBeforeAnythingIsKnown()
    {
        await using var web = await StartAwayAsync();

        var page = Page.TextOf(await web.GetAsync("/"));

        Assert.Contains("Nothing is known since", page, StringComparison.Ordinal);
        Assert.Contains("being read for the first time", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatItSaysStandsInTheLogAlone()
    {
        await using var web = await StartAwayAsync();

        Assert.DoesNotContain("gone", await web.GetAsync("/"), StringComparison.Ordinal);
        Assert.Matches($"{Begins}.*gone\\.git", web.Log);
    }

    [Fact]
    public async Task TheLogSaysWhenItBeginsAndWhenItIsOver()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var web = await RunningWeb.StartAsync(locks, time: time);

        Directory.Move(locks.Path, folder["away.git"]);
        await LookAsync(web, time, TimeSpan.FromSeconds(30));
        await LookAsync(web, time, TimeSpan.FromSeconds(5));
        Assert.Single(web.Log.Split(Begins)[1..]);
        await LookAsync(web, time, TimeSpan.FromMinutes(2));
        Assert.Equal(2, web.Log.Split(Begins)[1..].Length);
        Assert.Contains($"{Begins}2026-01-02 03:04:05Z: ", web.Log, StringComparison.Ordinal);
        Directory.Move(folder["away.git"], locks.Path);
        await LookAsync(web, time, TimeSpan.FromSeconds(5));

        Assert.Matches("warning: the branch can be read again, after 2 m [0-9]+ s\n$", web.Log);
    }

    [Fact]
    public async Task TheLogIsNotFilledByAHostThatFailsEveryOtherTime()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var web = await RunningWeb.StartAsync(locks, time: time);

        for (var n = 0; n < 4; n++)
        {
            Directory.Move(locks.Path, folder["away.git"]);
            await LookAsync(web, time, TimeSpan.FromSeconds(2));
            Assert.NotNull(web.Watcher.News.Outage);
            Directory.Move(folder["away.git"], locks.Path);
            await LookAsync(web, time, TimeSpan.FromSeconds(2));
            Assert.Null(web.Watcher.News.Outage);
        }

        Assert.Equal(2, web.Log.Count(character => character == '\n'));
    }

    [Fact]
    public async Task ThePagesAreSaidToBeOldWhileTheBranchIsReadForLong()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        using var server = new GitHttpServer(folder.Path);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var web = await RunningWeb.StartAsync(locks, time: time, source: new SourceDocument { Uri = $"{server.Origin}/locks.git", Branch = locks.Branch });
        using var isOver = new ManualResetEventSlim();
        var asked = 0;
        server.Instead = request =>
        {
            // The look itself is the first.
            if (request.StartsWith("POST", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 2)
            {
                isOver.Wait(TestContext.Current.CancellationToken);
            }

            return null;
        };
        locks.CommitPool("gcp", ["vm-1"]);

        web.Watcher.LookSoon();
        await PassAsync(time, () => web.Watcher.News.Outage is not null);

        Assert.Equal("to read the branch takes more than 30s", web.Watcher.News.Outage?.Sentence);
        isOver.Set();
        await PassAsync(time, () => web.Watcher.News.Outage is null);
        Assert.NotNull(web.Watcher.News.Seen!.Pool(PoolName.Parse("gcp", "pool")));
    }

    [Fact]
    public async Task ABranchThatIsGoneIsSaidToBe()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        var tip = locks.Tip;
        await using var web = await RunningWeb.StartAsync(locks);
        Assert.DoesNotContain("no such branch", await web.GetAsync("/"), StringComparison.Ordinal);

        locks.Git("update-ref", "-d", $"refs/heads/{locks.Branch}");
        await web.LookAsync();

        Assert.Contains("The repository has no such branch", await web.GetAsync("/"), StringComparison.Ordinal);
        Assert.Contains($"the repository has no branch {locks.Branch} any more, which was at {tip}", web.Log, StringComparison.Ordinal);
    }

    private static async Task<RunningWeb> StartAwayAsync()
    {
        using var folder = new TestFolder();
        return await RunningWeb.StartAsync(new LockRepository(folder["locks.git"]), source: new SourceDocument { Uri = folder["gone.git"], Branch = "main" });
    }

    // The clock stands still until it is moved, and the next look may begin a second after the last.
    private static async Task LookAsync(RunningWeb web, FakeTimeProvider time, TimeSpan later)
    {
        var look = web.LookAsync();
        time.Advance(later);
        await PassAsync(time, () => look.IsCompleted);
        await look;
    }

    private static async Task PassAsync(FakeTimeProvider time, Func<bool> isOver)
    {
        while (!isOver())
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
