using Microsoft.AspNetCore.Diagnostics;

namespace PoolResource.Web.Security;

/// <summary>What is answered when something goes wrong here: that it did, and nothing else. What it was stands in the log.</summary>
internal static class Faults
{
    private const int MostOfAStack = 2000;

    /// <summary>Adds it.</summary>
    public static void Use(IApplicationBuilder app, EngineLog log) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        // The framework would write it without masking secrets.
        SuppressDiagnosticsCallback = _ => true,
        ExceptionHandler = http => AnswerAsync(http, log),
    });

    private static Task AnswerAsync(HttpContext http, EngineLog log)
    {
        var feature = http.Features.Get<IExceptionHandlerPathFeature>();
        if (feature?.Error is BadHttpRequestException refused)
        {
            http.Response.StatusCode = refused.StatusCode;
            return Sentences.WriteAsync(http, refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "This is larger than anything that is expected here." : "This request is not understood.");
        }

        // The path alone: a query may hold the code of a login.
        log.Warn($"{http.Request.Method} {Quoted.Cut(feature?.Path ?? "", 200)} failed: {Quoted.Cut((feature?.Error.ToString() ?? "").ReplaceLineEndings(" "), MostOfAStack)}");
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Sentences.WriteAsync(http, "Something went wrong here; what it was stands in the server's log.");
    }
}
