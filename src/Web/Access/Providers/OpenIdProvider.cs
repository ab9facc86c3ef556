using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PoolResource.Web.Access.Providers;

/// <summary>Asks a provider of OpenID Connect: its userinfo, and another identity token where there is one to be had.</summary>
/// <param name="login">The way to log in.</param>
/// <param name="grants">What names groups.</param>
/// <param name="http">Talks to it.</param>
/// <param name="options">What the framework's handler knows of it.</param>
/// <param name="time">The clock.</param>
internal sealed class OpenIdProvider(OpenIdLogin login, IReadOnlyList<Grant> grants, ProviderHttp http, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time) : Provider(login, grants)
{
    private static readonly UserinfoKeys Standard = new("sub", "name", "email", "");

    /// <summary>Asks about somebody whose identity token has come just now.</summary>
    public async Task<Answer> AskAsync(JsonWebToken identity, ProviderTokens tokens, CancellationToken stop) =>
        await ConfigurationAsync(stop) is { } configuration
            ? await UserinfoAsync(configuration, tokens with { Claimed = Claimed(identity) }, identity, stop)
            : new Answer.Away("it cannot be reached");

    public override async Task<Answer> AskAsync(ProviderTokens tokens, CancellationToken stop)
    {
        if (await ConfigurationAsync(stop) is not { } configuration)
        {
            return new Answer.Away("it cannot be reached");
        }

        JsonWebToken? identity = null;
        if (tokens.Refresh is not null && Uri.TryCreate(configuration.TokenEndpoint, UriKind.Absolute, out var address))
        {
            var (renewed, refusal) = await Refreshed.OfAsync(http, address, login, tokens, time, stop);
            if (renewed is null)
            {
                return refusal!;
            }

            identity = renewed.IdToken is { } text ? await ValidAsync(text, configuration) : null;
            tokens = renewed.Tokens with { Claimed = identity is null ? tokens.Claimed : Claimed(identity) };
        }

        return await UserinfoAsync(configuration, tokens, identity, stop);
    }

    private static JsonElement Payload(JsonWebToken token)
    {
        var reader = new Utf8JsonReader(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return JsonElement.ParseValue(ref reader);
    }

    private IReadOnlyList<string> Claimed(JsonWebToken token) => [.. Known(Texts(Payload(token), login.GroupsClaim) ?? []).Select(group => group[(login.Name.Length + 1)..])];

    // An answer about somebody else than the identity token names is none.
    private async Task<Answer> UserinfoAsync(OpenIdConnectConfiguration configuration, ProviderTokens tokens, JsonWebToken? identity, CancellationToken stop)
    {
        var named = identity is null ? null : Who(Payload(identity), Standard);
        if (!Uri.TryCreate(configuration.UserInfoEndpoint, UriKind.Absolute, out var address))
        {
            return named is not null ? Told(named, default) : new Answer.Away("it has no userinfo", tokens);
        }

        var reply = await http.GetAsync(address, tokens.Access, stop);
        return reply.IsRefused ? (tokens.Until <= time.GetUtcNow() ? new Answer.Away("its token is too old", tokens) : new Answer.Revoked())
            : reply.Good is { } said && Who(said, Standard) is { } who && (named is null || named.Id == who.Id) ? Told(who, said)
            : new Answer.Away(reply.Why, tokens);

        // What an older identity token told is not said now, neither so nor otherwise.
        Answer Told(Profile who, JsonElement said)
        {
            var told = Texts(said, login.GroupsClaim) ?? [];
            string[] claimed = [.. tokens.Claimed.Except(told)];
            var groups = Known([.. told, .. identity is null ? [] : claimed]);
            return new Answer.Told(who, groups, identity is null ? Known(claimed) : new HashSet<string>(), tokens with { Claimed = claimed });
        }
    }

    private async Task<OpenIdConnectConfiguration?> ConfigurationAsync(CancellationToken stop)
    {
        try
        {
            return await options.Get(login.Name).ConfigurationManager!.GetConfigurationAsync(stop);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<JsonWebToken?> ValidAsync(string text, OpenIdConnectConfiguration configuration)
    {
        var rules = options.Get(login.Name).TokenValidationParameters.Clone();
        rules.ValidIssuer = configuration.Issuer;
        rules.IssuerSigningKeys = configuration.SigningKeys;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, rules);
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }
}
