using System.Globalization;

namespace PoolResource;

/// <summary>What a user is told while a lock is moved: every sentence of the engine, whoever runs it.</summary>
/// <param name="writer">Where the lines go.</param>
public class EngineLog(TextWriter writer) : LogLines(writer)
{
    public void Warn(string sentence) => Line(Yellow, $"warning: {sentence}");

    public void Done(string subject, CommitId commit) => Line(Green, $"{subject} ({commit})");

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
}
