using System.Globalization;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace PoolResource.Builds;

/// <summary>Requests to one host: ten at a time, each bounded in time and size, and tried again where that may help.</summary>
internal sealed class ConcourseHttp : IDisposable
{
    /// <summary>So long a try may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int AtOnce = 10;
    private const int Largest = 4 * 1024 * 1024;
    private const int MostRedirects = 3;

    /// <summary>Who has failed so often in a row, whatever was asked, is away, and asked no more.</summary>
    private const int MostFailures = 20;

    private readonly Uri root;
    private readonly TimeProvider time;
    private readonly HttpClient client;
    private readonly SemaphoreSlim places = new(AtOnce);
    private readonly ResiliencePipeline<HttpAnswer> pipeline;
    private ApiException? last;
    private int failures;

    /// <param name="root">Concourse's url.</param>
    /// <param name="isUnchecked">Whether its certificate goes unchecked.</param>
    /// <param name="time">The clock.</param>
    public ConcourseHttp(Uri root, bool isUnchecked, TimeProvider time)
    {
        (this.root, this.time) = (root, time);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtOnce, ConnectTimeout = Limit };
        if (isUnchecked)
        {
#pragma warning disable CA5359 // As the source says.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        pipeline = new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpAnswer>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromSeconds(0.5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = one => ValueTask.FromResult(one.Outcome.Exception is ApiException { IsLasting: false }),
            })
            .Build();
    }

    /// <summary>The host, for a sentence.</summary>
    public string Host => root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Asks again whoever was away.</summary>
    public void BeginAgain() => (last, failures) = (null, 0);

    /// <summary>Sends a request until it is answered.</summary>
    /// <param name="path">What is behind Concourse's url.</param>
    /// <param name="form">The form to post; null to get.</param>
    /// <param name="authorization">Who asks; null for nobody.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ApiException">It is not answered.</exception>
    public async Task<HttpAnswer> SendAsync(string path, IEnumerable<KeyValuePair<string, string>>? form, AuthenticationHeaderValue? authorization, CancellationToken stop) =>
        await pipeline.ExecuteAsync(async token => await TryAsync(path, form, authorization, token), stop);

    public void Dispose()
    {
        client.Dispose();
        places.Dispose();
    }

    private async Task<HttpAnswer> TryAsync(string path, IEnumerable<KeyValuePair<string, string>>? form, AuthenticationHeaderValue? authorization, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            if (failures >= MostFailures && last is { } away)
            {
                throw new ApiException(away.Message, away) { IsLasting = true };
            }

            var answer = await AnswerAsync(path, form, authorization, stop);
            failures = 0;
            return answer;
        }
        catch (ApiException failure)
        {
            last = failure;
            Interlocked.Increment(ref failures);
            throw;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<HttpAnswer> AnswerAsync(string path, IEnumerable<KeyValuePair<string, string>>? form, AuthenticationHeaderValue? authorization, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        limit.CancelAfter(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var address = new Uri($"{root.AbsoluteUri.TrimEnd('/')}{path}");
            for (var redirects = 0; ; redirects++)
            {
                using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address);
                request.Headers.Authorization = authorization;
                request.Content = form is null ? null : new FormUrlEncodedContent(form);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                var status = (int)response.StatusCode;
                if (status is 429 or >= 500)
                {
                    throw new ApiException($"{Host} answers {status.ToString(CultureInfo.InvariantCulture)}");
                }

                if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                {
                    return new HttpAnswer(status, await ReadAsync(response, either.Token), response.Headers.Contains("X-Concourse-Version"));
                }

                address = Followed(address, location, form is null && redirects < MostRedirects);
            }
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new ApiException($"{Host} does not answer within {Duration.Describe(Limit)}", fault);
        }
        catch (HttpRequestException fault)
        {
            throw new ApiException(Meaning(fault.HttpRequestError), fault);
        }
        catch (IOException fault)
        {
            throw new ApiException(Meaning(HttpRequestError.Unknown), fault);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        using var read = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await body.ReadAsync(part, stop) is > 0 and var length)
        {
            if (read.Length + length > Largest)
            {
                throw new ApiException($"{Host} answers with more than any build") { IsLasting = true };
            }

            await read.WriteAsync(part.AsMemory(0, length), stop);
        }

        return read.ToArray();
    }

    // The login must not reach anybody else.
    private Uri Followed(Uri from, Uri location, bool mayFollow)
    {
        if (!Uri.TryCreate(from, location, out var target))
        {
            throw new ApiException($"{Host} redirects to what is no address") { IsLasting = true };
        }

        var isSame = (target.Scheme, target.IdnHost, target.Port) == (from.Scheme, from.IdnHost, from.Port);
        return isSame && mayFollow ? target
            : throw new ApiException(isSame
                ? $"{Host} redirects without end"
                : $"{Host} redirects to another host, {Quoted.Text($"{target.Scheme}://{target.Host}:{target.Port.ToString(CultureInfo.InvariantCulture)}")}; write where Concourse answers as source.concourse.url")
            {
                IsLasting = true,
            };
    }

    private string Meaning(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => $"the name of {Host} is not known",
        HttpRequestError.ConnectionError => $"nobody answers at {Host}",
        HttpRequestError.SecureConnectionError => $"the certificate of {Host} cannot be trusted; source.concourse.skip_ssl_verification leaves it unchecked",
        _ => $"the connection to {Host} breaks",
    };
}

/// <summary>An answer over http.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">What it says.</param>
/// <param name="IsNamed">Whether it names Concourse, as all of its answers do (VersionedHandler in its source), and nobody's before it.</param>
internal sealed record HttpAnswer(int Status, byte[] Body, bool IsNamed);
