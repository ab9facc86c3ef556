using System.Net;

namespace PoolResource.WebTests.Acting;

public sealed class HostsThatDoNotTakeACommit
{
    private static readonly (string, string) Why = ("reason", "because");

    [Theory]
    [InlineData("/pools/aws/locks/env-1/act/claim")]
    [InlineData("/pools/aws/act/claim")]
    [InlineData("/pools/aws/act/add")]
    public async Task AreQuotedWhereAHookRefusesIt(string path)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Hook("pre-receive", "echo 'no changes on Fridays'; exit 1"));

        var (answer, changed) = await site.WatchAsync(() => site.AsAnna().DoAsync(path, Why, ("name", "env-9")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Contains("no changes on Fridays", answer.Refusal, StringComparison.Ordinal);
        Assert.Contains("value=\"because\"", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreSaidToBeAway()
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        var form = await anna.OpenAsync("/pools/aws/locks/env-1/act/claim");
        Directory.Move(site.Locks.Path, $"{site.Locks.Path}.away");

        var answer = await anna.PostAsync(form, Why);
        Directory.Move($"{site.Locks.Path}.away", site.Locks.Path);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.EndsWith("; nothing was changed.", answer.Refusal, StringComparison.Ordinal);
        Assert.Equal(3, site.Locks.Log.Count);
    }

    // The commit is in the branch, and the program that says so is killed before it does: the next look finds it.
    [Theory]
    [InlineData("/pools/aws/locks/env-1/act/claim", "claiming: env-1")]
    [InlineData("/pools/aws/act/add", "adding unclaimed: env-9")]
    public async Task AreNotAskedTwiceWhereTheAnswerIsLost(string path, string subject)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Hook("post-receive", "kill -9 $PPID"));

        var answer = await site.AsAnna().DoAsync(path, Why, ("name", "env-9"));

        Assert.Equal((HttpStatusCode.SeeOther, 4), (answer.Status, site.Locks.Log.Count));
        Assert.Equal(subject, site.Locks.Last.Subject);
    }

    // Then it is gone before anybody can look.
    [Theory]
    [InlineData("/pools/aws/act/add", "adding unclaimed: env-9", "It is not known whether commit … got into the branch, by which it was to add lock env-9 to pool aws, since the host has not answered…; look at the page in a moment.")]
    [InlineData("/pools/aws/locks/env-1/act/claim", "claiming: env-1", "It is not known whether commit … got into the branch, since the host has not answered…; if it did, lock env-1 of pool aws is held by you: look at the page in a moment, and release it if you do not want it.")]
    public async Task LeaveItOpenWhetherTheyHaveTakenIt(string path, string subject, string sentence)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Hook("post-receive", $"mv '{locks.Path}' '{locks.Path}.away'; kill -9 $PPID"));

        var answer = await site.AsAnna().DoAsync(path, Why, ("name", "env-9"));
        Directory.Move($"{site.Locks.Path}.away", site.Locks.Path);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Matches($"^{string.Join(".*", sentence.Split('…').Select(System.Text.RegularExpressions.Regex.Escape))}$", answer.Refusal);
        Assert.Equal((4, subject), (site.Locks.Log.Count, site.Locks.Last.Subject));
    }

    // Nobody waits for the answer any more when the push is let in.
    [Fact]
    public async Task TakeItThoughTheBrowserIsGone()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Hook("pre-receive", "touch arrived; while [ ! -e go ]; do sleep 0.05; done"));
        var anna = site.AsAnna();
        var form = await anna.OpenAsync("/pools/aws/locks/env-1/act/claim");
        using var gone = new CancellationTokenSource();
        var posting = PostAsync(anna, form, gone.Token);
        await site.ArrivedAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
        var version = site.Web.Watcher.News.Version;
        await File.WriteAllTextAsync(Path.Combine(site.Locks.Path, "go"), "", TestContext.Current.CancellationToken);
        await site.Web.Watcher.AfterAsync(version, TestContext.Current.CancellationToken);

        Assert.Equal("claiming: env-1", site.Locks.Last.Subject);
        Assert.Contains("aws/claimed/env-1", site.Locks.Files);
    }

    private static async Task PostAsync(Visitor browser, OpenForm form, CancellationToken stop)
    {
        using var content = new FormUrlEncodedContent([.. form.Hidden, KeyValuePair.Create("reason", "because")]);
        using var answer = await browser.Client.PostAsync(new Uri(form.Path, UriKind.Relative), content, stop);
    }
}
