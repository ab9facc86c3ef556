using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Display;

/// <summary>Where a command runs: its streams, what can be shown on them, and what it finds around it.</summary>
public sealed class Terminal
{
    // Nothing is wrapped for whoever reads it from a pipe.
    private const int Unlimited = 10_000;

    /// <summary>The width of a terminal that does not tell.</summary>
    internal const int UsualWidth = 80;

    /// <summary>The height of one that does not tell.</summary>
    internal const int UsualHeight = 24;

    /// <summary>What a person types; opened when somebody is asked, since it takes hold of the terminal.</summary>
    public required Lazy<TextReader> In { get; init; }

    /// <summary>For the answer.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Whether somebody can still read it.</summary>
    public Func<bool> HasReader { get; init; } = () => true;

    /// <summary>What is given to this process in bytes.</summary>
    public Func<Stream> Input { get; init; } = Console.OpenStandardInput;

    /// <summary>Writes an answer there that has to be read, and throws an <see cref="IOException"/> when nobody does; null for <see cref="Out"/>.</summary>
    public Action<string>? Delivery { get; init; }

    /// <summary>For everything else.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The environment's variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The directory one stands in.</summary>
    /// <exception cref="PoolException">It is gone.</exception>
    public string Directory
    {
        get => directory.Value;
        init => directory = new(value);
    }

    private readonly Lazy<string> directory = new(StartingDirectory.Find);
    private readonly SecretMask mask = new();

    public required TimeProvider Time { get; init; }

    /// <summary>Whether a person can be asked, and answers on <see cref="In"/>.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether a person sits at this process's terminal, whatever its streams are.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>How wide <see cref="Out"/> is; null when it is no terminal.</summary>
    public int? Width { get; init; }

    /// <summary>How large it is by now, since that changes.</summary>
    public Func<(int Width, int Height)?> Measure { get; init; } = () => null;

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    public bool IsErrorShown { get; init; }

    /// <summary>Whether nothing can be answered at all.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfThisProcess()
    {
        if (!StandardOutput.IsOpen())
        {
            return Of(Stream.Null, Console.OpenStandardError(), isClosed: true);
        }

        ControllingTerminal.LeaveTheKeyboardAlone();
        return Of(Console.OpenStandardOutput(), Console.OpenStandardError(), isClosed: false);
    }

    private static Terminal Of(Stream stdout, Stream stderr, bool isClosed) => new()
    {
        IsClosed = isClosed,
        In = new(() => Console.In),
        Out = Writer(stdout),
        Delivery = text => StandardOutput.Write(Encoding.UTF8.GetBytes(text)),
        HasReader = StandardOutput.HasReader,
        Error = Writer(stderr),
        Environment = System.Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        IsPersonal = ControllingTerminal.IsThere(),
        Width = Console.IsOutputRedirected ? null : WindowSize.OfStdout()?.Width ?? UsualWidth,
        Measure = WindowSize.OfStdout,
        IsErrorShown = !Console.IsErrorRedirected,
    };

    /// <summary>What is shown on <see cref="Out"/>: without colours unless it is a terminal that has them.</summary>
    public IAnsiConsole Screen => screen ??= On(Out, Width is not null && HasColours, Width);

    private IAnsiConsole? screen;

    /// <summary>Whether a terminal here shows colours, and is to.</summary>
    internal bool HasColours => string.IsNullOrEmpty(Environment("NO_COLOR")) && IsObedient;

    /// <summary>Whether a terminal here takes commands, such as to go back to its first line.</summary>
    internal bool IsObedient => Environment("TERM") is not ("dumb" or null or "");

    /// <summary>Shows an answer to people.</summary>
    public void Show(IRenderable answer)
    {
        // Spectre fills lines up with blanks, which nobody wants in a pipe.
        if (Width is not null)
        {
            Screen.Write(answer);
            return;
        }

        Out.Write(Plain(answer));
    }

    /// <summary>An answer to people as lines of text.</summary>
    internal static string Plain(IRenderable answer)
    {
        using var text = new StringWriter();
        On(text, isColoured: false, width: null).Write(answer);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>Gives an answer without which nobody would know what was done.</summary>
    /// <exception cref="PoolException">Nobody reads it.</exception>
    public void Deliver(string answer)
    {
        try
        {
            (Delivery ?? Out.Write)(answer);
        }
        catch (IOException fault)
        {
            throw new PoolException($"the answer could not be written to stdout ({Quoted.Line(fault.Message)}); run it again where its stdout is read to the end", fault);
        }
    }

    /// <summary>The same for programs: one line of JSON.</summary>
    /// <exception cref="PoolException">Nobody reads it.</exception>
    public void Deliver<T>(T answer, JsonTypeInfo<T> type) => Deliver($"{JsonSerializer.Serialize(answer, type)}\n");

    /// <summary>Gives an answer to programs: one line of JSON.</summary>
    public void Answer<T>(T answer, JsonTypeInfo<T> type) => Out.Write($"{JsonSerializer.Serialize(answer, type)}\n");

    /// <summary>Asks a question that is answered with y or n, which is meant by every other answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<bool> AskAsync(string question, CancellationToken stop)
    {
        await Error.WriteAsync($"{question} [y/N] ");
        var answer = await Task.Run(() => In.Value.ReadLine(), stop).WaitAsync(stop);
        return answer?.Trim() is { } said && (said.Equals("y", StringComparison.OrdinalIgnoreCase) || said.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Says on <see cref="Error"/> why nothing comes of it.</summary>
    public void Fail(string sentence) => Log().Fail(sentence);

    /// <summary>What the engine says while it works goes to <see cref="Error"/>.</summary>
    internal TerminalLog Log() => new(Error) { IsColoured = IsErrorShown && HasColours, Mask = mask };

    /// <summary>From here on these are never shown on <see cref="Error"/>, whoever says them.</summary>
    internal void Hide(IEnumerable<string> secrets) => mask.Hide(secrets);

    /// <summary>A console of Spectre's on a stream.</summary>
    /// <param name="writer">The stream.</param>
    /// <param name="isColoured">Whether it shows colours.</param>
    /// <param name="width">Its width; null for one without end.</param>
    internal static IAnsiConsole On(TextWriter writer, bool isColoured, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new PlainOutput(writer, width ?? Unlimited),
        });
        console.Profile.Capabilities.Links = false;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true };
}
