namespace PoolResource.Cli.Display;

/// <summary>What a person is told besides the answer.</summary>
public sealed class TerminalLog(TextWriter writer) : EngineLog(writer)
{
    /// <summary>Why nothing comes of it.</summary>
    public void Fail(string sentences)
    {
        foreach (var sentence in sentences.Split('\n'))
        {
            Line(Red, $"error: {sentence}");
        }
    }
}
