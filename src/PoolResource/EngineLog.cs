using System.Globalization;

namespace PoolResource;

/// <summary>What a user is told while a lock is moved: every sentence of the engine, whoever runs it.</summary>
/// <param name="writer">Where the lines go.</param>
public class EngineLog(TextWriter writer) : LogLines(writer)
{
    public void Warn(string sentence) => Line(Yellow, $"warning: {sentence}");

    /// <summary>A commit is in the branch.</summary>
    /// <param name="subject">What it does.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="leaseUntil">Until when it leases the claim.</param>
    public void Done(string subject, CommitId commit, DateTimeOffset? leaseUntil = null) =>
        Line(Green, $"{subject} ({commit}){(leaseUntil is { } until ? $", {Lease.Describe(until, DateTimeOffset.MinValue)}" : "")}");

    /// <summary>Somebody wants something done, by a server that does it for many.</summary>
    /// <param name="person">Who.</param>
    /// <param name="purpose">What, such as <c>claim lock env-1 of pool aws</c>.</param>
    /// <param name="reason">Why.</param>
    public void Asked(Person person, string purpose, Reason reason) =>

        // An account has no spaces; a name may hold a sentence.
        Line(Plain, $"{(person.Account is { } account ? $"{account} ({person})" : person)} asks to {purpose}, for: {reason}");

    /// <summary>No commit is needed.</summary>
    /// <param name="note">How it is already.</param>
    /// <param name="warning">The same, where the user should wonder about it.</param>
    public void NothingToDo(string? note, string? warning)
    {
        if (warning is not null)
        {
            Warn(warning);
        }
        else
        {
            Line(Green, $"nothing to do: {note}");
        }
    }

    /// <summary>What a commit does to each of several locks.</summary>
    public void Reaped(IEnumerable<string> subjects)
    {
        foreach (var subject in subjects)
        {
            Line(Green, $"  {subject}");
        }
    }

    /// <summary>Whether a claim is stale, and why.</summary>
    public void Judged(ClaimFate fate, bool isDone, DateTimeOffset now) => Line(
        fate.IsStale ? Yellow : Plain,
        $"{HeldBy(fate.Claim.Held, fate.Claim.Holder, now, fate.Claim.Message.Reason)}: {(!fate.IsStale ? "kept" : isDone ? "stale" : "stale, but left for the next time")}, {fate.Why}");

    public void NothingHeld(Alias alias) => Line(Green, $"nothing to do: this build holds no lock as {alias}");

    public void Untold(Lock held) =>
        Warn($"lock {held.Name} of pool {held.Pool} is held, but no commit says by whom (was the branch's history rewritten?); if this build took it, release it by name");

    public void Lost(Lock held, CommitId commit, string whose, string by) =>
        Warn($"lock {held.Name} of pool {held.Pool} was claimed by {whose} ({commit}), but {by} has taken it since; continuing");

    public void StartsBranch(string branch) => Warn($"the repository has no branch {branch} yet; this commit creates it");

    public void HostUnchecked() =>
        Warn("the host's key is not checked; give source.known_hosts to have it checked");

    /// <summary>Says what is waited for, and who is in the way: one behind the sentence, several one a line.</summary>
    public void Waiting(string what, IReadOnlyList<string> holders, TimeSpan waited, TimeSpan? usualHold = null, string place = "")
    {
        var usually = usualHold is { } hold ? $", usually held {Duration.Age(hold)}" : "";
        var end = holders.Count == 1 ? $": {holders[0]}" : holders.Count > 1 ? ":" : "";
        Line(Plain, waited < TimeSpan.FromSeconds(1)
            ? $"waiting for {what}{place}{usually}{end}"
            : $"still waiting for {what} after {Duration.Describe(waited)}{place}{usually}{end}");
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

    public void PushedAgain(string words) => Warn($"the host did not accept the commit ({words}); pushing it again");

    public void Settling(TimeSpan limit) =>
        Line(Plain, $"the timeout is over; checking for up to {Duration.Describe(limit)} whether the commit reached the branch");

    public void Uncleaned(string folder, string why) =>
        Warn($"the private directory {folder} could not be deleted ({why}); it remains until the container is removed");

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
    /// <param name="reason">Why, as the holder says.</param>
    public static string HeldBy(Lock held, Holder? holder, DateTimeOffset now, string? reason = null) =>
        holder is null
            ? $"{Place(held)} is held since before the history that was read"
            : $"{Place(held)} is held by {holder.Describe("since")}"
                + (now >= holder.Since ? $", held {Duration.Age(now - holder.Since)}" : "")
                + (holder.LeaseUntil is { } until ? $", {Lease.Describe(until, now)}" : "")
                + (reason is null ? "" : $", for: {Quoted.Cut(reason, Reason.Longest)}");

    internal static string Place(Lock held) => $"{held.Name.Shown}{(held.Pool.OfLifecycle is null ? "" : $" (in {held.Pool})")}";
}
