using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace PoolResource.Web.Security;

/// <summary>How much one address may ask; what comes from one network of IPv6 is one address.</summary>
internal static class RateLimits
{
    private const int BytesOfNetwork = 8;

    // Many people may come from behind one address: all of them open their pages anew after a start of this server.
    private const int MostStreams = 2000;
    private const int StreamsASecond = 100;
    private const int RequestsAtOnce = 200;
    private const int RequestsASecond = 20;
    private const int ChangesAMinute = 30;

    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(Requests),
            PartitionedRateLimiter.Create<HttpContext, string>(Changes),
            PartitionedRateLimiter.Create<HttpContext, string>(Streams));
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = async (context, _) =>
        {
            var after = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : TimeSpan.FromSeconds(10);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Sentences.WriteAsync(context.HttpContext, "Too much was asked from this address; try again in a moment.");
        };
    });

    private static RateLimitPartition<string> Requests(HttpContext http) =>
        Is(http, "/assets") || Is(http, "/healthz") ? RateLimitPartition.GetNoLimiter("")
        : IsStream(http) ? Bucket($"stream {AddressOf(http)}", MostStreams, StreamsASecond, TimeSpan.FromSeconds(1))
        : Bucket(AddressOf(http), RequestsAtOnce, RequestsASecond, TimeSpan.FromSeconds(1));

    // A host of many repositories may tell of many pushes; looks at the branch are bounded anyway.
    private static RateLimitPartition<string> Changes(HttpContext http) =>
        (HttpMethods.IsPost(http.Request.Method) && !Is(http, "/hooks")) || http.Request.Path.StartsWithSegments("/login", out var rest) && rest.HasValue
            ? Bucket(AddressOf(http), ChangesAMinute, 1, TimeSpan.FromMinutes(1) / ChangesAMinute)
            : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Streams(HttpContext http) => IsStream(http)
        ? RateLimitPartition.GetConcurrencyLimiter(AddressOf(http), _ => new ConcurrencyLimiterOptions { PermitLimit = MostStreams, QueueLimit = 0 })
        : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Bucket(string key, int most, int more, TimeSpan period) => RateLimitPartition.GetTokenBucketLimiter(
        key, _ => new TokenBucketRateLimiterOptions { TokenLimit = most, TokensPerPeriod = more, ReplenishmentPeriod = period, QueueLimit = 0, AutoReplenishment = true });

    private static bool IsStream(HttpContext http) => Is(http, "/live");

    private static bool Is(HttpContext http, string path) => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where somebody comes from.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address when !IPAddress.IsLoopback(address) => Convert.ToHexStringLower(address.GetAddressBytes()[..BytesOfNetwork]),
        var address => address.ToString(),
    };
}
