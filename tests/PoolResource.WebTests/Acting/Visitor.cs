using System.Net;
using System.Text.RegularExpressions;

namespace PoolResource.WebTests.Acting;

/// <summary>Somebody at a browser: opens forms, and posts what is in them.</summary>
public sealed partial class Visitor(HttpClient client)
{
    public HttpClient Client => client;

    /// <summary>A page, and its status.</summary>
    public async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a form.</summary>
    public async Task<OpenForm> OpenAsync(string path)
    {
        var (status, html) = await GetAsync(path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status}\n{html}");
        return new OpenForm(path.Split('?')[0], html, Hidden(html));
    }

    /// <summary>Posts a form that was opened, with what is typed into it.</summary>
    public async Task<Answer> PostAsync(OpenForm form, params (string Name, string Value)[] typed)
    {
        using var content = new FormUrlEncodedContent([.. form.Hidden, .. typed.Select(one => KeyValuePair.Create(one.Name, one.Value))]);
        using var answer = await client.PostAsync(new Uri(form.Path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a form, and posts it.</summary>
    public async Task<Answer> DoAsync(string path, params (string Name, string Value)[] typed) => await PostAsync(await OpenAsync(path), typed);

    // The form to log out is on each page, too.
    internal static Dictionary<string, string> Hidden(string html) => HiddenInput().Matches(html.Split("<form class=\"act\"") is [_, var form, ..] ? form.Split("</form>")[0] : "")
        .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInput();
}

/// <summary>A form as it is shown.</summary>
public sealed record OpenForm(string Path, string Html, Dictionary<string, string> Hidden)
{
    public string Text => Page.TextOf(Html);

    /// <summary>The same with another value in an unseen field; null takes it out.</summary>
    public OpenForm With(string name, string? value)
    {
        var hidden = Hidden.Where(one => one.Key != name).ToDictionary();
        if (value is not null)
        {
            hidden.Add(name, value);
        }

        return this with { Hidden = hidden };
    }
}

/// <summary>What came of a form.</summary>
public sealed record Answer(HttpStatusCode Status, string? Location, string Html)
{
    public string Text => Page.TextOf(Html);

    /// <summary>Why it was refused; empty where it was not.</summary>
    public string Refusal => Page.RefusalIn(Html);
}

/// <summary>What stands on a page.</summary>
internal static partial class Page
{
    public static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, " "));

    public static string RefusalIn(string html) => Alert().Match(html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<p class=\"refusal\" role=\"alert\"[^>]*>([^<]*)</p>")]
    private static partial Regex Alert();
}
