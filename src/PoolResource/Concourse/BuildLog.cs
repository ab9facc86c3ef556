using System.Globalization;

namespace PoolResource.Concourse;

/// <summary>Every sentence a user can meet while a step runs; stderr is all that the build page shows.</summary>
/// <param name="stderr">Where the lines go; colour is forced, since Concourse gives no terminal.</param>
public sealed class BuildLog(TextWriter stderr)
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Green = "\e[32m";
    private const string Grey = "\e[90m";
    private const string Plain = "\e[0m";

    /// <summary>To mask every letter <c>a</c> would tell it.</summary>
    public const int ShortestSecret = 4;

    /// <summary>Somebody else may have written what stands in a line.</summary>
    private const int Longest = 8_000;

    private IReadOnlyList<string> secrets = [];

    /// <summary>Whether git's commands and their timings are shown.</summary>
    public bool Debug { get; set; }

    /// <summary>From here on these never appear, not even when git says them.</summary>
    public void Hide(IEnumerable<string> hidden) =>
        secrets = [.. secrets.Concat(hidden.SelectMany(secret => secret.Split('\n')).Select(line => line.Trim()).SelectMany(line => new[] { line, Quoted.Line(line), Quoted.Shown(line) }))
            .Where(line => line.Length >= ShortestSecret).Distinct().OrderByDescending(line => line.Length)];

    /// <summary>The text with every secret and every password in a uri replaced by asterisks.</summary>
    public string Masked(string text) =>
        RepositoryUri.Masked(secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal)));

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

    public void Warn(string sentence) => Line(Yellow, $"warning: {sentence}");

    public void Done(string subject, CommitId commit) => Line(Green, $"{subject} ({commit})");

    public void NothingInVersion() => Line(Green, "the put before this get found no lock to act on: nothing to fetch");

    public void NoLockInVersion(CommitId commit) => Line(Yellow, $"lock does not exist (in {commit})");

    public void NothingToDo(string purpose, string? warning)
    {
        if (warning is not null)
        {
            Warn(warning);
        }
        else
        {
            Line(Green, $"it is so already: nothing to commit to {purpose}");
        }
    }

    public void NothingHeld(Alias alias) => Line(Green, $"this build holds no lock as {alias}: nothing to do");

    public void Untold(Lock held) =>
        Warn($"lock {held.Name} of pool {held.Pool} is held, and no commit says by whom (was the branch's history rewritten?); if this build took it, release it by its name");

    public void Lost(Lock held, CommitId commit, string by) =>
        Warn($"lock {held.Name} of pool {held.Pool} was this build's for a moment ({commit}) until {by} changed that; going on");

    public void StartsBranch(string branch) => Warn($"the repository has no branch {branch} yet; this lock begins it");

    public void NoBranch(string branch) => Warn($"the repository has no branch {branch} yet, and so no version");

    public void NoPool(PoolName pool) => Warn($"the branch has no commit that touched pool {pool}, and so no version");

    public void UnknownVersion(string version) =>
        Warn($"version {Quoted.Text(version)} is not in the branch (was its history rewritten?); going on from the newest");

    public void HostUnchecked() =>
        Warn("the host's key is not checked; give source.known_hosts to have it checked");

    /// <summary>Says what is waited for, and who is in the way: one behind the sentence, several one a line.</summary>
    public void Waiting(string what, IReadOnlyList<string> holders, TimeSpan waited)
    {
        var end = holders.Count == 1 ? $": {holders[0]}" : holders.Count > 1 ? ":" : "";
        Line(Plain, waited < TimeSpan.FromSeconds(1)
            ? $"waiting for {what}{end}"
            : $"still waiting for {what} after {Duration.Describe(waited)}{end}");
        Holders(holders.Count > 1 ? holders : []);
    }

    /// <summary>Says who is in the way, one a line.</summary>
    public void Holders(IEnumerable<string> holders)
    {
        foreach (var holder in holders)
        {
            Line(Plain, $"  {holder}");
        }
    }

    public void CacheDropped(Exception fault)
    {
        if (Debug)
        {
            Line(Grey, $"the cached repository is thrown away: {FirstLine(fault.Message)}");
        }
    }

    public void PushedAgain(string words) => Warn($"the host did not take the commit ({words}); pushing it again");

    public void Settling(TimeSpan limit) =>
        Line(Plain, $"the time given is over; looking for up to {Duration.Describe(limit)} whether the commit got in");

    public void Uncleaned(string folder, string why) =>
        Warn($"the private directory {folder} cannot be emptied ({why}); it stays for as long as the container");

    public void Unreachable(string sentence) => Warn($"{sentence}; trying again");

    public void Git(IEnumerable<string> arguments, TimeSpan took, int exitCode, string stderrOfGit)
    {
        if (!Debug)
        {
            return;
        }

        Line(Grey, $"git {string.Join(' ', arguments)} → {exitCode} in {took.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)} ms");
        foreach (var line in stderrOfGit.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Line(Grey, $"  {line}");
        }
    }

    /// <summary>Who holds a lock, as the end of a sentence.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="holder">Who holds it; null when nobody knows.</param>
    /// <param name="now">The time, which says for how long.</param>
    public static string HeldBy(Lock held, Holder? holder, DateTimeOffset now) =>
        holder is null
            ? $"{Place(held)} is held by a commit older than the history that was looked at"
            : $"{Place(held)} is held by {holder.Who} since {holder.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
                + (holder.BuildUrl is { } url ? $" ({url})" : "")
                + (now >= holder.Since ? $", held {Duration.Age(now - holder.Since)}" : "");

    internal static string Place(Lock held) => $"{held.Name.Shown}{(held.Pool.OfLifecycle is null ? "" : $" (in {held.Pool})")}";

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();

    // One write a line, so that lines of helpers never mix; a line ends with a newline because every flush is shown.
    private void Line(string colour, string text)
    {
        var line = Quoted.Cut(Quoted.Shown(Masked(text)), Longest);
        try
        {
            stderr.Write(colour == Plain ? $"{line}\n" : $"{colour}{line}{Plain}\n");
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Nobody listens any more: that is no reason to leave a lock as it is.
        }
    }
}
