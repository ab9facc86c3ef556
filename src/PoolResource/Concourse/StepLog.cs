namespace PoolResource.Concourse;

/// <summary>What a user is told of a step, besides what the engine says; stderr is all that the build page shows.</summary>
/// <param name="stderr">Where the lines go.</param>
public sealed class StepLog(TextWriter stderr) : EngineLog(stderr)
{
    public void Failed(string sentences)
    {
        foreach (var sentence in sentences.Split('\n'))
        {
            Line(Red, sentence.StartsWith("invalid payload", StringComparison.Ordinal) ? sentence : $"error: {sentence}");
        }
    }

    /// <summary>The step was asked to end.</summary>
    /// <param name="done">What is being done about what it leaves, if it leaves anything.</param>
    public void Aborted(string? done = null) => Line(Yellow, done is null ? "aborted" : $"aborted: {done}");

    public void Unexpected(Exception fault)
    {
        Failed($"an unexpected fault in this resource: {fault.GetType().Name}: {FirstLine(fault.Message)}; please report it, with the log of a run with debug: true in the source");
        if (Debug)
        {
            foreach (var line in fault.ToString().Split('\n'))
            {
                Line(Grey, line);
            }
        }
    }

    public void UnknownKey(string section, string key, string? nearest) =>
        Warn($"{section}.{Quoted.Line(key)} is not a key this resource knows{(nearest is null ? "" : $"; did you mean {nearest}?")}");

    public void NothingInVersion() => Line(Green, "the put before this get found no lock to act on: nothing to fetch");

    public void NoLockInVersion(CommitId commit) => Line(Yellow, $"lock does not exist (in {commit})");

    public void NoBranch(string branch) => Warn($"the repository has no branch {branch} yet, so it has no versions");

    public void NoPool(PoolName pool) => Warn($"the branch has no commit that touched pool {pool}, so it has no versions");

    public void UnknownVersion(string version) =>
        Warn($"version {Quoted.Text(version)} is not in the branch (was its history rewritten?); continuing from the newest");

    public void CacheDropped(Exception fault)
    {
        if (Debug)
        {
            Line(Grey, $"the cached repository is thrown away: {FirstLine(fault.Message)}");
        }
    }
}
