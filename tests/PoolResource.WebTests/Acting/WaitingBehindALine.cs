using System.Net;
using PoolResource.Testing;

namespace PoolResource.WebTests.Acting;

public sealed class WaitingBehindALine
{
    private static readonly (string, string) Why = ("reason", "because");
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static readonly Build Job = new("4711", "7", "test", "deploy", "main", "https://ci.example.com/builds/4711");

    [Theory]
    [InlineData("/pools/gcp/act/claim", "A free lock of pool gcp")]
    [InlineData("/pools/gcp/locks/vm-1/act/claim", "Lock vm-1 of pool gcp")]
    public async Task IsSaidToAPersonWhoWouldJumpIt(string path, string what)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Stand(Now, Job, "gcp"));

        var (answer, changed) = await site.WatchAsync(() => site.AsAnna().DoAsync(path, Why));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Equal($"{what} is not to be had now: 1 build or person waits in line for it, and the line comes first; nothing was changed.", answer.Refusal);
        Assert.Single(site.Locks.Git("for-each-ref", "refs/pool-resource").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task IsLeftForAPersonWhomNobodyComesBefore()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Stand(Now, Job, "gcp"));

        Assert.Equal(HttpStatusCode.SeeOther, (await site.AsAnna().DoAsync("/pools/aws/act/claim", Why)).Status);
    }

    [Fact]
    public async Task EndsForAnothersTicketByThoseWhoMayForceIt()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Stand(Now, Job, "gcp"));
        var path = $"/pools/gcp/line/{site.Ticket("gcp")}/remove";
        var (anna, lea) = (site.AsAnna(), site.AsLea());
        var (_, html) = await anna.GetAsync(path);
        var token = (await anna.OpenAsync("/pools/gcp/act/claim")).Hidden;

        var refused = await anna.PostAsync(new OpenForm(path, "", token), Why);
        var stillThere = site.Ticket("gcp");
        var answer = await lea.DoAsync(path, Why);

        Assert.Contains("You may not take somebody else out of the line", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.NotNull(stillThere);
        Assert.Equal((HttpStatusCode.SeeOther, "/pools/gcp#line"), (answer.Status, answer.Location));
        Assert.Null(site.Ticket("gcp"));
        Assert.Contains("github:9 (Lea <lea@example.com>) asks to take the ticket", site.Web.Log, StringComparison.Ordinal);
        Assert.Contains("main/deploy/test", site.Web.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github:1", true)]
    [InlineData("github:2", false)]
    [InlineData(null, false)]
    public async Task EndsForOnesOwnTicketByTheAccount(string? account, bool isOwn)
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Stand(Now, Person.Parse(ActingSite.Anna, "person") with { Account = account }, "gcp"));
        var (status, html) = await site.AsAnna().GetAsync($"/pools/gcp/line/{site.Ticket("gcp")}/remove");

        Assert.Equal((HttpStatusCode.OK, isOwn), (status, html.Contains("<form class=\"act\"", StringComparison.Ordinal)));
        if (isOwn)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await site.AsAnna().DoAsync($"/pools/gcp/line/{site.Ticket("gcp")}/remove", Why)).Status);
            Assert.Null(site.Ticket("gcp"));
        }
    }

    // Its owner has put it back, or has its lock, between the form and the post.
    [Fact]
    public async Task IsNotEndedForATicketThatIsGone()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Stand(Now, Job, "gcp"));
        var lea = site.AsLea();
        var form = await lea.OpenAsync($"/pools/gcp/line/{site.Ticket("gcp")}/remove");
        site.Locks.Git("update-ref", "-d", site.Locks.Git("for-each-ref", "--format=%(refname)", "refs/pool-resource").Trim());

        var answer = await lea.PostAsync(form, Why);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.EndsWith("is gone by now; nothing was changed.", answer.Refusal, StringComparison.Ordinal);
    }
}
