using System.Text.Json.Nodes;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Notices;

/// <summary>Reads rules.</summary>
internal static class NoticeRules
{
    private const string Conditions = "held_longer_than, no_free_lock_for, waits_longer_than or taken_away";

    /// <exception cref="PoolException">It cannot be used.</exception>
    /// <param name="document">The rule.</param>
    /// <param name="place">Where it stands: <c>notices[0]</c>.</param>
    /// <param name="hasPages">Whether it is known where people reach the pages.</param>
    public static NoticeRule Of(NoticeDocument document, string place, bool hasPages)
    {
        Keys.RequireKnown($"{place}.", document.Unknown, WebJson.Default.NoticeDocument);
        var (kind, after) = Condition(document, place);
        var (address, isSlack) = (document.Slack, document.Post) switch
        {
            ({ } slack, null) => (Keys.Address(slack, $"{place}.slack"), true),
            (null, { } post) => (Keys.Address(post, $"{place}.post"), false),
            (null, null) => throw new PoolException($"{place} tells nobody; write slack, or post, with an address"),
            _ => throw new PoolException($"{place} has both slack and post; write a rule for each"),
        };
        return new NoticeRule(
            place, kind, after, Keys.Pools(document.Pools, $"{place}.pools"), address,
            NoticeTemplate.Of(document.Body ?? (isSlack ? OfSlack(hasPages) : OfAll(kind)), isSlack, $"{place}.body"));
    }

    private static (NoticeKind Kind, TimeSpan After) Condition(NoticeDocument document, string place)
    {
        (NoticeKind Kind, string Key, string? After)[] given =
        [
            .. new[]
            {
                (NoticeKind.HeldLongerThan, "held_longer_than", document.HeldLongerThan),
                (NoticeKind.NoFreeLockFor, "no_free_lock_for", document.NoFreeLockFor),
                (NoticeKind.WaitsLongerThan, "waits_longer_than", document.WaitsLongerThan),
            }.Where(one => one.Item3 is not null),
        ];
        return (given, document.TakenAway) switch
        {
            ([], true) => (NoticeKind.TakenAway, TimeSpan.Zero),
            ([var (kind, key, after)], null) => (kind, Duration.Parse(after!, $"{place}.{key}")),
            ([], false) => throw new PoolException($"{place}.taken_away: only true says something; write true, or leave the rule out"),
            ([], null) => throw new PoolException($"{place} does not say when; write one of {Conditions}"),
            _ => throw new PoolException($"{place} has several conditions; write a rule for each of {Conditions}"),
        };
    }

    private static JsonObject OfSlack(bool hasPages) => new() { ["text"] = hasPages ? "{text}\n{url}" : "{text}" };

    private static JsonObject OfAll(NoticeKind kind)
    {
        var body = new JsonObject
        {
            ["rule"] = kind switch
            {
                NoticeKind.HeldLongerThan => "held_longer_than",
                NoticeKind.NoFreeLockFor => "no_free_lock_for",
                NoticeKind.WaitsLongerThan => "waits_longer_than",
                _ => "taken_away",
            },
        };
        foreach (var name in NoticeTemplate.Placeholders)
        {
            body[name] = $"{{{name}}}";
        }

        return body;
    }
}
