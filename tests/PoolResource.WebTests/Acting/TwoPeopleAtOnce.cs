using System.Net;
using PoolResource.Web.Acting;

namespace PoolResource.WebTests.Acting;

public sealed class TwoPeopleAtOnce
{
    private static readonly (string, string) Why = ("reason", "because");

    [Fact]
    public async Task HaveOneOfThemClaimTheLock()
    {
        await using var site = await ActingSite.StartAsync();
        var (anna, lea) = (site.AsAnna(), site.AsLea());
        var forms = (await anna.OpenAsync("/pools/aws/locks/env-1/act/claim"), await lea.OpenAsync("/pools/aws/locks/env-1/act/claim"));

        var answers = await Task.WhenAll(anna.PostAsync(forms.Item1, Why), lea.PostAsync(forms.Item2, Why));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(one => one.Status).Order());
        Assert.Contains("is held by ", answers.Single(one => one.Status == HttpStatusCode.Conflict).Refusal, StringComparison.Ordinal);
        Assert.Single(site.Locks.Log, commit => commit.Subject == "claiming: env-1");
    }

    [Fact]
    public async Task HaveOneOfThemReleaseTheLockAndTellTheOther()
    {
        await using var site = await ActingSite.StartAsync();
        var (lea, lou) = (site.AsLea(), site.As("github:10", "Lou", "lou@example.com", "github:acme/lead"));
        var forms = (await lea.OpenAsync("/pools/aws/locks/env-3/act/release"), await lou.OpenAsync("/pools/aws/locks/env-3/act/remove"));

        var answers = await Task.WhenAll(lea.PostAsync(forms.Item1, Why), lou.PostAsync(forms.Item2, Why));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(one => one.Status).Order());
        Assert.Equal(4, site.Locks.Log.Count);
    }

    // While the host thinks about the first one's push, a second window of the same person is told so; another person is not kept waiting.
    [Fact]
    public async Task AreNotOneInTwoWindows()
    {
        await using var site = await ActingSite.StartAsync(locks => locks.Hook("pre-receive", "touch arrived; while [ ! -e go ]; do sleep 0.05; done"));
        var (anna, window) = (site.AsAnna(), site.AsAnna());
        var (first, second) = (await anna.OpenAsync("/pools/aws/locks/env-1/act/claim"), await window.OpenAsync("/pools/aws/locks/env-2/act/claim"));
        var claiming = anna.PostAsync(first, Why);
        await site.ArrivedAsync();

        var refused = await window.PostAsync(second, Why);
        await File.WriteAllTextAsync(Path.Combine(site.Locks.Path, "go"), "", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.StartsWith("Another act of yours is under way", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await claiming).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await window.PostAsync(second, Why)).Status);
    }

    [Fact]
    public void AreNoMoreThanEight()
    {
        var turnstile = new Turnstile();
        var inside = Enumerable.Range(0, Turnstile.Most).Select(n => turnstile.Enter($"github:{n}")).ToList();

        Assert.Contains("too many people", Assert.Throws<RefusedException>(() => turnstile.Enter("github:99")).Message, StringComparison.Ordinal);
        inside[0].Dispose();
        inside[0].Dispose();
        turnstile.Enter("github:99").Dispose();
        Assert.Contains("another act of yours", Assert.Throws<RefusedException>(() => turnstile.Enter("github:1")).Message, StringComparison.Ordinal);
    }
}
