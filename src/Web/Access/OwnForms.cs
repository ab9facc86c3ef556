using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Configuration;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Access;

/// <summary>Forms that only pages of this server can send, for the person who was shown them.</summary>
/// <param name="antiforgery">The framework's.</param>
/// <param name="options">The configuration.</param>
public sealed class OwnForms(IAntiforgery antiforgery, WebOptions options)
{
    /// <summary>The hidden field of a form; to be made before the answer begins, since a cookie goes with it.</summary>
    public RenderFragment Hidden(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return builder =>
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "type", "hidden");
            builder.AddAttribute(2, "name", tokens.FormFieldName);
            builder.AddAttribute(3, "value", tokens.RequestToken);
            builder.CloseElement();
        };
    }

    /// <summary>Whether a form that was sent is such a one; else it is answered, with a page that says so.</summary>
    public async Task<bool> AcceptAsync(HttpContext http)
    {
        if (await AreOwnAsync(http))
        {
            return true;
        }

        await http.RequestServices.GetRequiredService<PageEndpoint>().ErrorAsync(
            http, StatusCodes.Status403Forbidden, "Nothing was done", "This form is too old, or was not sent by a page of this server; open the page again and repeat what you did.");
        return false;
    }

    /// <summary>Whether a form that was sent is such a one.</summary>
    /// <param name="http">The request.</param>
    /// <param name="limits">What it may hold at most, where that is not the framework's own; what is wrong with it then is thrown.</param>
    public async Task<bool> AreOwnAsync(HttpContext http, FormOptions? limits = null)
    {
        if (!SameOrigin.Allows(http.Request, options) || !http.Request.HasFormContentType)
        {
            return false;
        }

        if (limits is not null)
        {
            await http.Request.ReadFormAsync(limits, http.RequestAborted);
        }

        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException fault) when (fault.InnerException is BadHttpRequestException)
        {
            // It is too large: that is answered with another sentence.
            ExceptionDispatchInfo.Throw(fault.InnerException);
            throw;
        }
        catch (Exception fault) when (fault is InvalidDataException or AntiforgeryValidationException)
        {
            return false;
        }
    }
}
