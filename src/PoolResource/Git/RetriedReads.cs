using Polly;
using Polly.Retry;

namespace PoolResource.Git;

/// <summary>
/// Reads from the host, and again after the line failed; a refusal by the host is final, and so is a silence that
/// lasted the whole limit.
/// </summary>
/// <param name="log">Told once, and then once a minute: an outage may be long.</param>
/// <param name="time">The clock.</param>
public sealed class RetriedReads(EngineLog log, TimeProvider time)
{
    /// <summary>With pauses of about 0.5, 1, 2 and 4 seconds: a host that restarts is back by then.</summary>
    private const int Times = 4;

    /// <summary>A host that lets a connection time out has cost 20 seconds by then, and has had its second chance.</summary>
    private const int TimesAfterSilence = 1;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private ResiliencePipeline? pipeline;
    private long? told;

    /// <summary>Whether to read again from a host that has not answered yet.</summary>
    /// <param name="fault">What it said instead.</param>
    /// <param name="times">How often it was read again already.</param>
    internal static bool MayRepeat(GitException fault, int times) =>
        times < Times && fault.Failure is { Refused: false, Kind: not FailureKind.Exhausted } failure
        && (failure.Kind != FailureKind.Silent || (times < TimesAfterSilence && IsOfTheLine(fault)));

    /// <summary>Reads until it is done.</summary>
    /// <param name="read">What is done once or several times.</param>
    /// <param name="stop">Ends a pause.</param>
    /// <exception cref="GitException">The host refused, or did not answer several times.</exception>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken stop)
    {
        GitException? first;
        try
        {
            return await read(stop);
        }
        catch (GitException fault)
        {
            first = fault;
        }

        // Polly checks its options by reflection, which takes longer than all else that a step does of its own.
        pipeline ??= Pipeline();
        return await pipeline.ExecuteAsync(
            async again => Interlocked.Exchange(ref first, null) is { } fault ? throw fault : await read(again), stop);
    }

    // A connection that was never made may have lost its first packet; one that was made and stayed silent has used up all of the time.
    private static bool IsOfTheLine(GitException fault) =>
        fault.ExitCode != GitException.TimedOut && fault.Stderr.Contains("Connection timed out", StringComparison.OrdinalIgnoreCase);

    private ResiliencePipeline Pipeline() => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.Outcome.Exception is GitException fault && MayRepeat(fault, attempt.AttemptNumber)),
            MaxRetryAttempts = Times,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(0.5),
            UseJitter = true,
            OnRetry = attempt =>
            {
                if (told is not { } last || time.GetElapsedTime(last) >= Silence)
                {
                    told = time.GetTimestamp();
                    log.Unreachable(((GitException)attempt.Outcome.Exception!).Failure.Sentence);
                }

                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
