namespace PoolResource.Git;

/// <summary>What the host said to a push: only that it accepted it tells what became of it.</summary>
public abstract record PushResult
{
    /// <summary>Reads what git-push printed with <c>--porcelain</c>.</summary>
    /// <param name="result">What it printed.</param>
    /// <param name="refspec">What was pushed where, as <c>from:to</c>.</param>
    internal static PushResult Read(GitResult result, string refspec)
    {
        foreach (var line in result.Stdout.Split('\n'))
        {
            // The documented form: a flag, a tab, from:to, a tab, a summary; what was to be deleted and was not has a from, too.
            if (line.Split('\t') is [{ Length: 1 } flag, var refs, ..] && (refs == refspec || refs == $"(delete){refspec}"))
            {
                return (flag, result.ExitCode) switch
                {
                    (" " or "*" or "+" or "=" or "-", 0) => new Accepted(),
                    ("!", _) => new Rejected(GitFailure.WordsOf($"{line.Split('\t')[^1]}\n{result.Stderr}"), new GitException("push", result)),
                    _ => Unanswered(result),
                };
            }
        }

        return Unanswered(result);
    }

    // A request that a web server turns down, with what was sent in it, has gone no further.
    private static Unknown Unanswered(GitResult result)
    {
        var fault = new GitException("push", result);
        if (fault.Stderr.Contains("does not support --atomic", StringComparison.Ordinal))
        {
            return new Unknown(fault) { IsUnseen = true, IsNotAtomic = true };
        }

        return new Unknown(fault) { IsUnseen = fault.IsRefusal && (!result.HasSent || result.Stderr.StartsWith("error: RPC failed; HTTP 4", StringComparison.Ordinal)) };
    }
}

/// <summary>It is done: a commit that was pushed is in the branch.</summary>
public sealed record Accepted : PushResult;

/// <summary>
/// The host answered, and said no: somebody was faster, a rule of the host's forbids it, or it has a fault of its own.
/// The commit may be in the branch all the same.
/// </summary>
/// <param name="Words">What it said.</param>
/// <param name="Fault">What git said.</param>
public sealed record Rejected(string Words, GitException Fault) : PushResult
{
    /// <summary>Whether somebody else was faster.</summary>
    public bool IsLostRace => Words.Contains("[rejected]", StringComparison.Ordinal) || Words.Contains("cannot lock ref", StringComparison.Ordinal);

    /// <summary>Of a push that was to change other refs, too: whether it may be one of those that the host does not change, and not the branch.</summary>
    public bool IsAboutOthers => !Words.Contains("[rejected]", StringComparison.Ordinal) && !Words.Contains("cannot lock ref 'refs/heads/", StringComparison.Ordinal);
}

/// <summary>No answer arrived: the commit may be in the branch or not.</summary>
/// <param name="Fault">What git said instead.</param>
public sealed record Unknown(GitException Fault) : PushResult
{
    /// <summary>Whether the host has said no before anything was sent: it has not seen the commit.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>Whether the host cannot change several refs in one breath.</summary>
    public bool IsNotAtomic { get; init; }
}
