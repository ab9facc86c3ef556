using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PoolResource.LoginStandIn;

/// <summary>The page on which one chooses who to be.</summary>
internal static class AuthorizeEndpoints
{
    public static void Map(IEndpointRouteBuilder app, StandInProvider provider)
    {
        foreach (var path in new[] { "/login/oauth/authorize", "/authorize" })
        {
            app.MapGet(path, (HttpRequest request) => Answer(provider, request));
        }
    }

    private static IResult Answer(StandInProvider provider, HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != StandInProvider.ClientId || !Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var back) || query["response_type"] != "code")
        {
            return Results.Text("this client is not known here, or asks for something else than a code", statusCode: StatusCodes.Status400BadRequest);
        }

        var join = back.Query.Length == 0 ? "?" : "&";
        var state = $"state={Uri.EscapeDataString(query["state"].ToString())}";
        if (query["as"].ToString() is not { Length: > 0 } login)
        {
            return Results.Content(Page(provider, request), "text/html; charset=utf-8");
        }

        if (!provider.People.ContainsKey(login))
        {
            return Results.Redirect($"{back}{join}error=access_denied&{state}");
        }

        var code = provider.NewCode(new StandInProvider.Code(login, query["redirect_uri"].ToString(), query["code_challenge"], query["nonce"]));
        return Results.Redirect($"{back}{join}code={code}&{state}");
    }

    private static string Page(StandInProvider provider, HttpRequest request)
    {
        var encoder = HtmlEncoder.Default;
        var fields = string.Concat(request.Query.Select(one => $"<input type=\"hidden\" name=\"{encoder.Encode(one.Key)}\" value=\"{encoder.Encode(one.Value.ToString())}\">"));
        var buttons = string.Concat(provider.People.Values.OrderBy(person => person.Id).Select(person =>
            $"<p><button name=\"as\" value=\"{encoder.Encode(person.Login)}\">{encoder.Encode(person.Name ?? person.Login)} ({encoder.Encode(string.Join(", ", person.Teams))})</button></p>"));
        return $"<!DOCTYPE html><html lang=\"en\"><title>Who are you?</title><h1>Who are you?</h1><form>{fields}{buttons}<p><button name=\"as\" value=\"nobody\">Cancel</button></p></form></html>";
    }
}
