namespace PoolResource.Cli.Display;

/// <summary>What a person is told besides the answer.</summary>
public sealed class TerminalLog(TextWriter writer) : EngineLog(writer)
{
    /// <summary>A sentence that is no warning.</summary>
    public void Say(string sentence) => Line(Plain, sentence);

    /// <summary>A claim that nobody is to hold.</summary>
    public void TakingBack(Lock claimed) => Line(Yellow, $"taking the claim of {claimed.Pool}/{claimed.Name} back");

    /// <summary>Why nothing comes of it.</summary>
    public void Fail(string sentences)
    {
        foreach (var sentence in sentences.Split('\n'))
        {
            Line(Red, $"error: {sentence}");
        }
    }
}
