namespace PoolResource.FaultTests.Faults;

/// <summary>A signal to the step at one of its git commands, sent by the script <c>git</c> that stands on its PATH.</summary>
/// <param name="Signal">KILL or TERM.</param>
/// <param name="When">before, during or after the command.</param>
/// <param name="Command">fetch, push, ls-remote, or any.</param>
/// <param name="Nth">Counted from 1.</param>
internal sealed record ProcessFault(string Signal, string When, string Command, int Nth)
{
    private static readonly string Wrapper = Path.Combine(AppContext.BaseDirectory, "Faults");

    private static readonly string RealGit = Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(directory => Path.Combine(directory, "git")).First(File.Exists);

    public string Kind => $"SIG{Signal} {When} a git command";

    /// <summary>The variables that put the script on the PATH of a step.</summary>
    /// <param name="notes">An empty directory, for what happens.</param>
    public IEnumerable<KeyValuePair<string, string>> Variables(string notes) =>
    [
        new("PATH", $"{Wrapper}:{Environment.GetEnvironmentVariable("PATH")}"),
        new("FAULT", $"{Signal} {When} {Command} {Nth}"),
        new("FAULT_GIT", RealGit),
        new("FAULT_NOTES", notes),
    ];

    /// <summary>When the signal was sent; null when there was no such command.</summary>
    public static DateTimeOffset? StruckAt(string notes) =>
        Path.Combine(notes, "struck") is var struck && File.Exists(struck) ? File.GetLastWriteTimeUtc(struck) : null;

    public override string ToString() => $"SIG{Signal} {When} {Command} {Nth}";
}
