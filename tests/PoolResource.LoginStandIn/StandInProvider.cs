using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PoolResource.LoginStandIn;

/// <summary>
/// A provider of logins that speaks OAuth as GitHub does, and OpenID Connect, so that logging in can be tried without one. Who
/// is in it, and what it fails at, is set at any time.
/// </summary>
public sealed class StandInProvider : IAsyncDisposable
{
    public const string ClientId = "pool-web";
    public const string ClientSecret = "a-secret-that-everybody-knows";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Code> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);

    private StandInProvider(WebApplication app) => this.app = app;

    /// <summary>Who can log in, by their login.</summary>
    public ConcurrentDictionary<string, StandInPerson> People { get; } = new(StringComparer.Ordinal);

    /// <summary>Paths, by their beginning, that answer 503 now.</summary>
    public ConcurrentDictionary<string, bool> Away { get; } = new(StringComparer.Ordinal);

    /// <summary>Organisations that forbid this server to ask about them.</summary>
    public ConcurrentDictionary<string, bool> Closed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was asked, path by path, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Is told each path that is asked for, before it is answered.</summary>
    public Action<string>? OnAsked { get; set; }

    /// <summary>So many teams stand on a page at most, whatever is asked for.</summary>
    public int TeamsOnAPage { get; set; } = 100;

    /// <summary>Where the next page of teams is said to be, instead of here.</summary>
    public Uri? NextElsewhere { get; set; }

    /// <summary>Where groups are told: in the identity token as well as in userinfo, or in one of them alone.</summary>
    public GroupsIn Groups { get; set; } = GroupsIn.Both;

    /// <summary>Whether a token comes with one that renews it.</summary>
    public bool GivesRefresh { get; set; }

    /// <summary>Seconds that a token lasts, as is said with it; null where nothing is said.</summary>
    public int? Lasts { get; set; }

    /// <summary>A nonce to put into identity tokens instead of the one that was sent.</summary>
    public string? WrongNonce { get; set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    internal IdentityTokens Identity { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="listen">Where, such as <c>http://127.0.0.1:0</c>.</param>
    /// <param name="people">Who can log in.</param>
    public static async Task<StandInProvider> StartAsync(string listen, params IEnumerable<StandInPerson> people)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(listen);
        builder.Services.AddRoutingCore();
        var provider = new StandInProvider(builder.Build());
        foreach (var person in people)
        {
            provider.People[person.Login] = person;
        }

        provider.app.Use(provider.NoteAsync);
        provider.app.UseRouting();
        AuthorizeEndpoints.Map(provider.app, provider);
        GitHubEndpoints.Map(provider.app, provider);
        OpenIdEndpoints.Map(provider.app, provider);
        await provider.app.StartAsync();
        provider.Address = new Uri(provider.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return provider;
    }

    /// <summary>Makes every token of somebody worthless.</summary>
    public void Revoke(string login)
    {
        foreach (var token in tokens.Where(token => token.Value == login).Select(token => token.Key))
        {
            tokens.TryRemove(token, out _);
        }
    }

    /// <summary>Makes what was given to ask with worthless, but for what renews it.</summary>
    public void Expire(string login)
    {
        foreach (var token in tokens.Where(token => token.Value == login && !token.Key.StartsWith("refresh-", StringComparison.Ordinal)).Select(token => token.Key))
        {
            tokens.TryRemove(token, out _);
        }
    }

    public Task WaitAsync(CancellationToken stop) => app.WaitForShutdownAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Identity.Dispose();
    }

    internal string NewCode(Code code) => Add(codes, "code-", code);

    internal string NewToken(string login, bool isRefresh = false) => Add(tokens, isRefresh ? "refresh-" : "token-", login);

    /// <summary>Whether a server asks that is known here, with its secret.</summary>
    internal static bool Knows(IFormCollection form) => form["client_id"] == ClientId && form["client_secret"] == ClientSecret;

    /// <summary>Takes a code, which is good once, where its secret, its address and its proof are right.</summary>
    internal Code? Take(IFormCollection form) =>
        Knows(form) && codes.TryRemove(form["code"].ToString(), out var code) && code.RedirectUri == form["redirect_uri"]
        && (code.Challenge is null || code.Challenge == Challenge(form["code_verifier"].ToString())) ? code : null;

    /// <summary>Takes what renews a token, which is good once.</summary>
    internal string? TakeRefresh(IFormCollection form) =>
        Knows(form) && form["refresh_token"].ToString() is ['r', ..] token && tokens.TryRemove(token, out var login) ? login : null;

    internal StandInPerson? PersonOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', 't', .. var rest] && tokens.TryGetValue($"t{rest}", out var login) ? People.GetValueOrDefault(login) : null;

    private static string Challenge(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Add<T>(ConcurrentDictionary<string, T> to, string kind, T value)
    {
        var key = $"{kind}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))}";
        to[key] = value;
        return key;
    }

    private Task NoteAsync(HttpContext http, RequestDelegate next)
    {
        Asked.Enqueue(http.Request.Path);
        OnAsked?.Invoke(http.Request.Path.Value!);
        if (Away.Keys.Any(path => http.Request.Path.Value!.StartsWith(path, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return next(http);
    }

    internal sealed record Code(string Login, string RedirectUri, string? Challenge, string? Nonce);
}
