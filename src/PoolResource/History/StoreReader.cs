using System.Collections.Immutable;

namespace PoolResource.History;

/// <summary>Reads what a <see cref="StoreWriter"/> wrote.</summary>
internal sealed class StoreReader : IDisposable
{
    private readonly BinaryReader bytes;
    private readonly string[] texts;
    private readonly CommitId[] commits;
    private readonly Lock[] places;
    private readonly BuildJob[] jobs;
    private readonly LockEvent[] events;

    /// <param name="all">What was written.</param>
    /// <param name="start">Where the tables begin.</param>
    public StoreReader(byte[] all, int start)
    {
        bytes = new BinaryReader(new MemoryStream(all, start, all.Length - start));
        texts = Table(bytes.ReadString);
        commits = Table(() => CommitId.Of(bytes.ReadBytes(20)));
        places = Table(ReadPlace);
        jobs = Table(() => new BuildJob(Text()!, Text()!, Text()!));
        events = Table(ReadEvent);
    }

    public LockHistory History()
    {
        var (tip, rewritten, count, date) = (Commit(), Commit(), bytes.Read7BitEncodedInt(), Time());
        var trails = ImmutableDictionary.CreateBuilder<PooledLock, LockTrail>();
        for (var left = bytes.Read7BitEncodedInt(); left > 0; left--)
        {
            trails.Add(new PooledLock(Pool(), Name()), Trail());
        }

        return LockHistory.Of(tip, count, rewritten, new BranchState(date, trails.ToImmutable()) { Footprint = new Footprint(count - 1, [.. trails.Keys], []) });
    }

    public void Dispose() => bytes.Dispose();

    private LockTrail Trail()
    {
        var trail = new LockTrail { IsClaimed = bytes.ReadBoolean(), IsUnclaimed = bytes.ReadBoolean(), Events = Chained(ReadNoted), Over = Chained(ReadTenure), Held = Chained(ReadTenure)?.Last };
        var names = Table(() => Text()!);
        return names.Length == 0 ? trail : trail with { Names = [.. names] };
    }

    private (int Order, LockEvent Event) ReadNoted() => (bytes.Read7BitEncodedInt(), events[bytes.Read7BitEncodedInt()]);

    private LockEvent ReadEvent() => new((LockEventKind)bytes.ReadByte(), Commit()!, Time(), Place(), Place(), Who())
    {
        IsByHand = bytes.ReadBoolean(),
        Job = Of(jobs),
        ClaimId = Text(),
        Reason = Text(),
        Waited = bytes.Read7BitEncodedInt64() is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        IsReaped = bytes.ReadBoolean(),
    };

    private Tenure ReadTenure() => new(Place()!, Commit()!, Who(), Time())
    {
        ClaimedAt = Time(),
        CameAlong = bytes.ReadBoolean(),
        ClaimId = Text(),
        Reason = Text(),
        IsByHand = bytes.ReadBoolean(),
        Job = Of(jobs),
        End = bytes.ReadBoolean() ? ReadEnd() : null,
    };

    private TenureEnd ReadEnd() =>
        new((LockEventKind)bytes.ReadByte(), Commit()!, Time(), Who()) { IsByAnother = bytes.ReadBoolean(), IsReaped = bytes.ReadBoolean(), GoesOn = bytes.ReadBoolean() };

    private Holder Who() => new(Text()!, Time(), Text()) { Person = ReadPerson(), IsAtTerminal = bytes.ReadBoolean(), LeaseUntil = LeaseUntil() };

    private Person? ReadPerson()
    {
        var (person, account) = (Person.Of(Text(), Text()), Text());
        return person is null ? null : person with { Account = Person.AccountIn(account) };
    }

    private DateTimeOffset? LeaseUntil() => bytes.Read7BitEncodedInt64() is not long.MinValue and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private Lock ReadPlace() => new(Pool(), bytes.ReadBoolean() ? LockState.Claimed : LockState.Unclaimed, Name());

    private PoolName Pool() => PoolName.TryParse(Text() ?? "", out var pool) ? pool : throw new FormatException();

    private LockName Name() => LockName.TryParse(Text() ?? "", out var name) ? name : throw new FormatException();

    private Lock? Place() => Of(places);

    private CommitId? Commit() => Of(commits);

    private string? Text() => Of(texts);

    private DateTimeOffset Time() => DateTimeOffset.FromUnixTimeSeconds(bytes.Read7BitEncodedInt64());

    private T? Of<T>(T[] table)
        where T : class =>
        bytes.Read7BitEncodedInt() is > 0 and var number ? table[number - 1] : null;

    private T[] Table<T>(Func<T> read)
    {
        var table = new T[bytes.Read7BitEncodedInt()];
        for (var n = 0; n < table.Length; n++)
        {
            table[n] = read();
        }

        return table;
    }

    private Chain<T>? Chained<T>(Func<T> read)
    {
        Chain<T>? chain = null;
        for (var left = bytes.Read7BitEncodedInt(); left > 0; left--)
        {
            chain = chain.Then(read());
        }

        return chain;
    }
}
