namespace PoolResource.PipelineLinter;

/// <summary>What is wrong with a pipeline: a sentence each, led by the place where it was found.</summary>
internal sealed class Problems
{
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Add(string place, string sentence) => found.Add($"{place}: {sentence}");
}
