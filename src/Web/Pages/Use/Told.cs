using System.Globalization;
using PoolResource.History;

namespace PoolResource.Web.Pages.Use;

/// <summary>What bars and columns say of themselves.</summary>
internal static class Told
{
    // Of so many holds each is told by itself.
    private const int Few = 4;
    private const int LongestReason = 120;

    /// <summary>What a bar says.</summary>
    public static string Of(Bar bar) => bar.Tenures is [var one]
        ? Of(one)
        : $"{bar.Tenures.Count} holds, {When(bar.Tenures[0].From)} to {End(bar.Tenures[^1])}: {string.Join(", ", bar.Tenures.GroupBy(Picture.OwnerOf).OrderByDescending(group => group.Count()).Take(Few).Select(group => $"{Quoted.Shown(group.Key)} {group.Count()}"))}";

    /// <summary>Who held, since and until when, why.</summary>
    public static string Of(Tenure one) =>
        $"{Quoted.Shown(one.Holder.Shown)}, {When(one.ClaimedAt)} {(one.End is { } end ? $"to {When(end.When)} ({Duration.Age(one.Length(end.When))})" : "and still")}{(one.Reason is { } reason ? $", {Quoted.Shown(Quoted.Cut(reason, LongestReason))}" : "")}";

    /// <summary>A moment, to the minute.</summary>
    public static string When(DateTimeOffset at) => at.UtcDateTime.ToString("MMM d HH:mm", CultureInfo.InvariantCulture);

    private static string End(Tenure one) => one.End is { } end ? When(end.When) : "now";
}
