using PoolResource.Testing;

namespace PoolResource.WebTests.Pages;

public sealed class ThePipelinesPage : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TellsWhatItHoldsWaitsForAndHeld()
    {
        await using var web = await RunningWeb.StartAsync(PoolsWithAPast.In(folder["locks.git"], TimeProvider.System.GetUtcNow(), 2));

        var page = await web.GetAsync("/holders/main/deploy");

        Assert.Matches("(?s)<h2>Holds</h2>.*/pools/aws/locks/env-2.*test build 341.*<h2 id=\"line\">Line</h2>.*/pools/phones.*test \\(id 89991\\).*<h2>Held</h2>.*released", page);
        Assert.DoesNotContain("end-to-end", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsNothingOfPoolsThatMayNotBeSeen()
    {
        await using var web = await RunningWeb.StartAsync(PoolsWithAPast.In(folder["locks.git"], TimeProvider.System.GetUtcNow(), 2), "access: [{to: anyone, pools: gcp, may: look}]");

        var page = await web.GetAsync("/holders/main/deploy");

        Assert.Contains("/pools/gcp/locks/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/pools/aws", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/pools/phones", page, StringComparison.Ordinal);
    }
}
