using System.Text.RegularExpressions;

namespace PoolResource.Git;

/// <summary>What kind of rule of the host's turned a push down, from its words, and what to do about it.</summary>
public static partial class PushRule
{
    // The first match counts: a rule on commits often names the branch, too.
    private static readonly (Regex Words, string Advice)[] Rules =
    [
        (InTheWay(), "the host has a branch whose name is the beginning of {0}, or begins with {0}/, and git keeps no two such; name another branch in source.branch, or delete that one"),
        (NotBare(), "the repository on the host has a working copy; push to a bare one"),
        (Full(), "a disk of the host is full; make room there"),
        (LeftLock(), "a git that was killed on the host has left a file that ends in .lock; remove it there"),
        (Unwritable(), "git on the host cannot write the repository; see to the owner and the mode of its files there"),
        (Shallow(), "the host's repository lacks a part of the history; complete it there, or set receive.shallowUpdate"),
        (Quota(), "the quota at the host is used up; make room there, or have it raised"),
        (SignedOff(), "the host wants a Signed-off-by line, which this resource does not write; exempt branch {0} from that rule"),
        (Signed(), "the host wants signed commits; give source.signing_key"),
        (ChangeId(), "the host wants pushes to go through review; allow direct pushes to branch {0}"),
        (Person(), "set user.name and user.email in source.git_config to what the host's rule wants"),
        (Message(), "the host's rule on commit messages must let those of this resource pass"),
        (File(), "the host's rule on files must let the locks of branch {0} pass"),
        (Protected(), "allow pushes to branch {0}"),
    ];

    /// <summary>What to do, as the end of a sentence.</summary>
    /// <param name="words">What the host said.</param>
    /// <param name="branch">The branch that was pushed to.</param>
    public static string Advice(string words, string branch) => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        Rules.FirstOrDefault(rule => rule.Words.IsMatch(words)).Advice ?? "ask whoever runs the host for the rule, or to exempt branch {0} from it",
        branch);

    /// <summary>Whether no later push is accepted either, before somebody has changed the source or the host.</summary>
    /// <param name="words">What the host said.</param>
    public static bool IsLasting(string words) => InTheWay().IsMatch(words) || NotBare().IsMatch(words) || Shallow().IsMatch(words);

    [GeneratedRegex("' exists; cannot create '|cannot process '[^']*' and '[^']*' at the same time|directory[ /]file conflict", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InTheWay();

    [GeneratedRegex("branch is currently checked out|refusing to update checked out", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotBare();

    [GeneratedRegex("No space left on device", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Full();

    [GeneratedRegex("\\.lock': File exists", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LeftLock();

    [GeneratedRegex("unable to create temporary|insufficient permission for adding|unable to create '[^']*': (permission denied|read-only)|read-only file system|failed to write object", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Unwritable();

    [GeneratedRegex("shallow update not allowed", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shallow();

    [GeneratedRegex("\\bquota\\b|(?<!file )size limit|size is greater than", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Quota();

    [GeneratedRegex("signed[- ]off[- ]by|sign-?off|\\bDCO\\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SignedOff();

    [GeneratedRegex("\\b(un)?signed\\b|signature|\\bGPG\\b|verified signatures|unverified commit", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Signed();

    [GeneratedRegex("change-id", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ChangeId();

    [GeneratedRegex("\\b(author|committer|e-?mail|git username|user\\.name|user\\.email)\\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex("commit messages?|message (must|does|should|is)|subject line|issue (key|number)|\\bjira\\b|ticket (number|id)|conventional commit", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Message();

    [GeneratedRegex("file ?names?|files? (size|is|are|exceeds)|large files?|exceeds? .* limit|changing file|cannot contain secrets|secrets? (detected|found|scanning)|leak", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex File();

    [GeneratedRegex("protected|pull requests?|merge requests?|GH0\\d\\d|TF402455|not (allowed|permitted|authori[sz]ed)|prohibited|permission|denied|DENIED|read[- ]only|locked|may not push|hook declined", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Protected();
}
