using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Hooks;

/// <summary>
/// <c>POST /hooks/push</c>: a git host says that somebody has pushed. Which branch it was does not matter, since the look
/// tells; only that it is the host who says so.
/// </summary>
/// <param name="options">The configuration.</param>
/// <param name="watcher">Looks.</param>
public sealed class PushHook(WebOptions options, BranchWatcher watcher)
{
    /// <summary>No body has more bytes.</summary>
    public const int Largest = 8 << 20;

    private const string Sha256 = "sha256=";

    private static readonly string[] Signed = ["X-Hub-Signature-256", "X-Hub-Signature", "X-Gitea-Signature", "X-Forgejo-Signature"];

    /// <summary>Answers a POST.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        if (options.HookSecret is not { } secret)
        {
            return Results.NotFound();
        }

        try
        {
            if (!await IsFromTheHostAsync(http, Encoding.UTF8.GetBytes(secret)))
            {
                return Results.StatusCode(StatusCodes.Status401Unauthorized);
            }
        }
        catch (BadHttpRequestException fault)
        {
            return Results.StatusCode(fault.StatusCode);
        }

        watcher.LookSoon();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<bool> IsFromTheHostAsync(HttpContext http, byte[] secret)
    {
        // GitLab sends the secret itself.
        if (http.Request.Headers["X-Gitlab-Token"] is [{ } token])
        {
            return AreSame(Encoding.UTF8.GetBytes(token), secret);
        }

        // GitHub and Bitbucket write the digest's name before it, Gitea does not; older ones beside it are passed over.
        var signatures = Signed
            .Select(name => SignatureIn(http.Request.Headers[name], name.StartsWith("X-Hub-", StringComparison.Ordinal)))
            .OfType<byte[]>()
            .ToList();
        if (signatures.Count == 0)
        {
            return false;
        }

        var expected = await HashAsync(http, secret);
        return signatures.Any(signature => CryptographicOperations.FixedTimeEquals(signature, expected));
    }

    private static byte[]? SignatureIn(Microsoft.Extensions.Primitives.StringValues header, bool isNamed)
    {
        if (header is not [{ } text] || (isNamed && !text.StartsWith(Sha256, StringComparison.Ordinal)))
        {
            return null;
        }

        var digits = isNamed ? text[Sha256.Length..] : text;
        return digits.Length == HMACSHA256.HashSizeInBytes * 2 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static async Task<byte[]> HashAsync(HttpContext http, byte[] secret)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Largest;
        }

        return await HMACSHA256.HashDataAsync(secret, http.Request.Body, http.RequestAborted);
    }

    // By their hashes, so that not even their lengths are told.
    private static bool AreSame(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(one), SHA256.HashData(other));
}
