using System.Globalization;
using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// What a commit says of itself: <c>TEAM/PIPELINE/JOB build N claiming: L</c>, a line <c>Build URL: …</c>, and git
/// trailers. Reads also what the baseline wrote, and what people write by hand.
/// </summary>
/// <param name="BuildTitle">Who did it, when the subject says so.</param>
/// <param name="BuildUrl">The build's page.</param>
/// <param name="ClaimId">The name people and tools quote for the claim.</param>
/// <param name="BuildId">Concourse's BUILD_ID.</param>
/// <param name="Alias">The name under which the build holds the lock.</param>
public sealed partial record CommitMessage(
    string? BuildTitle, string? BuildUrl, string? ClaimId, string? BuildId, string? Alias)
{
    /// <summary>Why a claim was taken back: the step that made it was aborted.</summary>
    public const string Aborted = "aborted";

    // What git writes before the subject of a build's commit that a person takes back, brings back or merges.
    internal const string UnlessQuotedByGit = "(?!(Revert|Reapply) \"|Merge |(fixup|squash|amend)! )";

    /// <summary>Why it was done, where that is not plain.</summary>
    public string? Reason { get; init; }

    /// <summary>The claim, by its id or its commit, that this one goes on with.</summary>
    public string? Continues { get; init; }

    /// <summary>The pool in which the claim was taken, when the lock is in another by now.</summary>
    public string? TakenIn { get; init; }

    /// <summary>Of a commit that takes a lock: how long it had waited for it, in whole seconds; null when it had not, or does not tell.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>Of a build in an instanced pipeline: the pipeline's vars, as one line of JSON.</summary>
    public string? PipelineVars { get; init; }

    /// <summary>Of a commit that takes or keeps a lock, or renews a claim: until when the claim is leased; null for no lease, or none that can be read.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Of a commit that changes or moves a lock under a claim: who holds it, when somebody else made the commit.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Of a commit that reaps a lock: the stale claim, by its id or its commit.</summary>
    public string? Reaped { get; init; }

    /// <summary>Of a renewal, which speaks in the holder's name: who made the commit, when that is somebody else.</summary>
    public string? RenewedBy { get; init; }

    /// <summary>The same in the name of whoever made the commit.</summary>
    internal CommitMessage OfTheRenewer => RenewedBy is null ? this
        : this with { BuildTitle = Person.In(RenewedBy) is null ? RenewedBy : null, BuildUrl = null, BuildId = null, PipelineVars = null, Person = Person.In(RenewedBy) };

    /// <summary>The person at a terminal, or logged in, who did it; null for a build, and for a commit made by hand.</summary>
    public Person? Person { get; init; }

    /// <summary>Of a commit that changes no file: the lock it speaks of, which is held.</summary>
    public Lock? SpokenOf { get; init; }

    /// <summary>The message of a commit that is made here.</summary>
    /// <param name="subject">What it does, such as <c>claiming: env-1</c>.</param>
    /// <param name="pool">The pool it does it to.</param>
    /// <param name="claimId">For a commit that takes or keeps a lock: the claim's id, a UUID of version 7.</param>
    /// <param name="actor">Who does it: the build, as far as it is known, or a person.</param>
    /// <param name="alias">The name under which the build takes the lock.</param>
    /// <param name="spokenOf">For a commit that changes no file: the lock it is about.</param>
    /// <param name="continues">The claim that it goes on with.</param>
    /// <param name="takenIn">The pool in which the claim was taken, when it is another one.</param>
    /// <param name="reason">Why it is done.</param>
    /// <param name="waited">How long the lock was waited for; what is less than a second is not told.</param>
    /// <param name="leaseUntil">Until when the claim is leased.</param>
    /// <param name="heldBy">Who holds the lock, when that is somebody else.</param>
    /// <param name="reaped">The stale claim from which the lock is taken.</param>
    public static string Write(
        string subject,
        PoolName pool,
        string? claimId,
        Actor actor,
        string? alias = null,
        LockName? spokenOf = null,
        string? continues = null,
        string? takenIn = null,
        string? reason = null,
        TimeSpan? waited = null,
        DateTimeOffset? leaseUntil = null,
        string? heldBy = null,
        string? reaped = null)
    {
        var build = actor as Build;
        return new MessageText(actor.Title, subject, build?.Url)
            .Trailer("Pool", pool.Value)
            .Trailer("Lock", spokenOf?.Value)
            .Trailer("Claim-Id", claimId)
            .Trailer("Continues", continues)
            .Trailer("Build-Id", build?.Id)
            .Trailer("Pipeline-Vars", build?.Vars)
            .Trailer("Claimed-As", alias)
            .Trailer("Claimed-In", takenIn)
            .Person(actor as Person)
            .Trailer("Reason", reason)
            .Trailer("Waited", waited is { Ticks: >= TimeSpan.TicksPerSecond } wait ? string.Create(CultureInfo.InvariantCulture, $"{(long)wait.TotalSeconds}s") : null)
            .Trailer("Lease-Until", leaseUntil is { } until ? Lease.Write(until) : null)
            .Trailer("Held-By", heldBy)
            .Trailer("Reaped", reaped)
            .ToString();
    }

    /// <summary>Reads a message whoever wrote it: what is not there is null, and control characters are gone.</summary>
    public static CommitMessage Parse(string message)
    {
        var lines = message.Split('\n');
        return Parse(lines, Trailers.Of(lines));
    }

    /// <summary>Reads a message by its lines, and by the trailers among them.</summary>
    internal static CommitMessage Parse(string[] lines, Trailers trailers)
    {
        var (page, build) = (ValueOf(lines, "Build URL:"), trailers.ValueOf("Build-Id:"));

        // A lock may have a name that looks like a build's title, and a build is never taken for a person.
        var person = page is null && build is null ? Person.In(trailers.ValueOf("Person:")) : null;
        var title = person is null ? BuildTitleInSubject().Match(Quoted.Line(lines[0].TrimEnd('\r'))) : Match.Empty;
        return new CommitMessage(
            title.Success ? title.Groups["title"].Value : null,
            page,
            trailers.ValueOf("Claim-Id:"),
            build,
            trailers.ValueOf("Claimed-As:"))
        {
            Continues = trailers.ValueOf("Continues:"),
            TakenIn = trailers.NameOf("Claimed-In:") is { } at && PoolName.TryParse(at, out var origin) ? origin.Value : null,
            PipelineVars = trailers.ValueOf("Pipeline-Vars:"),
            SpokenOf = trailers.NameOf("Lock:") is { } one && LockName.TryParse(one, out var name) && PoolName.TryParse(trailers.NameOf("Pool:") ?? "", out var pool)
                ? new Lock(pool, LockState.Claimed, name)
                : null,
            Person = person is null || trailers.Count("Account:") != 1 ? person : person with { Account = Person.AccountIn(trailers.NameOf("Account:")) },
            Reason = trailers.ValueOf("Reason:") is { Length: > PoolResource.Reason.Longest } reason ? Quoted.Cut(reason, PoolResource.Reason.Longest - 1) : trailers.ValueOf("Reason:"),
            Waited = Wait(trailers.ValueOf("Waited:")),
            LeaseUntil = trailers.Count("Lease-Until:") == 1 ? Lease.Read(trailers.ValueOf("Lease-Until:")) : null,
            Reaped = trailers.ValueOf("Reaped:"),
            HeldBy = trailers.ValueOf("Held-By:"),
            RenewedBy = trailers.ValueOf("Renewed-By:"),
        };
    }

    /// <summary>What the last of some lines that begin with a key says behind it, as one line; null for nothing.</summary>
    internal static string? ValueOf(ReadOnlySpan<string> lines, string key) =>
        LastOf(lines, key) is { } line && Quoted.Line(line.TrimEnd('\r'))[key.Length..].Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The last of some lines that begins so; null for none.</summary>
    internal static string? LastOf(ReadOnlySpan<string> lines, string start)
    {
        for (var n = lines.Length - 1; n >= 0; n--)
        {
            if (lines[n].StartsWith(start, StringComparison.Ordinal))
            {
                return lines[n];
            }
        }

        return null;
    }

    /// <summary>Whether lines have a key with a value at any place, be it in a message within a message.</summary>
    internal static bool MaySay(IEnumerable<string> lines, string key, string value) => lines.Any(line =>
        line.IndexOf(key, StringComparison.Ordinal) is >= 0 and var at && Quoted.Line(line[(at + key.Length)..].TrimEnd('\r')).Trim() == value);

    // So much as it is written here; whoever writes more has not waited so long.
    private static TimeSpan? Wait(string? text) =>
        text is { Length: <= 10 } && text.EndsWith('s') && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [GeneratedRegex(
        "^" + UnlessQuotedByGit + "(?<title>.+? build [^ ]+|one-off build [^ ]+) (claiming|continuing|renewing|unclaiming|removing|updating|adding unclaimed|adding claimed|recycling|restoring|moving|reaping): ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BuildTitleInSubject();
}
