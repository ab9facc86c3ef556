using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Queue;

namespace PoolResource.Transactions;

/// <summary>
/// The place of a put in the line for the locks it waits for: the line is seen anew at each look, a ticket is made once the
/// put has to wait, and taken away at its end.
/// </summary>
public sealed class PlaceInLine
{
    /// <summary>A host that has accepted so many tickets of which none was ever seen does not show them.</summary>
    private const int MostUnseen = 2;

    /// <summary>So many tickets go with a claim: each is an argument of git.</summary>
    private const int MostEnds = 1000;

    /// <summary>No more of a pause between two looks counts as time in which the branch stood still: nobody could look while the host was away.</summary>
    private static readonly TimeSpan LongestPause = Turns.Longest / 2;

    private readonly Wish wish;
    private readonly PoolName pool;
    private readonly EngineLog log;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly LineOnHost host;
    private readonly OwnTicket ticket;
    private readonly long started;
    private IReadOnlyList<Ticket> overtaken = [];
    private Turns? turns;
    private Pace? pace;
    private TimeSpan? lastLook;
    private CommitId? stands;
    private TimeSpan standsFor;
    private TimeSpan looked;

    /// <param name="operation">What waits.</param>
    /// <param name="wish">For what.</param>
    /// <param name="branch">The branch, whose host keeps the line.</param>
    /// <param name="name">The branch's name.</param>
    /// <param name="actor">Who waits.</param>
    /// <param name="log">Told where there can be no line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Makes tickets differ.</param>
    public PlaceInLine(Operation operation, Wish wish, PoolBranch branch, BranchName name, Actor actor, EngineLog log, TimeProvider time, Random random)
    {
        (this.wish, this.log, this.time, this.random) = (wish, log, time, random);
        (started, pool) = (time.GetTimestamp(), operation.Pool);
        host = new LineOnHost(branch, Ticket.LineOf(name, operation.Pool));
        ticket = new OwnTicket(host, operation, actor, random, content => branch.Objects.WriteContent(content));
    }

    /// <summary>−100 to 100.</summary>
    public int Priority { get; init; }

    /// <summary>Whether there can be a line; once there is none, the put waits for luck.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether a ticket was made, and not ended.</summary>
    public bool IsIn => ticket.IsIn;

    /// <summary>The refs of all tickets of this run that may stand in the line.</summary>
    public IReadOnlyList<string> Refs => [.. ticket.Leaving().Select(end => end.Ref)];

    /// <summary>Whether somebody else stands in the line.</summary>
    public bool HasOthers => host.Line.Tickets.Any(other => other.Id != ticket.Ticket?.Id);

    private static PoolException Followed => new("a later run of this put waits in its place in the line; this one ends");

    private TimeSpan Now => time.GetElapsedTime(started);

    /// <summary>Asks the host for the branch's tip and the line.</summary>
    /// <param name="stop">Ends it.</param>
    /// <param name="options">Options of git-fetch, where the branch is to be brought as well; null where it is not.</param>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    /// <exception cref="PoolException">A later run of this put stands in its place.</exception>
    public async Task<CommitId?> LookAsync(CancellationToken stop, string[]? options = null)
    {
        overtaken = [];
        var begun = lastLook is null ? TimeSpan.Zero : Now;
        var tip = await host.LookAsync(options, stop);
        lastLook = Now - begun;
        var pause = begun - looked;
        (stands, standsFor, looked) = (tip, tip == stands ? standsFor + (pause < LongestPause ? pause : LongestPause) : TimeSpan.Zero, begun);
        return ticket.Recognise() ? tip : throw Followed;
    }

    /// <summary>What the line means for this put, in the pools as they are.</summary>
    /// <param name="pools">The pools.</param>
    /// <param name="only">The one lock that may be taken now, although others would do; null for any that is wished.</param>
    /// <param name="freeSince">Since when that is free, for one who cannot wait for turns to end; null for whoever can.</param>
    public PlaceSeen See(Pools pools, LockName? only = null, DateTimeOffset? freeSince = null)
    {
        var own = ticket.Of(wish, Priority, (time.GetUtcNow() - Now).ToUnixTimeMilliseconds(), random);
        var (free, standing) = (pools.FreeIn(pool), host.Line.With(own));
        var living = freeSince is { } since ? host.Line.Living(time.GetUtcNow(), since) : host.Line;
        var wanting = only is null ? own : own with { Want = Ticket.WantOf(only) };
        var isLast = !IsIn && !ticket.IsHeir && (only is null || freeSince is not null);
        var turn = (turns ??= new Turns(own.Id)).See(isLast ? living.WithLast(wanting) : living.With(wanting), free, Now);
        overtaken = [.. turn.Overtaken, .. living == host.Line ? [] : host.Line.Before(wanting).Where(other => living.Find(other.Id) is null)];
        var left = turn.Mine is null ? WaitingLine.Empty.With(wanting).Give(free).GetValueOrDefault(own.Id) : null;
        if (left is not null && IsIn && standsFor >= Turns.Longest)
        {
            (turn, overtaken) = (turn with { Mine = left }, [.. standing.Before(wanting)]);
        }

        var places = standing.Places(pools.In(pool).Concat(pools.In(pool.Lifecycle)).Select(one => one.Name));
        var interval = (pace ??= new Pace(Now)).Pause(standing, places, own, Now);
        interval = left is not null && LongestPause < interval ? LongestPause : interval;
        return new PlaceSeen(turn.Mine, places[own.Id], places.Count, turn.EndsIn is { } end && end < interval ? end : interval);
    }

    /// <summary>Ends this run where a later one of this put has claimed in its place.</summary>
    /// <param name="hasClaim">Whether a claim stands under this put's name that this run has not made.</param>
    /// <exception cref="PoolException">One has.</exception>
    public void EndWhereFollowed(bool hasClaim)
    {
        if (hasClaim && ticket.IsFollowed)
        {
            throw Followed;
        }
    }

    /// <summary>Stands in the line, or puts back a ticket that others have taken out.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task JoinAsync(CancellationToken stop)
    {
        if (IsIn && host.Shows(ticket.Ticket!))
        {
            return;
        }

        if (ticket is { Taken: >= MostUnseen, WasSeen: false })
        {
            await ticket.LeaveAsync(stop);
            Close("the host does not show");
        }
        else if (await ticket.MakeAsync(2 * (lastLook ?? TimeSpan.Zero), stop) is { } words)
        {
            Close($"the host does not take ({words})");
        }
    }

    /// <summary>Swaps the branch to a commit; the own ticket, and those that had a turn and did not use it, go with it.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="expected">What the branch has to point to.</param>
    /// <param name="stop">Kills git; the answer is then unknown.</param>
    public async Task<PushResult> SwapAsync(CommitId commit, CommitId? expected, CancellationToken stop)
    {
        var result = await host.SwapAsync(commit, expected, [.. ticket.Ends(), .. overtaken.Take(MostEnds).Select(other => host.End(other))], stop);
        if (result is Accepted)
        {
            ticket.Gone();
        }

        if (host.EndsAreRefused is { } words)
        {
            log.Warn($"the host does not let refs below {Ticket.Refs} be taken away ({words}), in which those who wait stand in line: whoever comes waits longer for each that is left; have it allowed, or set source.queue: false");
        }

        return result;
    }

    /// <summary>Takes the ticket out of the line, if it may stand there; the best that can be done.</summary>
    /// <param name="stop">Ends it.</param>
    public Task LeaveAsync(CancellationToken stop) => ticket.LeaveAsync(stop);

    private void Close(string why)
    {
        (IsOpen, overtaken) = (false, []);
        log.Warn($"{why} refs below {Ticket.Refs}, in which those who wait stand in line: waiting without a place; have them allowed, or set source.queue: false");
    }
}

/// <summary>What a look at the line says.</summary>
/// <param name="Mine">The lock that is to be taken now; null while it is others' turn, or none is free.</param>
/// <param name="Place">One more than how many have to be served before.</param>
/// <param name="Length">How many wait.</param>
/// <param name="Pause">How long it is to the next look.</param>
public sealed record PlaceSeen(LockName? Mine, int Place, int Length, TimeSpan Pause);
