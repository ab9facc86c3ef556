using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

/// <summary>Tickets of a line that is told in few words.</summary>
internal static class Waiters
{
    /// <summary>The name of a lock.</summary>
    public static LockName Name(string name) => LockName.Parse(name, "lock");

    /// <summary>The names of locks, separated by spaces.</summary>
    public static IReadOnlyList<LockName> Names(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Name)];

    /// <summary>A ticket, known by a letter.</summary>
    /// <param name="text">The letter and, with colons between, the second in which it came, its priority, the lock it wants and its attempt in seconds.</param>
    public static Ticket Of(string text)
    {
        var parts = text.Split(':');
        string? Part(int n) => parts.Length > n && parts[n].Length > 0 ? parts[n] : null;
        var time = 1_800_000_000_000 + (1000 * long.Parse(Part(1) ?? "0", System.Globalization.CultureInfo.InvariantCulture));
        return new Ticket(Guid.ParseExact($"{time:x12}7000800000000000{(int)text[0]:x4}", "N"), "00000000")
        {
            Priority = int.Parse(Part(2) ?? "0", System.Globalization.CultureInfo.InvariantCulture),
            Want = Part(3) is { } want ? Ticket.WantOf(Name(want)) : null,
            Attempt = TimeSpan.FromSeconds(int.Parse(Part(4) ?? "0", System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>The tickets of a line, separated by spaces.</summary>
    public static WaitingLine Line(string tickets) => WaitingLine.Of(tickets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of));

    /// <summary>The letter of a ticket.</summary>
    public static char Letter(Guid id) => (char)Convert.ToInt32(id.ToString("N")[^4..], 16);
}
