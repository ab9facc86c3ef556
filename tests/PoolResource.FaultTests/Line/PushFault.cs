namespace PoolResource.FaultTests.Line;

/// <summary>The server has taken the push, and its answer is lost.</summary>
internal sealed record LosesTheAnswer : LineFault
{
    public override string Kind => "lose the answer to a push";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToStep && connection.IsAsked)
        {
            connection.Note(this);
        }
        else
        {
            await connection.SendAsync(way, bytes);
        }
    }

    public override Task EndAsync(Connection connection, Way way)
    {
        if (way == Way.ToServer)
        {
            return base.EndAsync(connection, way);
        }

        connection.Cut();
        return Task.CompletedTask;
    }

    public override string ToString() => "lose the answer";
}

/// <summary>The step is cut off when it has sent its push, and the push reaches the server later.</summary>
internal sealed record LandsLate(TimeSpan By) : LineFault
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    private readonly List<byte> late = [];
    private Task? landing;

    public override string Kind => "let a push arrive late";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (!connection.IsAsked)
        {
            await connection.SendAsync(way, bytes);
        }
        else if (way == Way.ToServer)
        {
            late.AddRange(bytes.Span);
            landing ??= LandAsync(connection);
        }
    }

    public override Task EndAsync(Connection connection, Way way) => landing ?? base.EndAsync(connection, way);

    public override string ToString() => $"arrive late by {By.TotalMilliseconds} ms";

    private async Task LandAsync(Connection connection)
    {
        // git sends its commands and its pack in several pieces, and then waits.
        await Task.Delay(Quiet, TimeProvider.System);
        connection.Note(this);
        connection.CutStep();
        await Task.Delay(By, TimeProvider.System);
        await connection.SendAsync(Way.ToServer, late.ToArray());
        connection.End(Way.ToServer);
    }
}

/// <summary>The server has taken the push; before the step hears of it, it gets a signal.</summary>
internal sealed record Signals(string Signal) : LineFault
{
    private static readonly TimeSpan UntilItIsHeard = TimeSpan.FromMilliseconds(50);

    public override string Kind => $"SIG{Signal} in the middle of a push";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToStep && connection.IsAsked)
        {
            connection.Note(this);
            await Task.Delay(UntilItIsHeard, TimeProvider.System);
        }

        await connection.SendAsync(way, bytes);
    }

    public override string ToString() => $"SIG{Signal} when taken";
}
