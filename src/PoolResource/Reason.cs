namespace PoolResource;

/// <summary>Why a person does something, as the commit says it: one line.</summary>
public sealed record Reason
{
    /// <summary>So many characters it has at most.</summary>
    public const int Longest = 200;

    private Reason(string text) => Text = text;

    /// <summary>The words.</summary>
    public string Text { get; }

    /// <exception cref="PoolException">It is empty, too long, or more than a line of text.</exception>
    public static Reason Parse(string text, string parameter) => text.Trim() switch
    {
        { Length: 0 } => throw new PoolException($"{parameter} is empty; write why in a few words, or leave it out"),
        { Length: > Longest } line => throw new PoolException($"{parameter} has {line.Length} characters, and {Longest} at most fit; write it shorter"),
        var line when line.Any(Quoted.IsUnsafe) => throw new PoolException($"{parameter}: {Quoted.Text(line)} holds a line end or another control character; write one line of text"),
        var line => new Reason(line),
    };

    public override string ToString() => Text;
}
