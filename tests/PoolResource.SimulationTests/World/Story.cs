using System.Text;

namespace PoolResource.SimulationTests.World;

/// <summary>What happened, in order: what each build has said, and what befell it on its way to the host.</summary>
/// <param name="clock">The play's time.</param>
internal sealed class Story(Clock clock)
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a line.</summary>
    /// <param name="who">The number of the build; null for nobody's.</param>
    /// <param name="what">What it is.</param>
    public void Add(string? who, string what) => text.Append($"{clock.Now.TotalSeconds,9:F3} {who,3} ").Append(what).Append('\n');

    /// <summary>What a build writes its log to, a line at a time.</summary>
    /// <param name="who">Its number.</param>
    public TextWriter LogOf(string who) => new Log(this, who);

    public override string ToString() => text.ToString();

    private sealed class Log(Story story, string who) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value) => story.Add(who, value!.TrimEnd());
    }
}
