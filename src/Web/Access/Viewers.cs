using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using PoolResource.Web.Configuration;
using PoolResource.Web.Pages;
using PoolResource.Web.Security;

namespace PoolResource.Web.Access;

/// <summary>Tells who asks, by what authentication found out.</summary>
/// <param name="options">The configuration.</param>
/// <param name="forms">Makes the form to log out.</param>
public sealed class Viewers(WebOptions options, OwnForms forms)
{
    /// <summary>The claim that holds a person's provider and stable id there: <c>github:583231</c>.</summary>
    public const string AccountClaim = "account";

    /// <summary>The claim that holds the person's name.</summary>
    public const string NameClaim = "name";

    /// <summary>The claim that holds the person's e-mail.</summary>
    public const string EmailClaim = "email";

    /// <summary>The claim, one for each, that holds a group as <c>access</c> spells it: <c>github:acme/platform</c>, or <c>token:NAME</c> of a program.</summary>
    public const string GroupClaim = "group";

    private const int LongestId = 150;

    /// <summary>Who it is, and what they may.</summary>
    public Viewer Of(HttpContext http)
    {
        var person = PersonOf(http.User);
        var groups = http.User.FindAll(GroupClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return new Viewer(person, [.. options.Grants.Select((grant, place) => (place, grant)).Where(one => one.grant.To.Any(to =>
            to == Grant.Anyone || (to == Grant.Members ? person is not null : groups.Contains(to))))]);
    }

    /// <summary>Answers whoever may see nothing.</summary>
    public async Task RefuseAsync(HttpContext http)
    {
        var account = http.User.FindFirstValue(AccountClaim);
        if (http.User.Identity?.IsAuthenticated == true)
        {
            var sentence = account is null ? "Nothing is granted to this token."
                : $"You are logged in as {Quoted.Shown(http.User.FindFirstValue(NameClaim) ?? "")} ({account}), to whom nothing is granted here; ask whoever runs this server, or log in as somebody else.";
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await (Sentences.IsPage(http)
                ? http.RequestServices.GetRequiredService<PageEndpoint>().ErrorAsync(http, StatusCodes.Status403Forbidden, "You may see nothing here", sentence)
                : Sentences.WriteAsync(http, sentence));
        }
        else if (Sentences.IsPage(http) && options.Logins.Count > 0 && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            http.Response.Redirect($"{LoginEndpoints.Login}?to={Uri.EscapeDataString(OwnPath.Of(PageEndpoint.Raw(http)))}");
        }
        else
        {
            await ChallengeAsync(http, options.Logins.Count > 0 ? "Log in, or give a token." : "Give a token.");
        }
    }

    /// <summary>Answers whoever has to say first who they are.</summary>
    public Task ChallengeAsync(HttpContext http, string sentence)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Sentences.WriteAsync(http, sentence);
    }

    /// <summary>What stands in the corner of each page: who is logged in, and the way in or out.</summary>
    public RenderFragment? Account(HttpContext http, Viewer viewer)
    {
        if (viewer.Person is null && options.Logins.Count == 0)
        {
            return null;
        }

        var hidden = viewer.Person is null ? null : forms.Hidden(http);
        var to = OwnPath.Of(HttpMethods.IsGet(http.Request.Method) ? PageEndpoint.Raw(http) : null);
        return builder =>
        {
            builder.OpenComponent<AccountCorner>(0);
            builder.AddComponentParameter(1, nameof(AccountCorner.Person), viewer.Person);
            builder.AddComponentParameter(2, nameof(AccountCorner.Account), http.User.FindFirstValue(AccountClaim));
            builder.AddComponentParameter(3, nameof(AccountCorner.Hidden), hidden);
            builder.AddComponentParameter(4, nameof(AccountCorner.To), to);
            builder.CloseComponent();
        };
    }

    // A name or an e-mail that cannot stand in a commit is no reason to keep somebody out: the account is who they are.
    private static Person? PersonOf(ClaimsPrincipal user) =>
        user.FindFirstValue(AccountClaim) is { Length: > 0 } account
            && (Person.Of(user.FindFirstValue(NameClaim), user.FindFirstValue(EmailClaim)) ?? Person.Of(user.FindFirstValue(NameClaim), Nowhere(account)) ?? Person.Of(Nowhere(account), Nowhere(account))) is { } person
            ? person with { Account = account }
            : null;

    private static string Nowhere(string account) => $"{(account.Length <= LongestId ? account : account[..LongestId]).Replace(':', '-')}@localhost";
}
