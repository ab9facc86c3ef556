using System.Globalization;
using System.Net;

namespace PoolResource.Web.Access.Providers;

/// <summary>Tokens that a provider gave for older ones.</summary>
/// <param name="Tokens">They.</param>
/// <param name="IdToken">The identity token that came with them; null where none did.</param>
internal sealed record Refreshed(ProviderTokens Tokens, string? IdToken)
{
    /// <summary>Asks for them; else what that means.</summary>
    public static async Task<(Refreshed? Renewed, Answer? Refusal)> OfAsync(ProviderHttp http, Uri address, Login login, ProviderTokens tokens, TimeProvider time, CancellationToken stop)
    {
        var reply = await http.RefreshAsync(address, login, tokens.Refresh!, stop);
        var said = reply.Json ?? default;
        return Provider.Text(said, "error") == "invalid_grant" ? (null, new Answer.Revoked())
            : reply.Status == HttpStatusCode.OK && Provider.Text(said, "access_token") is { } access
                ? (new Refreshed(tokens with { Access = access, Refresh = Provider.Text(said, "refresh_token") ?? tokens.Refresh, Until = Until(Provider.Text(said, "expires_in"), time) }, Provider.Text(said, "id_token")), null)
            : (null, new Answer.Away(reply.Why));
    }

    /// <summary>When a token is too old, by the seconds that came with it; null where none did.</summary>
    public static DateTimeOffset? Until(string? seconds, TimeProvider time) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var left) ? time.GetUtcNow().AddSeconds(left) : null;

    public override string ToString() => nameof(Refreshed);
}
