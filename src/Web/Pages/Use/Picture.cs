using PoolResource.History;

namespace PoolResource.Web.Pages.Use;

/// <summary>The holds of a lock in a period.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="IsGone">Whether it is not in the pool any more.</param>
/// <param name="Tenures">All its holds that fall into the period, oldest first.</param>
/// <param name="Bars">How they are drawn.</param>
internal sealed record Lane(PooledLock Lock, bool IsGone, IReadOnlyList<Tenure> Tenures, IReadOnlyList<Bar> Bars);

/// <summary>A pool's holds in a period, as they are drawn.</summary>
/// <param name="Period">The period.</param>
/// <param name="Lanes">A lane for each lock, as many as fit.</param>
/// <param name="Missing">How many locks do not fit.</param>
/// <param name="Colours">The number of the colour of each who held one: a pipeline, or <see cref="People"/>.</param>
internal sealed record Picture(Period Period, IReadOnlyList<Lane> Lanes, int Missing, IReadOnlyDictionary<string, int> Colours)
{
    /// <summary>Who holds by hand, or is not known.</summary>
    public const string People = "people";

    /// <summary>How many colours there are for pipelines.</summary>
    public const int Palette = 12;

    /// <summary>The colour of people.</summary>
    public const int ColourOfPeople = Palette;

    /// <summary>The colour of a bar that several share.</summary>
    public const int ColourOfSeveral = Palette + 1;

    // A page of a megabyte helps nobody.
    private const int MostLanes = 100;
    private const int MostBars = 1000;
    private const double Narrowest = 0.0025;

    // Whoever has so much of a bar gives it the colour.
    private const double Most = 2.0 / 3;

    /// <summary>Draws it.</summary>
    public static Picture Of(LockHistory history, PoolName pool, Period period)
    {
        var lanes = history.Locks.Where(one => one.Pool == pool)
            .Select(one => (Lock: one, IsGone: history.Standing(one) is null, Tenures: history.TenuresOf(one).Where(tenure => Overlaps(tenure, period)).OrderBy(tenure => tenure.From).ToList()))
            .Where(lane => !lane.IsGone || lane.Tenures.Count > 0)
            .OrderByDescending(lane => lane.Tenures.Count > 0).ThenBy(lane => lane.Lock.Name)
            .ToList();
        var shown = lanes.Take(MostLanes).OrderBy(lane => lane.Lock.Name).ToList();
        var drawn = shown.ConvertAll(lane => Bar.Merged(lane.Tenures.Select(tenure => Bar.Of(tenure, period)), Narrowest));
        for (var narrowest = 2 * Narrowest; drawn.Sum(bars => bars.Count) > MostBars; narrowest *= 2)
        {
            drawn = shown.ConvertAll(lane => Bar.Merged(lane.Tenures.Select(tenure => Bar.Of(tenure, period)), narrowest));
        }

        return new Picture(
            period,
            [.. shown.Zip(drawn, (lane, bars) => new Lane(lane.Lock, lane.IsGone, lane.Tenures, bars))],
            lanes.Count - shown.Count,
            ColoursOf(shown.SelectMany(lane => lane.Tenures).Select(OwnerOf)));
    }

    /// <summary>Whose a hold is, as the legend says it.</summary>
    public static string OwnerOf(Tenure tenure) => tenure.Job?.PipelineName ?? People;

    /// <summary>The number of a bar's colour.</summary>
    public int ColourOf(Bar bar)
    {
        var owners = bar.Tenures.GroupBy(OwnerOf, tenure => tenure.Length(Period.Until)).Select(group => (Owner: group.Key, Held: group.Sum(length => length.TotalSeconds))).ToList();
        var longest = owners.MaxBy(owner => owner.Held);
        return longest.Held >= owners.Sum(owner => owner.Held) * Most ? Colours[longest.Owner] : ColourOfSeveral;
    }

    /// <summary>Gives everyone the colour that the name tells, or where that is taken the next one: whoever is alone has the same on every page.</summary>
    private static SortedDictionary<string, int> ColoursOf(IEnumerable<string> owners)
    {
        var (colours, taken) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new HashSet<int>());
        foreach (var owner in owners.Distinct().Where(owner => owner != People).Order(StringComparer.Ordinal))
        {
            var colour = (int)(Hash(owner) % Palette);
            while (taken.Contains(colour))
            {
                colour = (colour + 1) % Palette;
            }

            colours.Add(owner, colour);
            if (taken.Add(colour) && taken.Count == Palette)
            {
                taken.Clear();
            }
        }

        colours[People] = ColourOfPeople;
        return colours;
    }

    private static bool Overlaps(Tenure tenure, Period period) => tenure.From < period.Until && (tenure.End is not { } end || end.When > period.From);

    // FNV-1a: string's own is another one in every process.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}
