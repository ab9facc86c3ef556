using Spectre.Console.Rendering;

namespace PoolResource.Cli.Display;

/// <summary>A page of the terminal that is drawn over and over; what was there before comes back when it is closed.</summary>
internal sealed class LivePage : IDisposable
{
    private const string Open = "\e[?1049h\e[?25l\e[H\e[J", Close = "\e[?25h\e[?1049l", Home = "\e[H", ToEndOfLine = "\e[K", ToEnd = "\e[J";

    private readonly Terminal terminal;

    public LivePage(Terminal terminal)
    {
        this.terminal = terminal;
        terminal.Out.Write(Open);
    }

    /// <summary>How large it is now.</summary>
    public (int Width, int Height) Size => terminal.Measure() ?? (terminal.Width ?? Terminal.UsualWidth, Terminal.UsualHeight);

    /// <summary>Draws it anew; what does not fit below is left out.</summary>
    public void Show(IRenderable content, int width, int height)
    {
        using var text = new StringWriter();
        Terminal.On(text, terminal.HasColours, width).Write(content);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        var shown = lines.Length < height ? lines : [.. lines.Take(height - 2), "…"];
        // In one write, so that nobody sees half of it.
        terminal.Out.Write($"{Home}{string.Concat(shown.Select(line => $"{line}{ToEndOfLine}\r\n"))}{ToEnd}");
    }

    public void Dispose() => terminal.Out.Write(Close);
}
