namespace PoolResource.Web.Metrics;

/// <summary>Counts answers by the first digit of their status: nothing from outside is a label.</summary>
public sealed class RequestCounter
{
    private readonly long[] counts = new long[6];

    /// <summary>Answers by class: <c>2xx</c> and the like.</summary>
    public IEnumerable<(string Status, long Count)> Counts => Enumerable.Range(1, 5).Select(digit => ($"{digit}xx", Interlocked.Read(ref counts[digit])));

    /// <summary>Counts a request once it is answered.</summary>
    public async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            Count(http.Response.StatusCode);
        }
        catch
        {
            Count(StatusCodes.Status500InternalServerError);
            throw;
        }
    }

    private void Count(int status) => Interlocked.Increment(ref counts[Math.Clamp(status / 100, 1, 5)]);
}
