using System.Globalization;
using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Api;

/// <summary>Answers what happened: behind a commit, from a time on, or the newest of it.</summary>
internal static class EventAnswers
{
    // Where nothing has happened yet, whoever goes on misses nothing.
    private const string Ever = "1970-01-01T00:00:00Z";

    public static object Of(Question asked)
    {
        var (history, limit, since) = (asked.Seen.History, asked.Limit, asked.Asked("since"));
        var all = history.Events;
        var told = new List<(int Place, LockEvent Event)>();
        var more = false;
        for (var n = since is null ? all.Count - 1 : Start(history, since); n >= 0 && n < all.Count; n += since is null ? -1 : 1)
        {
            if (Shown(all[n], asked) is not { } shown)
            {
                continue;
            }

            if (told.Count == limit)
            {
                more = since is not null;
                break;
            }

            told.Add((n, shown));
        }

        told.Sort((one, other) => one.Place.CompareTo(other.Place));
        var next = told is [.., var last] ? Cursor(all, last.Place) : since ?? Ever;
        return new EventsAnswer(
            asked.Ref, asked.AsOf, asked.Outage, history.Rewritten?.Value, [.. told.Select(one => EventDocument.Of(one.Event))], more,
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/events?since={Uri.EscapeDataString(next)}&limit={limit}"));
    }

    // COMMIT is behind all that the commit did, COMMIT.N behind the first N of it.
    private static int Start(LockHistory history, string since)
    {
        var all = history.Events;
        if (DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && since.Contains('T', StringComparison.OrdinalIgnoreCase))
        {
            var first = 0;
            while (first < all.Count && all[first].When < time)
            {
                first++;
            }

            return first;
        }

        var parts = since.Split('.');
        var done = 0;
        if (parts.Length > 2 || !CommitId.TryParse(parts[0], out var commit) || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out done)))
        {
            throw new PoolException($"since: {Quoted.Text(since)} is neither a commit nor a time; write 40 hexadecimal digits, or a time such as 2026-01-31T12:00:00Z");
        }

        var after = history.EventsAfter(commit)
            ?? throw new PoolException($"since: it is not known of commit {commit} when it was in the branch; begin anew with a time, or without since");
        var end = all.Count - after.Count;
        if (parts.Length == 1)
        {
            return end;
        }

        while (end > 0 && all[end - 1].Commit == commit)
        {
            end--;
        }

        return Math.Min(end + done, all.Count - after.Count);
    }

    private static string Cursor(IReadOnlyList<LockEvent> all, int last)
    {
        var commit = all[last].Commit;
        if (last + 1 == all.Count || all[last + 1].Commit != commit)
        {
            return commit.Value;
        }

        var first = last;
        while (first > 0 && all[first - 1].Commit == commit)
        {
            first--;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{commit}.{last + 1 - first}");
    }

    // Of a lock that has gone to a pool that is hidden, or come from one, the other pool is not named.
    private static LockEvent? Shown(LockEvent what, Question asked)
    {
        var (from, to) = (Seen(what.From, asked), Seen(what.To, asked));
        return from is null && to is null ? null : what with { From = from, To = to };
    }

    private static Lock? Seen(Lock? place, Question asked) => place is not null && asked.Sees(place.Pool) ? place : null;
}
