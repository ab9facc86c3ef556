using System.Globalization;
using PoolResource.Cli.Display;
using PoolResource.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Status;

/// <summary>How the pools of a branch are, for people: each pool with its figures, and a line for each lock.</summary>
internal static class StatusView
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Free = new(Color.Green);
    private static readonly Style Claimed = new(Color.Yellow);

    /// <summary>What is shown.</summary>
    /// <param name="status">How they are.</param>
    /// <param name="now">The time, which says for how long.</param>
    /// <param name="width">The terminal's width; null for no end.</param>
    public static IRenderable Of(BranchStatus status, DateTimeOffset now, int? width) =>
        status.Pools.Count == 0
            ? new Text("the branch has no pool yet")
            : new Rows(status.Pools.SelectMany((pool, n) => (IEnumerable<IRenderable>)[.. n == 0 ? (IRenderable[])[] : [Text.Empty], Heading(pool), .. Locks(pool, now).In(width)]));

    private static Paragraph Heading(PoolStatus pool)
    {
        var line = new Paragraph(SafeText.Of(pool.Name.Value).Value, Strong);
        line.Append("  ").Append(Count(pool.Free, "free"), pool.Free > 0 ? Free : Faint);
        line.Append(" · ", Faint).Append(Count(pool.Claimed, "claimed"), pool.Claimed > 0 ? Claimed : Faint);
        line = pool.Waiting > 0 ? line.Append(" · ", Faint).Append(Count(pool.Waiting, "waiting"), Claimed) : line;
        line = pool.InLifecycle is { } cleaned ? line.Append(" · ", Faint).Append(Count(cleaned, "in its lifecycle pool"), Faint) : line;
        return pool.UsualHold is { } hold ? line.Append($" · usually held {Duration.Age(hold)}", Faint) : line;
    }

    private static AlignedLines Locks(PoolStatus pool, DateTimeOffset now)
    {
        var columns = new AlignedLines(indent: 2);
        foreach (var one in pool.Locks)
        {
            columns.Add(
                Why(one),
                Cell.Of(one.Lock.Name.Value),
                Cell.Of(one.Lock.State.Directory, one.Lock.State == LockState.Claimed ? Claimed : Free),
                Who(one),
                Cell.Of(one.Since is { } since ? Since(since, now) : null, one.Holder is null ? Faint : (Style?)null),
                LeaseOf(one, now));
        }

        return columns;
    }

    private static Cell Who(LockStatus one) =>
        one.Lock.State == LockState.Unclaimed ? Cell.Of(null)
        : one.Holder is { } holder ? Cell.Of(holder.Shown)
        : Cell.Of("held since before history begins", Faint);

    private static Cell LeaseOf(LockStatus one, DateTimeOffset now) =>
        one.Holder?.LeaseUntil is { } until ? Cell.Of(now < until ? $"leased until {Moments.Of(until)}" : $"lease over since {Moments.Of(until)}", now < until ? Faint : Claimed) : Cell.Of(null);

    private static Cell Why(LockStatus one) => Cell.Of(string.Join(" · ", new[] { one.Reason, one.Holder?.BuildUrl }.OfType<string>()), Faint);

    private static string Since(DateTimeOffset since, DateTimeOffset now) =>
        Moments.Of(since) + (now >= since ? $", {Duration.Age(now - since)}" : "");

    private static string Count(int number, string what) => $"{number.ToString(CultureInfo.InvariantCulture)} {what}";
}
