using System.Globalization;
using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Pages;

/// <summary>A page of what happened, newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Older">What <c>before</c> is for those that are older; null where there are none.</param>
public sealed record Activity(IReadOnlyList<LockEvent> Events, string? Older)
{
    /// <summary>So many are on a page.</summary>
    private const int Most = 100;

    /// <summary>Finds what the query asks for.</summary>
    public static Activity Of(PageContext context)
    {
        var (before, last, at) = (context.Asked("before"), "", (Commit: (CommitId?)null, Count: 0));
        var isBehind = before.Length == 0;
        var found = new List<LockEvent>();
        var asked = new Question(context);
        foreach (var what in Newest(context.Seen.History.Events).Where(context.Sees))
        {
            at = at.Commit == what.Commit ? (at.Commit, at.Count + 1) : (what.Commit, 1);
            if (!isBehind)
            {
                isBehind = PlaceOf(at) == before;
            }
            else if (asked.IsAnsweredBy(what))
            {
                if (found.Count == Most)
                {
                    return new Activity(found, last);
                }

                found.Add(what);
                last = PlaceOf(at);
            }
        }

        return new Activity(found, null);

        // A commit may have changed many locks. Those that may not be seen are not counted.
        static string PlaceOf((CommitId? Commit, int Count) at) => string.Create(CultureInfo.InvariantCulture, $"{at.Commit}-{at.Count}");
    }

    private static IEnumerable<T> Newest<T>(IReadOnlyList<T> all)
    {
        for (var n = all.Count - 1; n >= 0; n--)
        {
            yield return all[n];
        }
    }

    private sealed class Question(PageContext context)
    {
        private readonly string pool = context.Asked("pool");
        private readonly string name = context.Asked("lock");
        private readonly string by = context.Asked("by");
        private readonly string[] words = context.Asked("q").Split(' ', StringSplitOptions.RemoveEmptyEntries);

        public bool IsAnsweredBy(LockEvent what) =>
            (pool.Length == 0 || Places(what).Any(place => place.Pool.Value == pool))
            && (name.Length == 0 || Places(what).Any(place => place.Name.Value == name))
            && (by.Length == 0 || IsBy(what))
            && words.All(word => Says(what, word));

        private bool IsBy(LockEvent what) => new[] { what.Job?.PipelineName, $"{what.Job}", what.By.Who, what.By.Person?.Name, what.By.Person?.Email }
            .Any(who => by.Equals(who, StringComparison.OrdinalIgnoreCase));

        private IEnumerable<Lock> Places(LockEvent what) => new[] { what.From, what.To }.OfType<Lock>().Where(place => context.Sees(place.Pool));

        private bool Says(LockEvent what, string word) =>
            Has(EventDocument.NameOf(what.Kind), word) || Has(what.By.Shown, word) || Has(what.Reason, word) || Has(what.ClaimId, word) || Has(what.Commit.Value, word)
            || Names(what.To, word) || Names(what.From, word);

        private bool Names(Lock? place, string word) => place is not null && context.Sees(place.Pool)
            && (word.Contains('/', StringComparison.Ordinal) ? Has($"{place.Pool}/{place.Name}", word) : Has(place.Pool.Value, word) || Has(place.Name.Value, word));

        private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
    }
}
