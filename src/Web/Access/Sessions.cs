using System.Collections.Concurrent;
using PoolResource.Web.Access.Providers;

namespace PoolResource.Web.Access;

/// <summary>
/// Keeps logins up to date: each is asked about again after a quarter of an hour, once, however many requests come meanwhile.
/// </summary>
/// <param name="providers">Whom to ask.</param>
/// <param name="ended">Those that were ended.</param>
/// <param name="log">Where it stands that one cannot be asked.</param>
/// <param name="time">The clock.</param>
internal sealed class Sessions(IEnumerable<Provider> providers, EndedLogins ended, EngineLog log, TimeProvider time)
{
    // For all its questions together: somebody waits for a page.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Provider> providers = providers.ToDictionary(one => one.Login.Name, StringComparer.Ordinal);
    private long swept = time.GetUtcNow().Ticks;

    /// <summary>Asks a provider about somebody who logs in, or has.</summary>
    /// <param name="name">The way to log in.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Answer> AskAsync(string name, Func<Provider, CancellationToken, Task<Answer>> ask, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await ask(providers[name], either.Token);
    }

    /// <summary>A login that begins with an answer.</summary>
    /// <exception cref="LoginException">There is none to begin.</exception>
    public Session Begin(string provider, Answer answer) => answer switch
    {
        Answer.Told told => Session.Begin(provider, told, time.GetUtcNow()),
        Answer.Away away => throw new LoginException($"{provider} does not say who you are right now: {away.Why}; try again in a minute", isAway: true),
        _ => throw new LoginException($"{provider} takes the token no more that it has just given; try again"),
    };

    /// <summary>What a login is now; null where it is over.</summary>
    /// <param name="sent">What the cookie holds, which may be older than what is known here.</param>
    public async Task<Session?> NowAsync(Session sent)
    {
        var now = time.GetUtcNow();
        if (!providers.ContainsKey(sent.Provider) || now >= sent.Begun + Session.Longest)
        {
            return null;
        }

        Forget(now);
        var entry = entries.GetOrAdd(sent.Id, _ => new Entry(sent) { Session = ended.Have(sent) ? null : sent });
        await entry.Turn.WaitAsync();
        try
        {
            // Another process, or this one before it was started anew, may have asked since.
            if (entry.Session is { } known && sent.Answered > known.Answered)
            {
                entry.Session = sent;
            }

            if (entry.Session is { } due && due.Due <= time.GetUtcNow())
            {
                entry.Session = await AskAsync(due);
            }

            return entry.Session is { } current && current.Stands(time.GetUtcNow()) ? current : null;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>Ends a login; its cookie, and any copy of it, is worth nothing any more.</summary>
    public async Task EndAsync(Session session)
    {
        ended.Add(session);
        var entry = entries.GetOrAdd(session.Id, _ => new Entry(session));
        await entry.Turn.WaitAsync();
        entry.Session = null;
        entry.Turn.Release();
    }

    /// <summary>Whether a login was ended here.</summary>
    public bool IsOver(Session session) => entries.TryGetValue(session.Id, out var entry) && entry.Session is null;

    // Whoever asked may go; others wait for the answer.
    private async Task<Session?> AskAsync(Session session)
    {
        var answer = await AskAsync(session.Provider, (provider, stop) => provider.AskAsync(session.Tokens, stop), CancellationToken.None);
        if (answer is Answer.Away away)
        {
            log.Warn($"{session.Provider} cannot be asked about somebody who logged in: {away.Why}");
        }

        return session.After(answer, time.GetUtcNow());
    }

    private void Forget(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref swept);
        if (now.Ticks - last < Sweep.Ticks || Interlocked.CompareExchange(ref swept, now.Ticks, last) != last)
        {
            return;
        }

        ended.Forget(now);
        foreach (var (id, entry) in entries)
        {
            if (now >= entry.Begun + Session.Longest)
            {
                entries.TryRemove(id, out _);
            }
        }
    }

    private sealed class Entry(Session session)
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset Begun { get; } = session.Begun;

        /// <summary>Null where it is over.</summary>
        public Session? Session { get; set; } = session;
    }
}
