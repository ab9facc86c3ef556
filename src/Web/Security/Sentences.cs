using System.Text.Encodings.Web;
using System.Text.Json;
using PoolResource.Web.Api;

namespace PoolResource.Web.Security;

/// <summary>Answers that are one sentence: JSON for programs, and a plain page for people.</summary>
internal static class Sentences
{
    private static readonly string[] ForPrograms = ["/api", "/live", "/metrics", "/openapi", "/hooks", "/healthz", "/readyz", "/assets"];

    /// <summary>Whether somebody asks for a page.</summary>
    public static bool IsPage(HttpContext http) => !ForPrograms.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes it; the status is set already.</summary>
    public static Task WriteAsync(HttpContext http, string sentence)
    {
        http.Response.ContentType = IsPage(http) ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        var body = IsPage(http)
            ? $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>pool</title><link rel=\"stylesheet\" href=\"/assets/app.css\"></head><body><main><h1>{http.Response.StatusCode}</h1><p>{HtmlEncoder.Default.Encode(sentence)}</p><p><a href=\"/\">All pools</a></p></main></body></html>\n"
            : $"{JsonSerializer.Serialize(new ErrorAnswer(sentence), ApiJson.Default.ErrorAnswer)}\n";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(body, http.RequestAborted);
    }
}
