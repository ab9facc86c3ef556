using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Access;

/// <summary>Tells who asks, by what authentication found out.</summary>
/// <param name="options">The configuration.</param>
public sealed class Viewers(WebOptions options)
{
    /// <summary>The claim that holds a person's provider and stable id there: <c>github:583231</c>.</summary>
    public const string AccountClaim = "account";

    /// <summary>The claim that holds the person's name.</summary>
    public const string NameClaim = "name";

    /// <summary>The claim that holds the person's e-mail.</summary>
    public const string EmailClaim = "email";

    /// <summary>The claim, one for each, that holds a group as <c>access</c> spells it: <c>github:acme/platform</c>, or <c>token:NAME</c> of a program.</summary>
    public const string GroupClaim = "group";

    /// <summary>Who it is, and what they may.</summary>
    public Viewer Of(HttpContext http)
    {
        var person = PersonOf(http.User);
        var groups = http.User.FindAll(GroupClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return new Viewer(person, [.. options.Grants.Select((grant, place) => (place, grant)).Where(one => one.grant.To.Any(to =>
            to == Grant.Anyone || (to == Grant.Members ? person is not null : groups.Contains(to))))]);
    }

    /// <summary>Answers whoever may see nothing.</summary>
    public Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>What stands in the corner of each page: who is logged in, and the way in or out.</summary>
    public RenderFragment? Account(HttpContext http, Viewer viewer) => null;

    // A name or an e-mail that cannot stand in a commit is no reason to keep somebody out: the account is who they are.
    private static Person? PersonOf(ClaimsPrincipal user) =>
        user.FindFirstValue(AccountClaim) is { Length: > 0 } account
            ? (Person.Of(user.FindFirstValue(NameClaim), user.FindFirstValue(EmailClaim)) ?? Person.Of(account, $"{account}@localhost"))! with { Account = account }
            : null;
}
