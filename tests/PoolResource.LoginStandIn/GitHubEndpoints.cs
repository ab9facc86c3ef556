using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace PoolResource.LoginStandIn;

/// <summary>What GitHub Enterprise answers: errors of the token's address by 200, teams by pages, memberships by their state.</summary>
internal static class GitHubEndpoints
{
    private const string Api = "/api/v3";

    public static void Map(IEndpointRouteBuilder app, StandInProvider provider)
    {
        app.MapPost("/login/oauth/access_token", async (HttpRequest request) => await request.ReadFormAsync() is var form && !StandInProvider.Knows(form)
            ? Results.Json(new { error = "incorrect_client_credentials", error_description = "The client_id and/or client_secret passed are incorrect." })
            : provider.Take(form) is { } code
            ? Results.Json(new { access_token = provider.NewToken(code.Login), token_type = "bearer", scope = "read:org" })
            : Results.Json(new { error = "bad_verification_code", error_description = "The code passed is incorrect or expired." }));
        app.MapGet($"{Api}/user", (HttpRequest request) => provider.PersonOf(request) is { } person
            ? Results.Json(new { id = person.Id, login = person.Login, name = person.Name, email = person.Email })
            : BadCredentials());
        app.MapGet($"{Api}/user/teams", (HttpRequest request) => provider.PersonOf(request) is { } person ? Teams(provider, request, person) : BadCredentials());
        app.MapGet($"{Api}/user/memberships/orgs/{{organisation}}", (HttpRequest request, string organisation) => provider.PersonOf(request) is { } person
            ? Membership(provider, person, organisation)
            : BadCredentials());
    }

    private static IResult BadCredentials() => Results.Json(new { message = "Bad credentials" }, statusCode: StatusCodes.Status401Unauthorized);

    private static IResult Teams(StandInProvider provider, HttpRequest request, StandInPerson person)
    {
        var size = Math.Min(provider.TeamsOnAPage, Number(request, "per_page", 30));
        var page = Number(request, "page", 1);
        if (page * size < person.Teams.Count)
        {
            var next = provider.NextElsewhere?.AbsoluteUri ?? $"{UriHelper.BuildAbsolute(request.Scheme, request.Host, path: request.Path)}?per_page={size}&page={page + 1}";
            request.HttpContext.Response.Headers.Link = $"<{next}>; rel=\"next\", <{next}>; rel=\"last\"";
        }

        return Results.Json(person.Teams.Skip((page - 1) * size).Take(size).Select(team => team.Split('/')).Select(team => new { name = team[1], slug = team[1], organization = new { login = team[0] } }));
    }

    private static IResult Membership(StandInProvider provider, StandInPerson person, string organisation) =>
        provider.Closed.ContainsKey(organisation) ? Results.Json(new { message = "the organization has enabled OAuth App access restrictions" }, statusCode: StatusCodes.Status403Forbidden)
        : person.Pending.Contains(organisation, StringComparer.OrdinalIgnoreCase) ? Results.Json(new { state = "pending" })
        : person.Teams.Any(team => team.StartsWith($"{organisation}/", StringComparison.OrdinalIgnoreCase)) ? Results.Json(new { state = "active" })
        : Results.Json(new { message = "Not Found" }, statusCode: StatusCodes.Status404NotFound);

    private static int Number(HttpRequest request, string key, int otherwise) =>
        int.TryParse(request.Query[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
