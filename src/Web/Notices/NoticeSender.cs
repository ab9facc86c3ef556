using System.Net.Http.Headers;
using System.Threading.Channels;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using PoolResource.Web.Branch;

namespace PoolResource.Web.Notices;

/// <summary>
/// Tells people and programs, each address one notice after the other, and never has anybody wait for it: what cannot be told
/// in time is told to the log. An address is a secret: neither it nor what its host says stands anywhere.
/// </summary>
public sealed class NoticeSender : BackgroundService
{
    /// <summary>So many wait to be sent to an address at most; the oldest gives way.</summary>
    public const int Most = 1000;

    /// <summary>So long a try takes at most.</summary>
    public static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);

    private const int Tries = 6;

    // Longer than that nobody who waits behind is to wait.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Uri, Channel<Notice>> waiting = [];
    private readonly Channel<Channel<Notice>> opened = Channel.CreateUnbounded<Channel<Notice>>();
    private readonly EngineLog log;
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private readonly HttpClient client;
    private readonly TimeProvider time;

    /// <param name="branch">Whose log is told what cannot be told.</param>
    /// <param name="time">The clock.</param>
    public NoticeSender(WatchedBranch branch, TimeProvider time)
    {
        (log, this.time) = (branch.Log, time);
        pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = outcome => ValueTask.FromResult(IsWorthAnother(outcome.Outcome)),
                DelayGenerator = outcome => ValueTask.FromResult(AskedFor(outcome.Outcome.Result)),
                OnRetry = outcome =>
                {
                    outcome.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TryLimit })
            .Build();
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("pool-web", null));
    }

    /// <summary>Has a notice sent when its turn comes.</summary>
    public void Tell(Notice notice)
    {
        lock (waiting)
        {
            if (!waiting.TryGetValue(notice.Rule.Address, out var line))
            {
                line = Channel.CreateBounded<Notice>(
                    new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
                    dropped => log.Warn($"{dropped.Rule.Place}: a notice was dropped, since {Most} wait to be sent"));
                waiting.Add(notice.Rule.Address, line);
                opened.Writer.TryWrite(line);
            }

            line.Writer.TryWrite(notice);
        }
    }

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lines = new List<Task>();
        try
        {
            await foreach (var line in opened.Reader.ReadAllAsync(stoppingToken))
            {
                lines.Add(SendAsync(line, stoppingToken));
            }
        }
        finally
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task SendAsync(Channel<Notice> line, CancellationToken stopping)
    {
        await foreach (var notice in line.Reader.ReadAllAsync(stopping))
        {
            try
            {
                using var answer = await pipeline.ExecuteAsync(async stop => await PostAsync(notice, stop), stopping);
                if (!answer.IsSuccessStatusCode)
                {
                    Lost(notice, $"the host answered {(int)answer.StatusCode}");
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Whatever goes wrong with one, the next is sent. What it says may hold the address.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Lost(notice, fault switch
                {
                    TimeoutRejectedException => $"the host did not answer within {Duration.Describe(TryLimit)}",
                    HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"the host cannot be reached ({http.HttpRequestError})",
                    _ => $"it could not be sent ({fault.GetType().Name})",
                });
            }
        }
    }

    private async Task<HttpResponseMessage> PostAsync(Notice notice, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, notice.Rule.Address)
        {
            Content = new ByteArrayContent(notice.Rule.Body.Fill(notice)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };

        // What it says is not read.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    private void Lost(Notice notice, string why) => log.Warn($"{notice.Rule.Place}: {why}; a notice about {notice["pool"]} is lost");

    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException or IOException
        || outcome.Result is { StatusCode: >= System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.RequestTimeout };

    private TimeSpan? AskedFor(HttpResponseMessage? answer) =>
        (answer?.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null) is { Ticks: > 0 } pause
            ? pause < LongestPause ? pause : LongestPause
            : null;
}
