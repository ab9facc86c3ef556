using System.Net;
using System.Text.Json;

namespace PoolResource.Web.Access.Providers;

/// <summary>Asks GitHub: <c>/user</c>, all pages of <c>/user/teams</c>, and whether the membership of each organisation is active.</summary>
/// <param name="login">The way to log in.</param>
/// <param name="grants">What names teams.</param>
/// <param name="http">Talks to it.</param>
internal sealed class GitHubProvider(GitHubLogin login, IReadOnlyList<Grant> grants, ProviderHttp http) : Provider(login, grants)
{
    // A hundred teams a page.
    private const int MostPages = 50;

    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    public override async Task<Answer> AskAsync(ProviderTokens tokens, CancellationToken stop)
    {
        var user = await http.GetAsync(Api("/user"), tokens.Access, stop);
        if (user.IsRefused)
        {
            return new Answer.Revoked();
        }

        if (user.Good is not { } said || ProfileOf(said) is not { } who)
        {
            return new Answer.Away(user.Why);
        }

        if (Named.Count == 0)
        {
            return new Answer.Told(who, None, None, tokens);
        }

        var (teams, isAll) = await TeamsAsync(tokens.Access, stop);
        var member = Named.Where(group => teams.Contains(Team(group))).ToHashSet(StringComparer.Ordinal);
        var unasked = isAll ? [] : Named.Except(member).ToHashSet(StringComparer.Ordinal);
        foreach (var organisation in member.GroupBy(Organisation, StringComparer.OrdinalIgnoreCase).ToList())
        {
            var active = await IsActiveAsync(organisation.Key, tokens.Access, stop);
            if (active != true)
            {
                member.ExceptWith(organisation);
            }

            if (active is null)
            {
                unasked.UnionWith(organisation);
            }
        }

        return new Answer.Told(who, member, unasked, tokens);
    }

    private static string Team(string group) => group[(group.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string Organisation(string group) => Team(group).Split('/')[0];

    // The id stays the same when the login is changed, and a login that is free again may be anybody's.
    private static Profile? ProfileOf(JsonElement user) =>
        user.ValueKind == JsonValueKind.Object && user.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number && Text(user, "id") is { } id && Profile.IsId(id)
        && Text(user, "login") is { } called
            ? new Profile(id, Text(user, "name") ?? called, Text(user, "email") ?? $"{id}+{called}@users.noreply.github.com")
            : null;

    // Not all of them where a page does not come, or there are too many.
    private async Task<(HashSet<string> Teams, bool IsAll)> TeamsAsync(string token, CancellationToken stop)
    {
        var teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Uri? page = Api("/user/teams?per_page=100");
        for (var n = 0; page is not null; n++)
        {
            if (n == MostPages || !IsOwn(page) || await http.GetAsync(page, token, stop) is not { Good: { ValueKind: JsonValueKind.Array } list } reply)
            {
                return (teams, false);
            }

            teams.UnionWith(list.EnumerateArray().Select(TeamOf).OfType<string>());
            page = reply.Next;
        }

        return (teams, true);
    }

    private static string? TeamOf(JsonElement team) =>
        Text(team, "slug") is { } slug && team.TryGetProperty("organization", out var organisation) && Text(organisation, "login") is { } owner ? $"{owner}/{slug}" : null;

    // Null where it does not say: an organisation may forbid to ask.
    private async Task<bool?> IsActiveAsync(string organisation, string token, CancellationToken stop)
    {
        var reply = await http.GetAsync(Api($"/user/memberships/orgs/{Uri.EscapeDataString(organisation)}"), token, stop);
        return reply.Status == HttpStatusCode.NotFound ? false
            : reply.Good is { } membership && Text(membership, "state") is { } state ? state == "active"
            : null;
    }

    private Uri Api(string path) => new($"{login.ApiUrl}{path}");

    // The token goes nowhere else.
    private bool IsOwn(Uri page) => Uri.Compare(page, Api("/"), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0 && page.UserInfo.Length == 0;
}
