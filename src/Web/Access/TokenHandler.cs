using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PoolResource.Web.Configuration;
using IdentityClaim = System.Security.Claims.Claim;

namespace PoolResource.Web.Access;

/// <summary>Tells programs by the SHA-256 of their tokens.</summary>
/// <param name="schemes">The framework's options.</param>
/// <param name="loggers">Where the framework writes.</param>
/// <param name="encoder">Not used.</param>
/// <param name="options">The configuration.</param>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder, WebOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    private const string Word = "Bearer ";
    private const int Longest = 1000;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization is [{ Length: < Longest } value] && value.StartsWith(Word, StringComparison.OrdinalIgnoreCase) && NameOf(value[Word.Length..].Trim()) is { } name
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new IdentityClaim(Viewers.GroupClaim, $"{Grant.Token}{name}")], Scheme.Name)), Scheme.Name))
            : AuthenticateResult.NoResult());

    // All are looked at, each to its end: how long it takes tells nothing.
    private string? NameOf(string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        string? found = null;
        foreach (var (name, known) in options.Tokens)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? name : found;
        }

        return found;
    }
}
