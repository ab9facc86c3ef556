using PoolResource.Git;

namespace PoolResource.Web.Branch;

/// <summary>Why a look at the branch failed, in a sentence for the log.</summary>
internal static class LookFault
{
    /// <summary>The sentence; it may hold secrets.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="limit">How long the host had to answer.</param>
    public static string Of(Exception fault, TimeSpan limit) => fault switch
    {
        GitException git => git.Failure.Sentence,
        PoolException refusal => refusal.Message,
        OperationCanceledException => $"the git host has not said for {Duration.Describe(limit)} what the branch points to",
        _ => $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}",
    };
}
