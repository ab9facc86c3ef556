using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PoolResource.LoginStandIn;

/// <summary>OpenID Connect: discovery, keys, tokens and userinfo; any OAuth 2.0 client can use the last two.</summary>
internal static class OpenIdEndpoints
{
    private const int Hour = 3600;

    public static void Map(IEndpointRouteBuilder app, StandInProvider provider)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Discovery(Issuer(request)));
        app.MapGet("/keys", () => provider.Identity.Keys);
        app.MapPost("/token", async (HttpRequest request) => Tokens(provider, request, await request.ReadFormAsync()));
        app.MapGet("/userinfo", (HttpRequest request) => provider.PersonOf(request) is { } person
            ? Results.Json(Claims(person, provider.Groups != GroupsIn.IdentityToken))
            : Results.Json(new { error = "invalid_token" }, statusCode: StatusCodes.Status401Unauthorized));
    }

    private static string Issuer(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static JsonObject Discovery(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = $"{issuer}/authorize",
        ["token_endpoint"] = $"{issuer}/token",
        ["userinfo_endpoint"] = $"{issuer}/userinfo",
        ["jwks_uri"] = $"{issuer}/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    private static IResult Tokens(StandInProvider provider, HttpRequest request, IFormCollection form)
    {
        if (!StandInProvider.Knows(form))
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var code = form["grant_type"] == "authorization_code" ? provider.Take(form) : null;
        var login = code?.Login ?? (form["grant_type"] == "refresh_token" ? provider.TakeRefresh(form) : null);
        if (login is null || !provider.People.TryGetValue(login, out var person))
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var identity = Claims(person, provider.Groups != GroupsIn.Userinfo);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (identity["iss"], identity["aud"], identity["iat"], identity["exp"]) = (Issuer(request), StandInProvider.ClientId, now, now + Hour);
        if ((provider.WrongNonce ?? code?.Nonce) is { } nonce)
        {
            identity["nonce"] = nonce;
        }

        var answer = new JsonObject { ["access_token"] = provider.NewToken(login), ["token_type"] = "Bearer", ["id_token"] = provider.Identity.Sign(identity) };
        if (provider.GivesRefresh)
        {
            answer["refresh_token"] = provider.NewToken(login, isRefresh: true);
        }

        if (provider.Lasts is { } seconds)
        {
            answer["expires_in"] = seconds;
        }

        return Results.Json(answer);
    }

    private static JsonObject Claims(StandInPerson person, bool withGroups)
    {
        var claims = new JsonObject { ["sub"] = person.Id.ToString(CultureInfo.InvariantCulture), ["name"] = person.Name ?? person.Login, ["email"] = person.Email };
        if (withGroups)
        {
            claims["groups"] = new JsonArray([.. person.Teams.Select(team => JsonValue.Create(team))]);
        }

        return claims;
    }
}
