namespace PoolResource;

/// <summary>Writes lines for people, coloured, and without secrets.</summary>
/// <param name="writer">Where they go.</param>
public class LogLines(TextWriter writer)
{
    protected const string Red = "\e[31m";
    protected const string Yellow = "\e[33m";
    protected const string Green = "\e[32m";
    protected const string Grey = "\e[90m";
    protected const string Plain = "\e[0m";

    /// <summary>Somebody else may have written what stands in a line.</summary>
    private const int Longest = 8_000;

    /// <summary>What is never shown, where several logs have it in common.</summary>
    public SecretMask Mask { get; init; } = new();

    /// <summary>Whether lines are coloured; Concourse shows colours, and gives no terminal.</summary>
    public bool IsColoured { get; init; } = true;

    /// <summary>Whether git's commands and their timings are shown.</summary>
    public bool Debug { get; set; }

    /// <inheritdoc cref="SecretMask.Hide"/>
    public void Hide(IEnumerable<string> hidden) => Mask.Hide(hidden);

    /// <inheritdoc cref="SecretMask.Masked"/>
    public string Masked(string text) => Mask.Masked(text);

    protected static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();

    // One write a line, so that lines of helpers never mix; a line ends with a newline because every flush is shown.
    protected void Line(string colour, string text)
    {
        var line = Quoted.Cut(Quoted.Shown(Mask.Masked(text)), Longest);
        try
        {
            writer.Write(colour == Plain || !IsColoured ? $"{line}\n" : $"{colour}{line}{Plain}\n");
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Nobody listens any more: that is no reason to leave a lock as it is.
        }
    }
}
