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

    private void Complain(string text)
    {
        lock (complaints)
        {
            complaints.Add(text);
        }
    }
}
