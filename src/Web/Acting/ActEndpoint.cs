using Microsoft.AspNetCore.Http.Features;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>Shows the form of an act, and does what is posted with it.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="pages">What stands around the form.</param>
/// <param name="runner">Does it.</param>
/// <param name="turnstile">Lets people in.</param>
/// <param name="sent">Tells that it was sent already.</param>
/// <param name="forms">Tells that it is our form.</param>
/// <param name="time">The clock.</param>
public sealed class ActEndpoint(
    BranchWatcher watcher, Viewers viewers, PageEndpoint pages, ActRunner runner, Turnstile turnstile, SentForms sent, OwnForms forms, TimeProvider time)
{
    // The unseen field that tells one form from another.
    private const string Name = "form";

    private static readonly TimeSpan ForTheLook = TimeSpan.FromSeconds(10);

    private static readonly FormOptions Form = new() { ValueCountLimit = 16, KeyLengthLimit = 64, ValueLengthLimit = 3 * Typed.LongestContent, BufferBody = false };

    /// <summary>Answers a GET, a HEAD and a POST.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var viewer = viewers.Of(http);
        if (watcher.News.Seen is null)
        {
            await pages.NotYetAsync(http);
        }
        else if (Found(http, viewer) is not { } act)
        {
            await pages.ErrorAsync(http, StatusCodes.Status404NotFound, "There is no such page", "There is no such pool, lock or ticket, or none that you may see.");
        }
        else if (viewer.Person is null || !act.IsAllowed)
        {
            await pages.ErrorAsync(http, StatusCodes.Status403Forbidden, "You may not do that", viewer.Person is null ? "Log in to change something." : "You are not among those who may do that here; ask whoever runs these pages.");
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            await PostAsync(http, act, viewer);
        }
        else
        {
            await ShowAsync(http, act, Typed.Nothing, refusal: null);
        }
    }

    private Act? Found(HttpContext http, Viewer viewer) =>
        watcher.News.Seen is { } seen ? Act.Find(Links.Segments(PageEndpoint.Raw(http)), seen, viewer) : null;

    private async Task PostAsync(HttpContext http, Act act, Viewer viewer)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            await pages.ErrorAsync(http, StatusCodes.Status415UnsupportedMediaType, "That is no form", "Nothing was changed; go back, and use the form.");
            return;
        }

        IFormCollection? form;
        try
        {
            form = await forms.AreOwnAsync(http, Form) ? http.Request.Form : null;
        }
        catch (Exception fault) when (IsTooLong(fault))
        {
            await pages.ErrorAsync(http, StatusCodes.Status413PayloadTooLarge, "That is too long", "The form is longer than anything that is expected here; nothing was changed.");
            return;
        }
        catch (InvalidDataException)
        {
            await pages.ErrorAsync(http, StatusCodes.Status422UnprocessableEntity, "That is no text", "The form holds what is no text, such as a byte of zero; nothing was changed.");
            return;
        }

        if (form is null)
        {
            await pages.ErrorAsync(http, StatusCodes.Status403Forbidden, "That is not our form", "The form was not sent by a page of this server, or is too old; nothing was changed. Open it again, and send it from there.");
            return;
        }

        await DoAsync(http, act, viewer, new Typed(form));
    }

    // The framework throws the same for what is too long and for what is no text.
    private static bool IsTooLong(Exception fault) => fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (fault is InvalidDataException && fault.Message.Contains("limit", StringComparison.OrdinalIgnoreCase));

    private async Task DoAsync(HttpContext http, Act act, Viewer viewer, Typed typed)
    {
        Func<ActRunner, Task<string>> prepared;
        try
        {
            prepared = act.Prepare(typed);
        }
        catch (PoolException fault)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await ShowAsync(http, act, typed, fault.Message);
            return;
        }

        try
        {
            string shown;
            using (turnstile.Enter(viewer.Person!.Account ?? viewer.Person.Email))
            {
                sent.Require(typed[Name]);
                shown = await prepared(runner);
                sent.Add(typed[Name]);
            }

            await LookAsync();
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = shown;
        }
        catch (RefusedException refused)
        {
            await LookAsync();
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            await ShowAsync(http, Found(http, viewer) ?? act, typed, refused.Message);
        }
    }

    // What the person has done or met is on the page that comes next; where the host is away by then, the page says so.
    private async Task LookAsync()
    {
        using var limit = new CancellationTokenSource(ForTheLook, time);
        try
        {
            await watcher.LookNowAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ShowAsync(HttpContext http, Act act, Typed typed, string? refusal)
    {
        ActView view;
        try
        {
            view = await act.ViewAsync(typed, runner, time.GetUtcNow(), http.RequestAborted);
        }
        catch (RefusedException refused)
        {
            await pages.ErrorAsync(http, StatusCodes.Status503ServiceUnavailable, act.Title, Quoted.Shown(refused.Message));
            return;
        }

        view = view with { Refusal = refusal is null ? null : Quoted.Shown(Sentence(refusal)), Token = forms.Hidden(http), Hidden = [.. view.Hidden, (Name, SentForms.NewName())] };
        await pages.ShowAsync(http, new PageView(act.Title, [Part.Of<ActForm>("act", ("View", view))]));
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
