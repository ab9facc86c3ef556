using System.Globalization;

namespace PoolResource.FaultTests.Line;

/// <summary>The host says no to a push.</summary>
/// <param name="Order">What the server's hook is told: what becomes of the push.</param>
/// <param name="Kind">The word it is counted under.</param>
internal sealed record SaysNo(string Order, string Kind) : LineFault
{
    /// <summary>It does nothing.</summary>
    public static SaysNo Honestly { get; } = new("refuse", "refuse a push");

    /// <summary>It has taken the push all the same.</summary>
    public static SaysNo AndHasDoneIt { get; } = new("refuse-done", "take a push and say no");

    public override string Kind { get; } = Kind;

    /// <summary>It takes the push some time after it has said no.</summary>
    public static SaysNo AndDoesItAfter(TimeSpan time) => new(
        string.Create(CultureInfo.InvariantCulture, $"refuse-late {time.TotalSeconds:F2}"), "say no and take the push late");

    public override Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToStep && connection.IsAsked)
        {
            connection.Note(this);
        }

        return connection.SendAsync(way, bytes);
    }

    public override string ToString() => $"say no ({Order})";
}

/// <summary>The host says that it has no such repository.</summary>
internal sealed record RefusesToRead : LineFault
{
    public override string Kind => "refuse to read";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToServer && !connection.IsAsked)
        {
            connection.Note(this);
            // A line in git's framing: its length in four hexadecimal digits, and the text.
            await connection.SendAsync(Way.ToStep, "0034ERR access denied or repository not exported: /x"u8.ToArray());
            connection.End(Way.ToStep);
            connection.End(Way.ToServer);
        }
    }

    public override string ToString() => "refuse to read";
}
