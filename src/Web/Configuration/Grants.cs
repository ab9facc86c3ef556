using PoolResource.Web.Access;

namespace PoolResource.Web.Configuration;

/// <summary>Reads who may do what.</summary>
internal static class Grants
{
    private static readonly Dictionary<string, Right> Rights = new(StringComparer.Ordinal)
    {
        ["look"] = Right.Look,
        ["content"] = Right.Content,
        ["act"] = Right.Act,
        ["force"] = Right.Force,
    };

    /// <exception cref="PoolException">It cannot be used.</exception>
    public static Grant Of(GrantDocument document, string parameter, IReadOnlyList<Login> logins, IEnumerable<string> tokens)
    {
        Keys.RequireKnown($"{parameter}.", document.Unknown, WebJson.Default.GrantDocument);
        var to = Keys.Texts(document.To, $"{parameter}.to");
        var may = Keys.Texts(document.May, $"{parameter}.may").Select(one => RightOf(one, $"{parameter}.may")).ToHashSet();
        if (to.Count == 0)
        {
            throw new PoolException($"{parameter}.to is missing; write anyone, members, PROVIDER:TEAM or token:NAME");
        }

        foreach (var one in to)
        {
            var isPerson = one == Grant.Members || !(one == Grant.Anyone || one.StartsWith(Grant.Token, StringComparison.Ordinal));
            if (one is not (Grant.Anyone or Grant.Members) && one.Split(':', 2) is not [{ Length: > 0 }, { Length: > 0 }])
            {
                throw new PoolException($"{parameter}.to: {Quoted.Text(one)} is nobody; write anyone, members, PROVIDER:TEAM or token:NAME");
            }

            RequireThere(one, $"{parameter}.to", logins, tokens);
            if (!isPerson && may.Any(right => right != Right.Look))
            {
                throw new PoolException($"{parameter}.may: who is not logged in as a person may look and nothing else; leave the rest out for {Quoted.Text(one)}");
            }
        }

        return new Grant(to, Keys.Pools(document.Pools, $"{parameter}.pools"), may);
    }

    private static void RequireThere(string one, string parameter, IReadOnlyList<Login> logins, IEnumerable<string> tokens)
    {
        if (one is Grant.Anyone or Grant.Members || one.Split(':', 2) is not [var provider, var group])
        {
            return;
        }

        if (one.StartsWith(Grant.Token, StringComparison.Ordinal))
        {
            _ = tokens.Contains(group, StringComparer.Ordinal) ? group
                : throw new PoolException($"{parameter}: there is no token named {Quoted.Text(group)}; write it into tokens, or leave it out");
        }
        else if (logins.FirstOrDefault(login => login.Name == provider) is not { } login)
        {
            throw new PoolException($"{parameter}: there is no login named {Quoted.Line(Quoted.Cut(provider, 40))}; "
                + (logins.Count == 0 ? "write one into login" : $"write {string.Join(" or ", logins.Select(known => known.Name))}"));
        }
        else if (login is GitHubLogin && group.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            throw new PoolException($"{parameter}: {Quoted.Text(one)} names no team; write {login.Name}:ORGANISATION/TEAM, the team as its address spells it");
        }
    }

    private static Right RightOf(string text, string parameter) =>
        Rights.TryGetValue(text, out var right) ? right : throw new PoolException($"{parameter}: {Quoted.Text(text)} is no permission; write look, content, act or force");
}
