using System.Text;
using Spectre.Console;

namespace PoolResource.Cli.Display;

/// <summary>A stream for Spectre, of a size that is told: Spectre's own asks the runtime, which takes hold of the terminal.</summary>
internal sealed class PlainOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => false;

    public int Width => width;

    public int Height => Terminal.UsualHeight;

    public void SetEncoding(Encoding encoding)
    {
    }
}
