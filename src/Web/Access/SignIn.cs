using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using IdentityClaim = System.Security.Claims.Claim;

namespace PoolResource.Web.Access;

/// <summary>What a login is to the framework: a principal, and what the cookie keeps beside it.</summary>
internal static class SignIn
{
    private const string Key = "session";
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    /// <summary>Those properties' login; null where there is none.</summary>
    public static Session? SessionOf(AuthenticationProperties? properties) => Session.Read(properties?.Items.TryGetValue(Key, out var text) == true ? text : null);

    /// <summary>Keeps a login in the properties.</summary>
    public static void Keep(AuthenticationProperties properties, Session session) => properties.Items[Key] = session.Write();

    /// <summary>Who it is at a time, with the groups that count then.</summary>
    public static ClaimsPrincipal Principal(Session session, DateTimeOffset now)
    {
        // The framework binds forms to the first of these claims.
        var identity = new ClaimsIdentity(
            [new IdentityClaim(ClaimTypes.NameIdentifier, session.Account), new IdentityClaim(Viewers.AccountClaim, session.Account), new IdentityClaim(Viewers.NameClaim, session.Who.Name)],
            Schemes.Cookie, Viewers.NameClaim, roleType: null);
        if (session.Who.Email is { } email)
        {
            identity.AddClaim(new IdentityClaim(Viewers.EmailClaim, email));
        }

        identity.AddClaims(session.GroupsAt(now).Select(group => new IdentityClaim(Viewers.GroupClaim, group)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>So long what was found out about who asks counts; null for whom nobody is asked about.</summary>
    public static TimeSpan? Left(HttpContext http, DateTimeOffset now) =>
        SessionOf(http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties) is { } session
            ? session.Due - now is var left && left > Soonest ? left : Soonest
            : null;

    /// <summary>Whether the login by which somebody asked was ended meanwhile.</summary>
    public static bool IsOver(HttpContext http) =>
        SessionOf(http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties) is { } session && http.RequestServices.GetRequiredService<Sessions>().IsOver(session);

    /// <summary>Looks at a cookie's login with each request, and asks the provider again where that is due.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var sent = SessionOf(context.Properties);
        if (sent is null || await services.GetRequiredService<Sessions>().NowAsync(sent) is not { } session)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Schemes.Cookie);
            return;
        }

        context.ReplacePrincipal(Principal(session, services.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (session.Answered > sent.Answered || session.Tokens.Access != sent.Tokens.Access)
        {
            Keep(context.Properties, session);
            context.ShouldRenew = true;
        }
    }
}
