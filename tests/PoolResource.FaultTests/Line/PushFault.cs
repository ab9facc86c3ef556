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

    /// <summary>Where it waits, on top of the time; null for nowhere.</summary>
    public Gate? Gate { get; init; }

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

    public override async Task EndAsync(Connection connection, Way way)
    {
        await (landing ?? base.EndAsync(connection, way));
        if (way == Way.ToStep && landing is not null)
        {
            Gate?.Pass();
        }
    }

    public override string ToString() => $"arrive late by {By.TotalMilliseconds} ms";

    private async Task LandAsync(Connection connection)
    {
        // git sends its commands and its pack in several pieces, and then waits.
        await Task.Delay(Quiet, TimeProvider.System);
        connection.Note(this);
        connection.CutStep();
        await Task.Delay(By, TimeProvider.System);
        await (Gate?.WaitAsync() ?? Task.CompletedTask);
        await connection.SendAsync(Way.ToServer, late.ToArray());
        connection.End(Way.ToServer);
    }
}

/// <summary>The push does not begin before a test lets it.</summary>
internal sealed record HoldsBack(Gate Gate) : LineFault
{
    public override string Kind => "hold a push back";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToServer && connection.Passed(way) == 0)
        {
            connection.Note(this);
            await Gate.WaitAsync();
        }

        await connection.SendAsync(way, bytes);
    }

    public override string ToString() => "hold back";
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
