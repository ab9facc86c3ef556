using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>What kind of failure git's words tell of.</summary>
public enum FailureKind
{
    /// <summary>Nobody knows these words.</summary>
    Unknown,

    /// <summary>The line broke, or the host has a trouble of its own: it passes.</summary>
    Passing,

    /// <summary>The host is asked too often, and says so: it passes when the pauses grow.</summary>
    Crowded,

    /// <summary>The host did not say anything for as long as anybody waits.</summary>
    Silent,

    /// <summary>The host has no such branch or commit, or does not give it out.</summary>
    Missing,

    /// <summary>The answer is no: the host's, or that of a program here that cannot use what it was given.</summary>
    Refused,

    /// <summary>This machine is out of something.</summary>
    Exhausted,
}

/// <summary>What a failed git command means, in one sentence.</summary>
/// <param name="Sentence">For people; git's own words are behind it.</param>
/// <param name="Kind">What to do about it.</param>
public sealed record GitFailure(string Sentence, FailureKind Kind)
{
    /// <summary>Whether the answer is no: trying again at once would not help.</summary>
    public bool Refused => Kind == FailureKind.Refused;

    /// <summary>Whether git's words tell why.</summary>
    public bool Known => Kind is not (FailureKind.Unknown or FailureKind.Missing);

    /// <summary>The number of the HTTP answer that git tells of.</summary>
    public int? HttpStatus { get; init; }

    /// <param name="command">The subcommand that failed.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="stderr">What git printed.</param>
    /// <param name="login">Who asked.</param>
    internal static GitFailure Of(string command, int exitCode, string stderr, Login login)
    {
        var meaning = Meaning.Of(stderr, login);
        var words = HostMessage.Of(stderr);
        var sentence = meaning.Sentence is { } known
            ? $"{known} (git {command}: {words})"
            : $"git {command} failed (exit code {exitCode}: {words})";
        return new GitFailure(sentence, meaning.Kind) { HttpStatus = Git.HttpStatus.In(stderr)?.Number };
    }

    /// <summary>What git and the host said, in one line, without git's advice.</summary>
    public static string WordsOf(string stderr) => HostMessage.Of(stderr);
}
