using System.Net;
using PoolResource.Testing;

namespace PoolResource.WebTests.Acting;

public sealed class ActingOnAHeldLock
{
    private static readonly (string, string) Why = ("reason", "because");

    // The verb, and whether it takes a pool to go to.
    public static TheoryData<string> Verbs => ["release", "recycle", "move", "remove"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task IsDoneToOnesOwnByItsClaim(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        await anna.DoAsync("/pools/aws/locks/env-1/act/claim", Why);

        var form = await anna.OpenAsync($"/pools/aws/locks/env-1/act/{verb}");
        var answer = await anna.PostAsync(form, Why, ("to", "gcp"));

        Assert.Contains("It is your own claim.", form.Text, StringComparison.Ordinal);
        Assert.NotEqual("", form.Hidden["claim"]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.DoesNotContain("aws/claimed/env-1", site.Locks.Files);
    }

    // The e-mail is the same, and so is the name: the account is another.
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task IsRefusedToAnotherAccountOfTheSameName(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        await anna.DoAsync("/pools/aws/locks/env-1/act/claim", Why);
        var own = await anna.OpenAsync($"/pools/aws/locks/env-1/act/{verb}");
        var twin = site.As("gitlab:1", "Anna", "anna@example.com", "github:acme/ops");
        var path = $"/pools/aws/locks/env-1/act/{verb}";

        var (status, html) = await twin.GetAsync(path);
        var token = Visitor.Hidden((await twin.OpenAsync("/pools/aws/act/claim")).Html).Single(one => one.Key.StartsWith("__", StringComparison.Ordinal));
        var (answer, changed) = await site.WatchAsync(() => twin.PostAsync(own.With(token.Key, token.Value), Why, ("to", "gcp")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("You may not take it from them", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form class=\"act\"", html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
    }

    // The claim of a commit without an account is nobody's who logs in, whatever e-mail it names.
    [Fact]
    public async Task IsRefusedWhereTheClaimNamesAnEmailAlone()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Commit(
            "claiming: env-2\n\nPool: aws\nClaim-Id: at-a-terminal\nPerson: Anna <anna@example.com>\n", Change.Delete("aws/unclaimed/env-2"), Change.Put("aws/claimed/env-2")));

        var (_, html) = await site.AsAnna().GetAsync("/pools/aws/locks/env-2/act/release");

        Assert.Contains("You may not take it from them", html, StringComparison.Ordinal);
    }

    // It was free when the page was made, which knows nothing yet of the build that took it; the claim was learned elsewhere.
    [Theory]
    [InlineData("move")]
    [InlineData("remove")]
    public async Task IsRefusedToWhomMayNotForceItByAClaimThatNoPageShowed(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        var form = await anna.OpenAsync($"/pools/aws/locks/env-1/act/{verb}");
        site.Locks.Commit("main/deploy/test build 43 claiming: env-1\n\nPool: aws\nClaim-Id: next\n", Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1"));

        var (answer, changed) = await site.WatchAsync(() => anna.PostAsync(form.With("claim", "next"), Why, ("to", "gcp")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.EndsWith("othing was changed.", answer.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task IsForThoseWhoMayForceIt(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var lea = site.AsLea();

        var form = await lea.OpenAsync($"/pools/aws/locks/env-3/act/{verb}?claim=claim-of-build");
        var answer = await lea.PostAsync(form, Why, ("to", "gcp"));

        Assert.Contains("env-3 is held by main/deploy/test build 42 since ", form.Text, StringComparison.Ordinal);
        Assert.Contains("It is somebody else's claim", form.Text, StringComparison.Ordinal);
        Assert.Equal("claim-of-build", form.Hidden["claim"]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.DoesNotContain("aws/claimed/env-3", site.Locks.Files);
    }

    // Between the form and the post the build gave the lock back, and another took it.
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task IsRefusedOnceTheLockHasChangedHands(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync($"/pools/aws/locks/env-3/act/{verb}");
        site.Locks.Commit("main/deploy/test build 42 unclaiming: env-3\n\nPool: aws\n", Change.Delete("aws/claimed/env-3"), Change.Put("aws/unclaimed/env-3"));
        site.Locks.Commit("main/deploy/test build 43 claiming: env-3\n\nPool: aws\nClaim-Id: next\n", Change.Delete("aws/unclaimed/env-3"), Change.Put("aws/claimed/env-3"));

        var (answer, changed) = await site.WatchAsync(() => lea.PostAsync(form, Why, ("to", "gcp")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Matches("^Lock env-3 of pool aws is held by main/deploy/test build 43 since .* by now, and not as it was shown; nothing was changed\\.$", answer.Refusal);
        Assert.Contains("value=\"because\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains("env-3 is held by main/deploy/test build 43", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("move")]
    [InlineData("remove")]
    public async Task IsRefusedOnceTheLockIsFree(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var lea = site.AsLea();
        var form = await lea.OpenAsync($"/pools/aws/locks/env-3/act/{verb}");
        site.Locks.Commit("main/deploy/test build 42 unclaiming: env-3\n\nPool: aws\n", Change.Delete("aws/claimed/env-3"), Change.Put("aws/unclaimed/env-3"));

        var (answer, changed) = await site.WatchAsync(() => lea.PostAsync(form, Why, ("to", "gcp")));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.EndsWith("nothing was changed.", answer.Refusal, StringComparison.Ordinal);
    }

    // It was free when it was shown. What came since is one's own, of another window, and not meant.
    [Theory]
    [InlineData("move")]
    [InlineData("remove")]
    public async Task IsRefusedOnceAFreeLockIsHeldByOneself(string verb)
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        var form = await anna.OpenAsync($"/pools/aws/locks/env-1/act/{verb}");
        await anna.DoAsync("/pools/aws/locks/env-1/act/claim", Why);

        var (answer, changed) = await site.WatchAsync(() => anna.PostAsync(form, Why, ("to", "gcp")));

        Assert.Equal("", form.Hidden["claim"]);
        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Matches("^Lock env-1 of pool aws is held by Anna .* by now, and not as it was shown; nothing was changed\\.$", answer.Refusal);
    }

    // Anna may not see that there is a pool secret.
    [Theory]
    [InlineData("gcp/unclaimed/vm-1")]
    [InlineData("gcp/claimed/vm-1")]
    public async Task NamesNoPoolThatThePersonMayNotSee(string path)
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        if (path.Contains("/claimed/", StringComparison.Ordinal))
        {
            await anna.DoAsync("/pools/gcp/locks/vm-1/act/claim", Why);
        }

        var form = await anna.OpenAsync("/pools/gcp/locks/vm-1/act/remove");
        site.Locks.Commit($"moving: vm-1 to secret/claimed\n\nPool: secret\nClaim-Id: {form.Hidden["claim"]}\n", Change.Move(path, "secret/claimed/vm-1"), Change.Delete("gcp"));

        var (answer, changed) = await site.WatchAsync(() => anna.PostAsync(form, Why));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Equal("Lock vm-1 is not in pool gcp any more; nothing was changed.", answer.Refusal);
        Assert.DoesNotContain("secret", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhoHoldsWhatSomebodyWantsToClaim()
    {
        await using var site = await ActingSite.StartAsync();
        var (anna, lea) = (site.AsAnna(), site.AsLea());
        var form = await anna.OpenAsync("/pools/aws/locks/env-1/act/claim");
        site.Locks.Commit("main/deploy/test build 43 claiming: env-1\n\nPool: aws\nClaim-Id: next\n", Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1"));

        var (answer, changed) = await site.WatchAsync(() => anna.PostAsync(form, Why));
        var (_, html) = await lea.GetAsync("/pools/aws/locks/env-1/act/claim");

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Matches("^Lock env-1 of pool aws is not to be had now: env-1 is held by main/deploy/test build 43 since .*; nothing was changed\\.$", answer.Refusal);
        Assert.Contains("env-1 is held by main/deploy/test build 43", Page.TextOf(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<form class=\"act\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatNoLockIsFree()
    {
        await using var site = await ActingSite.StartAsync();
        var anna = site.AsAnna();
        await anna.DoAsync("/pools/gcp/act/claim", Why);

        var (answer, changed) = await site.WatchAsync(() => anna.DoAsync("/pools/gcp/act/claim", Why));

        Assert.Equal((HttpStatusCode.Conflict, false), (answer.Status, changed));
        Assert.Matches("^A free lock of pool gcp is not to be had now: vm-1 is held by Anna .*; nothing was changed\\.$", answer.Refusal);
    }

    [Fact]
    public async Task IsNotDoneTwiceByAFormThatIsPostedTwice()
    {
        await using var site = await ActingSite.StartAsync();
        var lea = site.AsLea();
        var (claim, release) = (await lea.OpenAsync("/pools/aws/locks/env-1/act/claim"), await lea.OpenAsync("/pools/aws/locks/env-3/act/release"));
        foreach (var form in new[] { claim, release })
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await lea.PostAsync(form, Why)).Status);

            var (again, changed) = await site.WatchAsync(() => lea.PostAsync(form, Why));

            Assert.Equal((HttpStatusCode.Conflict, false), (again.Status, changed));
            Assert.EndsWith("othing was changed.", again.Refusal, StringComparison.Ordinal);
        }
    }
}
