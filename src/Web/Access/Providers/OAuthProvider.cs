using System.Net;

namespace PoolResource.Web.Access.Providers;

/// <summary>Asks a provider of OAuth 2.0 at its address for that.</summary>
/// <param name="login">The way to log in.</param>
/// <param name="grants">What names groups.</param>
/// <param name="http">Talks to it.</param>
/// <param name="time">The clock.</param>
internal sealed class OAuthProvider(OAuthLogin login, IReadOnlyList<Grant> grants, ProviderHttp http, TimeProvider time) : Provider(login, grants)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    public override async Task<Answer> AskAsync(ProviderTokens tokens, CancellationToken stop)
    {
        var reply = await http.GetAsync(login.UserinfoUrl, tokens.Access, stop);
        if (reply.IsRefused && tokens.Refresh is not null)
        {
            var (renewed, refusal) = await Refreshed.OfAsync(http, login.TokenUrl, login, tokens, time, stop);
            if (refusal is not null)
            {
                return refusal;
            }

            tokens = renewed!.Tokens;
            reply = await http.GetAsync(login.UserinfoUrl, tokens.Access, stop);
        }

        // A token that is too old says nothing about the person.
        return reply.Status == HttpStatusCode.Unauthorized ? (tokens.Until <= time.GetUtcNow() ? new Answer.Away("its token is too old", tokens) : new Answer.Revoked())
            : reply.Good is { } said && Who(said, login.Keys) is { } who ? new Answer.Told(who, Known(Texts(said, login.Keys.Groups) ?? []), None, tokens)
            : new Answer.Away(reply.Why, tokens);
    }
}
