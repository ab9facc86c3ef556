namespace PoolResource.History;

/// <summary>
/// Writes a history: what comes again and again (texts, commits, places, events) once, in tables that stand first, and
/// elsewhere by its number. Times are in seconds, as git has them.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly Dictionary<string, int> texts = [];
    private readonly Dictionary<CommitId, int> commits = [];
    private readonly Dictionary<Lock, int> places = [];
    private readonly Dictionary<BuildJob, int> jobs = [];
    private readonly Dictionary<LockEvent, int> events = new(ReferenceEqualityComparer.Instance);
    private readonly BinaryWriter text = new(new MemoryStream());
    private readonly BinaryWriter commit = new(new MemoryStream());
    private readonly BinaryWriter place = new(new MemoryStream());
    private readonly BinaryWriter job = new(new MemoryStream());
    private readonly BinaryWriter happened = new(new MemoryStream());
    private readonly BinaryWriter history = new(new MemoryStream());

    public void History(LockHistory told)
    {
        Commit(history, told.Tip);
        Commit(history, told.Rewritten);
        history.Write7BitEncodedInt(told.Commits);
        Time(history, told.State.Date);
        history.Write7BitEncodedInt(told.State.Trails.Count);
        foreach (var (one, trail) in told.State.Trails)
        {
            Text(history, one.Pool.Value);
            Text(history, one.Name.Value);
            history.Write(trail.IsClaimed);
            history.Write(trail.IsUnclaimed);
            Events(trail.Events.All());
            Tenures(trail.Over.All());
            Tenures(trail.Held is null ? [] : [trail.Held]);
            history.Write7BitEncodedInt(trail.Names.Count);
            foreach (var name in trail.Names)
            {
                Text(history, name);
            }
        }
    }

    /// <summary>All that was written, behind a heading.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="room">So many bytes are left behind it, for who writes more.</param>
    public byte[] Close(ReadOnlySpan<byte> heading, int room)
    {
        (BinaryWriter Rows, int Count)[] tables = [(text, texts.Count), (commit, commits.Count), (place, places.Count), (job, jobs.Count), (happened, events.Count)];
        ArraySegment<byte>[] parts = [.. tables.SelectMany(table => new[] { Counted(table.Count), Written(table.Rows) }), Written(history)];

        // It may be many megabytes, and is not to be there twice.
        var all = new byte[heading.Length + parts.Sum(part => part.Count) + room];
        heading.CopyTo(all);
        var end = heading.Length;
        foreach (var part in parts)
        {
            part.CopyTo(all, end);
            end += part.Count;
        }

        return all;
    }

    public void Dispose()
    {
        text.Dispose();
        commit.Dispose();
        place.Dispose();
        job.Dispose();
        happened.Dispose();
        history.Dispose();
    }

    private static ArraySegment<byte> Written(BinaryWriter part)
    {
        part.Flush();
        var bytes = (MemoryStream)part.BaseStream;
        return new ArraySegment<byte>(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static ArraySegment<byte> Counted(int rows)
    {
        using var count = new BinaryWriter(new MemoryStream());
        count.Write7BitEncodedInt(rows);
        return Written(count);
    }

    private void Events(IReadOnlyList<(int Order, LockEvent Event)> told)
    {
        history.Write7BitEncodedInt(told.Count);
        foreach (var (order, one) in told)
        {
            history.Write7BitEncodedInt(order);
            history.Write7BitEncodedInt(NumberOf(one));
        }
    }

    private int NumberOf(LockEvent one)
    {
        if (!events.TryGetValue(one, out var number))
        {
            events.Add(one, number = events.Count);
            happened.Write((byte)one.Kind);
            Commit(happened, one.Commit);
            Time(happened, one.When);
            Place(happened, one.From);
            Place(happened, one.To);
            Who(happened, one.By);
            happened.Write(one.IsByHand);
            Job(happened, one.Job);
            Text(happened, one.ClaimId);
            Text(happened, one.Reason);
            happened.Write7BitEncodedInt64((long)(one.Waited?.TotalSeconds ?? 0));
            happened.Write(one.IsReaped);
        }

        return number;
    }

    private void Tenures(IReadOnlyList<Tenure> tenures)
    {
        history.Write7BitEncodedInt(tenures.Count);
        foreach (var tenure in tenures)
        {
            Place(history, tenure.Held);
            Commit(history, tenure.Ref);
            Who(history, tenure.Holder);
            Time(history, tenure.From);
            Time(history, tenure.ClaimedAt);
            history.Write(tenure.CameAlong);
            Text(history, tenure.ClaimId);
            Text(history, tenure.Reason);
            history.Write(tenure.IsByHand);
            Job(history, tenure.Job);
            history.Write(tenure.End is not null);
            if (tenure.End is { } end)
            {
                history.Write((byte)end.How);
                Commit(history, end.Commit);
                Time(history, end.When);
                Who(history, end.By);
                history.Write(end.IsByAnother);
                history.Write(end.IsReaped);
                history.Write(end.GoesOn);
            }
        }
    }

    private void Who(BinaryWriter to, Holder holder)
    {
        Text(to, holder.Who);
        Time(to, holder.Since);
        Text(to, holder.BuildUrl);
        Text(to, holder.Person?.Name);
        Text(to, holder.Person?.Email);
        Text(to, holder.Person?.Account);
        to.Write(holder.IsAtTerminal);
        to.Write7BitEncodedInt64(holder.LeaseUntil?.ToUnixTimeSeconds() ?? long.MinValue);
    }

    private void Place(BinaryWriter to, Lock? one) => Number(to, places, one, standing =>
    {
        Text(place, standing.Pool.Value);
        place.Write(standing.State == LockState.Claimed);
        Text(place, standing.Name.Value);
    });

    private void Job(BinaryWriter to, BuildJob? one) => Number(to, jobs, one, told =>
    {
        Text(job, told.Team);
        Text(job, told.Pipeline);
        Text(job, told.Job);
    });

    private void Commit(BinaryWriter to, CommitId? one) => Number(to, commits, one, id => commit.Write(Convert.FromHexString(id.Value)));

    private void Text(BinaryWriter to, string? one) => Number(to, texts, one, text.Write);

    // Zero is for none.
    private static void Number<T>(BinaryWriter to, Dictionary<T, int> table, T? one, Action<T> add)
        where T : class
    {
        var number = 0;
        if (one is not null && !table.TryGetValue(one, out number))
        {
            add(one);
            table.Add(one, number = table.Count + 1);
        }

        to.Write7BitEncodedInt(number);
    }

    private static void Time(BinaryWriter to, DateTimeOffset when) => to.Write7BitEncodedInt64(when.ToUnixTimeSeconds());
}
