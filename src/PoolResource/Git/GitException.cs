using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>A git command that failed: what it was, what it answered.</summary>
/// <param name="command">The subcommand, such as <c>fetch</c>.</param>
/// <param name="exitCode">Git's exit code; -1 when it gave none in time.</param>
/// <param name="stderr">What git printed, untranslated.</param>
/// <param name="login">Who asked; null when it is not known.</param>
public class GitException(string command, int exitCode, string stderr, Login? login = null)
    : Exception($"git {command} failed with exit code {exitCode}: {stderr}")
{
    /// <summary>The exit code of a git that was killed because it did not end in time.</summary>
    public const int TimedOut = -1;

    /// <param name="command">The subcommand, such as <c>fetch</c>.</param>
    /// <param name="result">What it answered.</param>
    public GitException(string command, GitResult result)
        : this(command, result.ExitCode, result.Stderr, result.Login)
    {
    }

    private GitFailure? failure;

    public string Command { get; } = command;

    public int ExitCode { get; } = exitCode;

    public string Stderr { get; } = stderr;

    /// <summary>Who asked the host.</summary>
    public Login Login { get; } = login ?? Login.Unknown;

    /// <summary>What it means.</summary>
    public GitFailure Failure => failure ??= GitFailure.Of(Command, ExitCode, Stderr, Login);

    /// <summary>Whether the host has said no, so that trying again would not help.</summary>
    public bool IsRefusal => Failure.Refused;

    /// <summary>Whether the host was asked and said nothing for as long as anybody waits.</summary>
    public bool IsSilence => Failure.Kind == FailureKind.Silent;
}

/// <summary>An object of the branch is not here: a file that stayed on the host, or something that was lost.</summary>
/// <param name="id">Its id.</param>
public sealed class ObjectNotHereException(string id) : GitException("cat-file", 128, $"fatal: object {id} of the branch is not here")
{
    public string Id { get; } = id;
}
