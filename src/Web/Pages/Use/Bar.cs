using PoolResource.History;

namespace PoolResource.Web.Pages.Use;

/// <summary>One or more holds of a lock that are drawn as one bar.</summary>
/// <param name="From">Where it begins, from 0 to 1 of the period.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Tenures">The holds, oldest first.</param>
public sealed record Bar(double From, double Until, IReadOnlyList<Tenure> Tenures)
{
    /// <summary>The place of a tenure in a period.</summary>
    public static Bar Of(Tenure tenure, Period period)
    {
        var within = period.Within(new Period(tenure.From, tenure.End?.When ?? period.Until));
        return new Bar((within.From - period.From) / period.Length, (within.Until - period.From) / period.Length, [tenure]);
    }

    /// <summary>Bars that are wide enough to be seen: what would lie on another one is one with it.</summary>
    /// <param name="bars">The bars, in order.</param>
    /// <param name="narrowest">How wide one is at least, from 0 to 1.</param>
    public static IReadOnlyList<Bar> Merged(IEnumerable<Bar> bars, double narrowest)
    {
        var (merged, holds) = (new List<Bar>(), new List<Tenure>());
        foreach (var bar in bars)
        {
            var from = Math.Min(bar.From, 1 - narrowest);
            var wide = bar with { From = from, Until = Math.Max(bar.Until, from + narrowest) };
            if (merged.Count > 0 && merged[^1] is var last && wide.From < last.Until - Tolerance)
            {
                holds.AddRange(bar.Tenures);
                merged[^1] = last with { Until = Math.Max(last.Until, wide.Until) };
            }
            else
            {
                holds = [.. bar.Tenures];
                merged.Add(wide with { Tenures = holds });
            }
        }

        return merged;
    }

    // Less than can be seen.
    private const double Tolerance = 1e-4;
}
