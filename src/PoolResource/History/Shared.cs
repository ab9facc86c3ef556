using System.Diagnostics.CodeAnalysis;

namespace PoolResource.History;

/// <summary>What many commits tell alike, kept once: whoever gives a lock back tells again who took it, and a job has many builds.</summary>
internal sealed class Shared
{
    private readonly HashSet<string> texts = [];
    private readonly HashSet<BuildJob> jobs = [];

    /// <summary>The same text, as it was first told.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Text(string? text) => text is null ? null : Of(texts, text);

    /// <summary>The same job.</summary>
    public BuildJob? Job(BuildJob? job) => job is null ? null : Of(jobs, job);

    /// <summary>The same holder, of texts that were told.</summary>
    public Holder Holder(Holder holder) => holder with { Who = Text(holder.Who), BuildUrl = Text(holder.BuildUrl) };

    private static T Of<T>(HashSet<T> known, T one)
    {
        if (known.TryGetValue(one, out var first))
        {
            return first;
        }

        known.Add(one);
        return one;
    }
}
