using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PoolResource.Testing;

namespace PoolResource.WebTests.Browser;

/// <summary>A test that looks at pages as people do, in a browser window of its own.</summary>
/// <param name="chromium">The browser.</param>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    // What takes a moment takes many on a machine that is busy.
    private const float Patience = 60_000;

    private readonly List<string> complaints = [];
    private readonly List<IBrowserContext> contexts = [];

    /// <summary>A folder of the test's own.</summary>
    protected TestFolder Folder { get; } = new();

    /// <summary>What no page may cause: dialogs, errors of scripts, breaches of the content security policy.</summary>
    protected IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
            {
                return [.. complaints];
            }
        }
    }

    public async ValueTask InitializeAsync()
    {
        await chromium.BrowserAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.DisposeAsync();
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a window.</summary>
    /// <param name="web">What it shows.</param>
    /// <param name="width">How wide it is, in CSS pixels.</param>
    /// <param name="isDark">Whether its reader has it dark.</param>
    /// <param name="hasScripts">Whether scripts run in it.</param>
    protected async Task<IPage> OpenAsync(RunningWeb web, int width = 1280, bool isDark = false, bool hasScripts = true)
    {
        var context = await (await chromium.BrowserAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = web.Address.ToString(),
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScripts,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        contexts.Add(context);
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        page.Dialog += (_, dialog) =>
        {
            Complain($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.PageError += (_, error) => Complain($"script: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complain($"{message.Type}: {message.Text}");
            }
        };
        return page;
    }

    /// <summary>Holds that nothing of a page keeps somebody out, and that it fits the window: light and dark, wide and narrow.</summary>
    protected static async Task FindNothingInTheWayAsync(IPage page, string address)
    {
        // What is there is the same in the dark; only the colours are others.
        foreach (var (width, scheme, rules) in new[] { (1280, ColorScheme.Light, null), (1280, ColorScheme.Dark, "color-contrast"), (360, ColorScheme.Light, "color-contrast"), (360, ColorScheme.Dark, (string?)null) })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            var found = await page.RunAxe(rules is null ? null : new AxeRunOptions { RunOnly = RunOnlyOptions.Rules(rules) });
            Assert.True(found.Violations.Length == 0, $"{address}, {width} px, {scheme}: {string.Join("; ", found.Violations.Select(one => $"{one.Id}: {one.Help} ({string.Join(", ", one.Nodes.Select(node => node.Html).Take(3))})"))}");
            Assert.NotEmpty(found.Passes);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private void Complain(string text)
    {
        lock (complaints)
        {
            complaints.Add(text);
        }
    }
}
