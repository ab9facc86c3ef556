using Microsoft.AspNetCore.Authentication;
using PoolResource.Web.Configuration;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Access;

/// <summary><c>/login</c>, <c>/login/PROVIDER</c> and <c>/logout</c>.</summary>
/// <param name="options">The configuration.</param>
/// <param name="pages">Shows pages.</param>
/// <param name="forms">Tells forms that are this server's.</param>
/// <param name="sessions">Those who logged in.</param>
/// <param name="log">Where it stands that a provider cannot be asked.</param>
internal sealed class LoginEndpoints(WebOptions options, PageEndpoint pages, OwnForms forms, Sessions sessions, EngineLog log)
{
    // By RFC 6749, 5.2, and as GitHub says it.
    private static readonly string[] AboutTheClient = ["invalid_client", "unauthorized_client", "incorrect_client_credentials"];

    /// <summary>Where they stand.</summary>
    public const string Login = "/login";

    /// <summary>Where a log out is asked for.</summary>
    public const string Logout = "/logout";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Login, (LoginEndpoints logins, HttpContext http, string? to) => logins.ListAsync(http, to));
        app.MapGet($"{Login}/{{provider}}", (LoginEndpoints logins, HttpContext http, string provider, string? to) => logins.BeginAsync(http, provider, to));
        app.MapGet(Logout, (LoginEndpoints logins, HttpContext http) => logins.AskAsync(http));
        app.MapPost(Logout, (LoginEndpoints logins, HttpContext http) => logins.EndAsync(http));
    }

    /// <summary>Answers whoever comes back from a provider without having logged in.</summary>
    public async Task FailAsync(HttpContext http, string provider, Exception? fault)
    {
        var refusal = fault as LoginException ?? fault?.InnerException as LoginException;
        var isAway = refusal?.IsAway ?? fault is HttpRequestException or TaskCanceledException or IOException;
        var sentence = refusal?.Message
            ?? (IsAboutTheClient(fault) ? $"{provider} does not know this server by its client_id and client_secret; tell whoever runs it."
                : isAway ? $"{provider} cannot be reached right now; try again in a minute."
                : "That login was not begun in this browser, took too long, or was broken off; begin again.");
        if (refusal is null || isAway)
        {
            log.Warn($"a login with {provider} failed: {Quoted.Cut((fault?.Message ?? "").Split('\n')[0], 300)}");
        }

        await pages.ErrorAsync(http, isAway ? StatusCodes.Status502BadGateway : StatusCodes.Status400BadRequest, "You are not logged in", sentence);
    }

    private static bool IsAboutTheClient(Exception? fault) => fault is not null
        && (AboutTheClient.Any(error => fault.Message.Contains(error, StringComparison.Ordinal)) || IsAboutTheClient(fault.InnerException));

    private async Task ListAsync(HttpContext http, string? to)
    {
        if (options.Logins.Count == 0)
        {
            await NoneAsync(http);
        }
        else if (options.Logins is [var only])
        {
            await BeginAsync(http, only.Name, to);
        }
        else
        {
            await pages.ShowAsync(http, new PageView("Log in", [Part.Of<WaysIn>("login", ("Logins", options.Logins), ("To", OwnPath.Of(to)))]));
        }
    }

    private async Task BeginAsync(HttpContext http, string provider, string? to)
    {
        if (!options.Logins.Any(login => login.Name == provider))
        {
            await NoneAsync(http);
            return;
        }

        try
        {
            await http.ChallengeAsync(provider, new AuthenticationProperties { RedirectUri = OwnPath.Of(to) });
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or IOException)
        {
            // OpenID Connect asks the provider first where people log in.
            await FailAsync(http, provider, new LoginException($"{provider} cannot be reached right now; try again in a minute", isAway: true));
        }
    }

    private Task NoneAsync(HttpContext http) => pages.ErrorAsync(http, StatusCodes.Status404NotFound, "There is no such page", "There is no such way to log in.");

    private Task AskAsync(HttpContext http) => pages.ShowAsync(http, http.User.FindFirst(Viewers.AccountClaim) is null
        ? new PageView("Logged out", [Part.Of<LoggedOut>("logout")])
        : new PageView("Log out", [Part.Of<LogoutForm>("logout", ("Hidden", forms.Hidden(http)))]));

    // Not to a page that begins a login by itself.
    private async Task EndAsync(HttpContext http)
    {
        if (!await forms.AcceptAsync(http))
        {
            return;
        }

        if (SignIn.SessionOf((await http.AuthenticateAsync(Schemes.Cookie)).Properties) is { } session)
        {
            await sessions.EndAsync(session);
        }

        await http.SignOutAsync(Schemes.Cookie);

        // Not "cookies": those are of all servers of the same domain.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Logout;
    }
}
