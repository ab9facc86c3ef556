namespace PoolResource.History;

/// <summary>A stretch of time.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The moment at which it is over.</param>
public sealed record Period(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How long it is; never negative.</summary>
    public TimeSpan Length => Until > From ? Until - From : TimeSpan.Zero;

    public bool Contains(DateTimeOffset moment) => moment >= From && moment < Until;

    /// <summary>What it has in common with another one.</summary>
    public Period Within(Period other) => new(From > other.From ? From : other.From, Until < other.Until ? Until : other.Until);

    /// <summary>How long some stretches of time are together within this one; what several have in common counts once.</summary>
    public TimeSpan Covered(IEnumerable<Period> stretches)
    {
        var (covered, end) = (TimeSpan.Zero, From);
        foreach (var stretch in stretches.Select(Within).OrderBy(one => one.From))
        {
            var left = stretch with { From = stretch.From > end ? stretch.From : end };
            covered += left.Length;
            end = stretch.Until > end ? stretch.Until : end;
        }

        return covered;
    }
}
