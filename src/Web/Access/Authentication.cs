using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PoolResource.Web.Access.Providers;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Access;

/// <summary>The framework's own handlers, set up by the configuration.</summary>
internal static class Authentication
{
    private static readonly string[] Scopes = ["openid", "profile", "email"];
    private static readonly string[] TeamsOfGitHub = ["read:org"];
    private static readonly TimeSpan LoginLimit = TimeSpan.FromMinutes(15);

    /// <summary>Adds what tells who asks.</summary>
    public static void Add(IServiceCollection services, WebOptions options)
    {
        services.AddSingleton<ProviderHttp>().AddSingleton<EndedLogins>().AddSingleton<Sessions>().AddSingleton<LoginEndpoints>().AddSingleton<OwnForms>();
        services.AddAntiforgery(form =>
        {
            Set(form.Cookie, $"{Prefix(options)}pool-form", options);
            form.SuppressXFrameOptionsHeader = true;
        });

        var builder = services.AddAuthentication(Schemes.Either)
            .AddPolicyScheme(Schemes.Either, null, either => either.ForwardDefaultSelector = http => Schemes.BringsToken(http) ? Schemes.Token : Schemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(Schemes.Token, null, null)
            .AddCookie(Schemes.Cookie, cookie =>
            {
                Set(cookie.Cookie, $"{Prefix(options)}pool", options);
                cookie.ExpireTimeSpan = Session.Longest;
                cookie.SlidingExpiration = false;
                cookie.Events.OnValidatePrincipal = SignIn.ValidateAsync;
            });
        foreach (var login in options.Logins)
        {
            switch (login)
            {
                case GitHubLogin gitHub:
                    services.AddSingleton<Provider>(all => new GitHubProvider(gitHub, options.Grants, all.GetRequiredService<ProviderHttp>()));
                    AddOAuth(builder, gitHub, gitHub.At("login/oauth/authorize"), gitHub.At("login/oauth/access_token"), TeamsOfGitHub, options);
                    break;
                case OAuthLogin oauth:
                    services.AddSingleton<Provider>(all => new OAuthProvider(oauth, options.Grants, all.GetRequiredService<ProviderHttp>(), all.GetRequiredService<TimeProvider>()));
                    AddOAuth(builder, oauth, oauth.AuthorizeUrl, oauth.TokenUrl, oauth.Scopes, options);
                    break;
                case OpenIdLogin openId:
                    services.AddSingleton<Provider>(all => new OpenIdProvider(
                        openId, options.Grants, all.GetRequiredService<ProviderHttp>(), all.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>(), all.GetRequiredService<TimeProvider>()));
                    AddOpenId(builder, openId, options);
                    break;
            }
        }
    }

    private static void AddOAuth(AuthenticationBuilder builder, Login login, Uri authorize, Uri token, IReadOnlyList<string> scopes, WebOptions options)
    {
        builder.AddOAuth(login.Name, oauth =>
        {
            SetRemote(oauth, login, options);
            oauth.ClientId = login.ClientId;
            oauth.ClientSecret = login.ClientSecret;
            oauth.AuthorizationEndpoint = authorize.AbsoluteUri;
            oauth.TokenEndpoint = token.AbsoluteUri;
            oauth.UsePkce = true;
            foreach (var scope in scopes)
            {
                oauth.Scope.Add(scope);
            }

            oauth.Events.OnCreatingTicket = async context =>
            {
                var (sessions, time) = Needed(context.HttpContext);
                var until = context.ExpiresIn is { } left ? time.GetUtcNow() + left : (DateTimeOffset?)null;
                var tokens = new ProviderTokens(context.AccessToken ?? "", context.RefreshToken, until, []);
                var answer = await sessions.AskAsync(login.Name, (provider, stop) => provider.AskAsync(tokens, stop), context.HttpContext.RequestAborted);
                var session = sessions.Begin(login.Name, answer);
                SignIn.Keep(context.Properties, session);
                context.Principal = SignIn.Principal(session, time.GetUtcNow());
            };
        });
        builder.Services.AddOptions<OAuthOptions>(login.Name).Configure<ProviderHttp>((oauth, http) => oauth.Backchannel = http.Client);
    }

    private static void AddOpenId(AuthenticationBuilder builder, OpenIdLogin login, WebOptions options)
    {
        builder.AddOpenIdConnect(login.Name, openId =>
        {
            SetRemote(openId, login, options);
            openId.Authority = login.Issuer;
            openId.RequireHttpsMetadata = login.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
            openId.ClientId = login.ClientId;
            openId.ClientSecret = login.ClientSecret;
            openId.ResponseType = OpenIdConnectResponseType.Code;
            openId.ResponseMode = OpenIdConnectResponseMode.Query;
            openId.UsePkce = true;
            openId.MapInboundClaims = false;
            openId.DisableTelemetry = true;
            openId.RemoteSignOutPath = default;
            openId.SignedOutCallbackPath = default;
            Set(openId.NonceCookie, $"{Prefix(options)}pool-nonce.", options);
            openId.Scope.Clear();
            foreach (var scope in Scopes.Union(login.Scopes))
            {
                openId.Scope.Add(scope);
            }

            openId.Events.OnTokenValidated = async context =>
            {
                var (sessions, time) = Needed(context.HttpContext);
                var said = context.TokenEndpointResponse!;
                var tokens = new ProviderTokens(said.AccessToken ?? "", said.RefreshToken, Refreshed.Until(said.ExpiresIn, time), []);
                try
                {
                    var answer = await sessions.AskAsync(login.Name, (provider, stop) => ((OpenIdProvider)provider).AskAsync(new JsonWebToken(said.IdToken), tokens, stop), context.HttpContext.RequestAborted);
                    var session = sessions.Begin(login.Name, answer);
                    SignIn.Keep(context.Properties!, session);
                    context.Principal = SignIn.Principal(session, time.GetUtcNow());
                }
                catch (LoginException refusal)
                {
                    context.Fail(refusal);
                }
            };
        });
        builder.Services.AddOptions<OpenIdConnectOptions>(login.Name).Configure<ProviderHttp>((openId, http) => openId.Backchannel = http.Client);
    }

    private static (Sessions Sessions, TimeProvider Time) Needed(HttpContext http) =>
        (http.RequestServices.GetRequiredService<Sessions>(), http.RequestServices.GetRequiredService<TimeProvider>());

    private static void SetRemote(RemoteAuthenticationOptions remote, Login login, WebOptions options)
    {
        remote.SignInScheme = Schemes.Cookie;
        remote.CallbackPath = login.CallbackPath;
        remote.RemoteAuthenticationTimeout = LoginLimit;
        Set(remote.CorrelationCookie, $"{Prefix(options)}pool-login.", options);
        remote.Events.OnTicketReceived = context =>
        {
            context.ReturnUri = OwnPath.Of(context.ReturnUri);
            return Task.CompletedTask;
        };
        remote.Events.OnRemoteFailure = async context =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<LoginEndpoints>().FailAsync(context.HttpContext, login.Name, context.Failure);
            context.HandleResponse();
        };
    }

    private static string Prefix(WebOptions options) => options.IsSecure ? "__Host-" : "";

    // Lax: a login ends with a link from elsewhere.
    private static void Set(CookieBuilder cookie, string name, WebOptions options)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
