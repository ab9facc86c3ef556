namespace PoolResource.Builds;

/// <summary>
/// Tells a step that its own build is over: a worker that was lost lets its containers live on, and in them steps that wait.
/// </summary>
/// <param name="access">Where Concourse is asked, and who asks; null for the own cluster, without a login.</param>
/// <param name="build">The step's build.</param>
/// <param name="externalUrl">The url of the own cluster, ATC_EXTERNAL_URL; null where there is none.</param>
/// <param name="time">The clock.</param>
public sealed class OwnBuild(ConcourseAccess? access, Build build, string? externalUrl, TimeProvider time)
{
    /// <summary>After so long it is asked first.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>After so long it is asked again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    /// <summary>Returns once Concourse has said that the build is over, with a sentence that says so; where that cannot be told, never.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<string> EndAsync(CancellationToken stop)
    {
        await Task.Delay(First, time, stop);
        using var judge = new BuildJudge(access, externalUrl, time);
        var question = judge.CanAsk ? BuildInQuestion.Of(build) : null;
        return await AskAsync(question is null ? null : end => judge.JudgeAsync(question, end), judge.Host, time, stop);
    }

    /// <summary>The same, from the first question on.</summary>
    /// <param name="ask">Asks Concourse how the build is; null where it cannot be asked.</param>
    /// <param name="host">Where it asks, for a sentence.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<string> AskAsync(Func<CancellationToken, Task<Verdict>>? ask, string host, TimeProvider time, CancellationToken stop)
    {
        while (true)
        {
            if (ask is not null && Ended(await ask(stop)) is { } how)
            {
                return $"{host} says that this build is {how}: it waits no longer, and takes nothing; start another build where it is still needed";
            }

            await Task.Delay(ask is null ? Timeout.InfiniteTimeSpan : Again, time, stop);
        }
    }

    private static string? Ended(Verdict verdict) => verdict switch
    {
        Over over => $"over ({over.Status})",
        Gone => "gone",
        _ => null,
    };
}
