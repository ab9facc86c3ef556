using System.Globalization;
using System.Text.RegularExpressions;

namespace PoolResource.Git;

/// <summary>
/// Has a fetch leave the files of the branch on the host: git calls that a filter, and takes the host for a promisor of
/// whatever is missing.
/// </summary>
/// <param name="git">Runs git.</param>
/// <param name="version">What <see cref="VersionAsync"/> has begun to ask; null to ask when it is needed.</param>
public sealed partial class PartialFetch(GitCommand git, Task<string>? version = null)
{
    /// <summary>All files stay on the host: nobody reads them.</summary>
    public const string All = "blob:none";

    /// <summary>Files of more than 8 KiB stay on the host: what is read is mostly small, and to ask for it by itself takes a second connection.</summary>
    public const string Large = "blob:limit=8k";

    // No setting of a source changes what it answers.
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["LC_ALL"] = "C",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
    };

    private Task<string>? version = version;
    private bool? isSafe;

    /// <summary>Asks git for its version, which takes as long as to prepare a step, and can be done meanwhile.</summary>
    /// <exception cref="PoolException">There is no git.</exception>
    public static async Task<string> VersionAsync(EngineLog log, TimeProvider time, CancellationToken stop) =>
        (await new GitCommand(Variables, log, time).TryAsync(["version"], GitCommand.ShortSilence, stop)).Stdout;

    /// <summary>The git that fetches from a uri, and its further options.</summary>
    /// <remarks>
    /// The promisor is told to this one command, and by its environment. In the repository's configuration every other git
    /// would read it and fetch what it misses, each by another git, which misses the same: thousands of processes.
    /// </remarks>
    /// <param name="uri">The uri.</param>
    /// <param name="filter">Which files: <see cref="All"/> or <see cref="Large"/>.</param>
    /// <param name="stop">Kills git.</param>
    /// <param name="isForOne">Whether it is for one file that stayed there: what is here says nothing of that.</param>
    public async Task<(GitCommand Git, IReadOnlyList<string> Options)> FromAsync(string uri, string filter, CancellationToken stop, bool isForOne = false) =>
        !CanBeToldOf(uri) || !await IsSafeAsync(stop) ? (git, []) : (git.With(Promisor(uri, filter, isForOne)), [$"--filter={filter}"]);

    /// <summary>Whether git takes a uri for a promisor: none whose name begins with a slash; what is copied on one disk need not be less.</summary>
    public static bool CanBeToldOf(string uri) => !uri.StartsWith('/');

    /// <summary>Whether a git heeds GIT_NO_LAZY_FETCH, by which it starts no git of its own for what it misses.</summary>
    /// <param name="version">What <c>git version</c> prints.</param>
    public static bool IsSafe(string version) =>
        Number().Match(version) is { Success: true } match
        && (Part(match, "major"), Part(match, "minor"), Part(match, "patch")) switch
        {
            (2, 39, var patch) => patch >= 4,
            (2, 40, var patch) => patch >= 2,
            (2, 41, var patch) => patch >= 1,
            (2, 42, var patch) => patch >= 2,
            (2, 43, var patch) => patch >= 4,
            (2, 44, var patch) => patch >= 1,
            (var major, var minor, _) => major > 2 || (major == 2 && minor > 44),
        };

    private static int Part(Match match, string name) =>
        int.TryParse(match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<bool> IsSafeAsync(CancellationToken stop)
    {
        if (isSafe is { } known)
        {
            return known;
        }

        // Where there was no answer git is asked anew: what ended the one question need not end the next.
        var asked = version;
        version = null;
        isSafe = IsSafe(await (asked?.WaitAsync(stop) ?? AskAsync()));
        return isSafe.Value;

        async Task<string> AskAsync() => (await git.TryAsync(["version"], GitCommand.ShortSilence, stop)).Stdout;
    }

    // The remote is named by its uri: git finds it told already, and writes nothing of it down.
    private static Dictionary<string, string> Promisor(string uri, string filter, bool isForOne) => new()
    {
        ["GIT_CONFIG_COUNT"] = isForOne ? "3" : "2",
        ["GIT_CONFIG_KEY_0"] = $"remote.{uri}.promisor",
        ["GIT_CONFIG_VALUE_0"] = "true",
        ["GIT_CONFIG_KEY_1"] = $"remote.{uri}.partialclonefilter",
        ["GIT_CONFIG_VALUE_1"] = filter,
        ["GIT_CONFIG_KEY_2"] = "fetch.negotiationAlgorithm",
        ["GIT_CONFIG_VALUE_2"] = "noop",
    };

    [GeneratedRegex(@"^git version (?<major>\d+)\.(?<minor>\d+)(\.(?<patch>\d+))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
