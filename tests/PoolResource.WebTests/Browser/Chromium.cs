using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PoolResource.WebTests.Browser.Chromium))]

namespace PoolResource.WebTests.Browser;

/// <summary>Debian's browser, started once for all tests that ask for it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(async () =>
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] }));
    });

    /// <summary>The browser; a test that has none is left out, but where CI is true.</summary>
    public async Task<IBrowser> BrowserAsync()
    {
        if (!File.Exists(Program))
        {
            const string Sentence = $"{Program} is missing, and without it no page is tested in a browser; apt-get install chromium";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Sentence);
            Assert.Fail(Sentence);
        }

        return (await started.Value).Browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            var (playwright, browser) = await started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
