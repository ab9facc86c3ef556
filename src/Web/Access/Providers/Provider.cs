using System.Text.Json;

namespace PoolResource.Web.Access.Providers;

/// <summary>Asks a provider about somebody who logged in there.</summary>
/// <param name="login">The way to log in.</param>
/// <param name="grants">What names groups of it.</param>
internal abstract class Provider(Login login, IReadOnlyList<Grant> grants)
{
    /// <summary>The way to log in.</summary>
    public Login Login => login;

    /// <summary>The groups of it that <c>access</c> names, as it spells them.</summary>
    protected IReadOnlyList<string> Named { get; } = [.. grants.SelectMany(grant => grant.To).Where(to => to.StartsWith($"{login.Name}:", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>Asks who it is, and in which groups.</summary>
    /// <param name="tokens">What to ask with.</param>
    /// <param name="stop">Ends it.</param>
    public abstract Task<Answer> AskAsync(ProviderTokens tokens, CancellationToken stop);

    /// <summary>The groups that are named, of those that somebody is in.</summary>
    protected IReadOnlySet<string> Known(IEnumerable<string> groups)
    {
        var all = groups.Select(group => $"{login.Name}:{group}").ToHashSet(StringComparer.Ordinal);
        return Named.Where(all.Contains).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A member that is a text, or a number.</summary>
    internal static string? Text(JsonElement answer, string key) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(key, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>A member that is a list of texts, or a text with commas or spaces; null where there is none.</summary>
    protected static IReadOnlyList<string>? Texts(JsonElement answer, string key) =>
        answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(key, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
            JsonValueKind.String => value.GetString()!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };

    /// <summary>Who it is, by members; null where that is no id.</summary>
    protected static Profile? Who(JsonElement answer, UserinfoKeys keys)
    {
        var isUnverified = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("email_verified", out var verified)
            && (verified.ValueKind == JsonValueKind.False || (verified.ValueKind == JsonValueKind.String && verified.GetString() == "false"));
        return Text(answer, keys.Id) is { } id && Profile.IsId(id)
            ? new Profile(id, Text(answer, keys.Name) ?? Text(answer, "preferred_username") ?? id, isUnverified ? null : Text(answer, keys.Email))
            : null;
    }
}
