using System.Globalization;
using System.Text;

namespace PoolResource.Concourse;

/// <summary>
/// How a check's cache keeps the locks that wait: a line with the tip, one with the version they are seen from, then
/// one a lock: earlier or later than that, the commit, its second, and the name.
/// </summary>
internal static class WaitingNote
{
    private const string Earlier = "<";
    private const string Later = ">";
    private const string End = "end";

    public static string Write(WaitingLocks waiting)
    {
        var note = new StringBuilder()
            .Append(waiting.Tip).Append('\n')
            .Append(waiting.Given?.Ref).Append(' ').Append(waiting.Given?.Lock).Append('\n');
        Append(Earlier, waiting.Earlier);
        Append(Later, waiting.Later);
        return note.Append(End).ToString();

        void Append(string side, IEnumerable<Arrival> arrivals)
        {
            foreach (var one in arrivals)
            {
                note.Append(CultureInfo.InvariantCulture, $"{side} {one.Commit} {one.When.ToUnixTimeSeconds()} {one.Name}\n");
            }
        }
    }

    /// <returns>Null when the note is not whole.</returns>
    public static WaitingLocks? Read(string note)
    {
        if (note.Split('\n') is not [var at, var given, .. var lines, End]
            || !CommitId.TryParse(at, out var tip)
            || given.Split(' ', 2) is not [var commit, var name])
        {
            return null;
        }

        var arrivals = lines.Select(Parse).ToList();
        return arrivals.Contains(null) ? null : new WaitingLocks(
            tip,
            commit.Length == 0 ? null : new Version(commit, name.Length == 0 ? null : name),
            [.. arrivals.Where(one => one!.Value.Side == Earlier).Select(one => one!.Value.Arrival)],
            [.. arrivals.Where(one => one!.Value.Side == Later).Select(one => one!.Value.Arrival)]);
    }

    private static (string Side, Arrival Arrival)? Parse(string line) =>
        line.Split(' ', 4) is [var side, var commit, var second, var name]
        && CommitId.TryParse(commit, out var id)
        && LockName.TryParse(name, out var parsed)
        && long.TryParse(second, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? (side, new Arrival(id, parsed, DateTimeOffset.FromUnixTimeSeconds(seconds)))
            : null;
}
