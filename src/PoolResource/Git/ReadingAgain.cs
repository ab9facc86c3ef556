using Polly;
using Polly.Retry;

namespace PoolResource.Git;

/// <summary>How often and when something is read from the host again after the line failed.</summary>
public static class ReadingAgain
{
    /// <summary>With pauses of about 0.5, 1, 2 and 4 seconds: a host that restarts is back by then.</summary>
    private const int Times = 4;

    /// <summary>A host that lets a connection time out has cost 20 seconds by then, and has had its second chance.</summary>
    private const int TimesAfterSilence = 1;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>Retries what failed on the way; a refusal by the host is final, and so is a silence that lasted the whole limit.</summary>
    /// <param name="log">Told once, and then once a minute: an outage may be long.</param>
    /// <param name="time">The clock.</param>
    public static ResiliencePipeline Pipeline(BuildLog log, TimeProvider time)
    {
        long? told = null;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is GitException { IsRefusal: false, ExitCode: not GitException.TimedOut } fault
                    && (attempt.AttemptNumber < TimesAfterSilence || !fault.Stderr.Contains("timed out", StringComparison.OrdinalIgnoreCase))),
                MaxRetryAttempts = Times,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(0.5),
                UseJitter = true,
                OnRetry = attempt =>
                {
                    if (told is not { } last || time.GetElapsedTime(last) >= Silence)
                    {
                        told = time.GetTimestamp();
                        log.Unreachable(GitFailure.Of((GitException)attempt.Outcome.Exception!).Sentence);
                    }

                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }
}
