namespace PoolResource.FaultTests.Line;

/// <summary>What goes wrong with one connection.</summary>
internal abstract record LineFault
{
    /// <summary>The word it is counted under.</summary>
    public abstract string Kind { get; }

    /// <summary>Decides what becomes of bytes that one end has sent.</summary>
    public abstract Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes);

    /// <summary>Decides what becomes of the connection when one end has sent its last byte.</summary>
    public virtual Task EndAsync(Connection connection, Way way)
    {
        connection.End(way);
        return Task.CompletedTask;
    }
}

/// <summary>Nothing goes wrong.</summary>
internal sealed record Sound : LineFault
{
    public override string Kind => "sound";

    public override Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes) => connection.SendAsync(way, bytes);

    public override string ToString() => Kind;
}

/// <summary>The server cannot be reached.</summary>
internal sealed record Refuses : LineFault
{
    public override string Kind => "refuse a connection";

    public override Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        connection.Note(this);
        connection.Cut();
        return Task.CompletedTask;
    }

    public override string ToString() => "refuse";
}

/// <summary>The connection breaks after so many bytes.</summary>
internal sealed record Cuts(Way Way, int After) : LineFault
{
    public override string Kind => Way == Way.ToServer ? "cut what a step sends" : "cut what a step hears";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way != Way || connection.Passed(way) + bytes.Length <= After)
        {
            await connection.SendAsync(way, bytes);
            return;
        }

        await connection.SendAsync(way, bytes[..(int)(After - connection.Passed(way))]);
        connection.Note(this);
        connection.Cut();
    }

    public override string ToString() => $"cut {Way} after {After}";
}

/// <summary>The connection stands still for a while after so many bytes; at 0 the server is late to answer.</summary>
internal sealed record Holds(Way Way, int After, TimeSpan For) : LineFault
{
    public override string Kind => (Way, After) == (Way.ToStep, 0) ? "answer late" : "hold a connection";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way && connection.Passed(way) <= After && connection.Passed(way) + bytes.Length > After)
        {
            connection.Note(this);
            await Task.Delay(For, TimeProvider.System);
        }

        await connection.SendAsync(way, bytes);
    }

    public override string ToString() => $"hold {Way} after {After} for {For.TotalMilliseconds} ms";
}
