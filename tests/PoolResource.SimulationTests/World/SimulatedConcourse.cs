namespace PoolResource.SimulationTests.World;

/// <summary>Concourse, as far as it is asked: which builds run, and how the others ended.</summary>
/// <param name="clock">The play's time.</param>
/// <param name="seed">Decides how it answers.</param>
internal sealed class SimulatedConcourse(Clock clock, int seed)
{
    private readonly Random random = new(seed);
    private readonly Dictionary<string, (string Status, TimeSpan At)> ended = [];

    /// <summary>What decides how it answers.</summary>
    public int Seed => seed;

    /// <summary>How many of a hundred questions it does not answer.</summary>
    public int Away { get; init; }

    /// <summary>How many of a hundred answers take up to a minute.</summary>
    public int Slow { get; init; }

    /// <summary>The builds that it shows to nobody who asks.</summary>
    public HashSet<string> Hidden { get; } = [];

    /// <summary>The builds that it forgets a minute after their end.</summary>
    public HashSet<string> Forgotten { get; } = [];

    /// <summary>Chooses builds that it does not show, and others that it forgets.</summary>
    public void Hide(IEnumerable<string> builds)
    {
        foreach (var build in builds)
        {
            switch (random.Next(12))
            {
                case 0:
                    Hidden.Add(build);
                    break;
                case 1:
                    Forgotten.Add(build);
                    break;
            }
        }
    }

    /// <summary>Notes the end of a build, once.</summary>
    /// <returns>Whether it was not over before.</returns>
    public bool End(string build, string status) => ended.TryAdd(build, (status, clock.Now));

    /// <summary>How a build ended, and when; null while it runs.</summary>
    public (string Status, TimeSpan At)? EndOf(string? build) => build is not null && ended.TryGetValue(build, out var end) ? end : null;

    /// <summary>Tells of claims how their builds are. What it tells was so in the middle of the time that it takes.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="time">The time of the process that asks.</param>
    /// <param name="told">Told what it answers at the moment at which it is so.</param>
    /// <param name="stop">Ends it.</param>
    public Task<IReadOnlyList<JudgedClaim>> JudgeAsync(IReadOnlyCollection<StandingClaim> claims, ProcessTime time, Action<IReadOnlyList<JudgedClaim>> told, CancellationToken stop) => AnswerAsync(
        isAway =>
        {
            IReadOnlyList<JudgedClaim> answer = [.. claims.Select(claim => new JudgedClaim(claim, Verdict(claim.Message.BuildId, isAway)))];
            told(answer);
            return answer;
        },
        time,
        stop);

    /// <summary>Tells how a build is.</summary>
    public Task<Verdict> JudgeAsync(string build, ProcessTime time, CancellationToken stop) => AnswerAsync(isAway => Verdict(build, isAway), time, stop);

    private async Task<T> AnswerAsync<T>(Func<bool, T> answer, ProcessTime time, CancellationToken stop)
    {
        time.Asking();
        try
        {
            var takes = random.Next(100) < Slow ? 30 * random.NextDouble() : 0.3 * random.NextDouble();
            var isAway = random.Next(100) < Away;
            await PauseAsync(takes, stop);
            var given = time.IsDead ? await new TaskCompletionSource<T>().Task : answer(isAway);
            await PauseAsync(takes, stop);
            return time.IsDead ? await new TaskCompletionSource<T>().Task : given;
        }
        finally
        {
            time.Answered();
        }
    }

    private Verdict Verdict(string? build, bool isAway) =>
        isAway ? new CannotTell("nobody answers at ci.example.com", IsAnswered: false)
        : build is null ? new CannotTell("its commit names no build", IsAnswered: true)
        : Hidden.Contains(build) ? new CannotTell("ci.example.com does not show it", IsAnswered: true)
        : EndOf(build) is not var (status, at) ? new Alive("started")
        : Forgotten.Contains(build) && clock.Now - at > TimeSpan.FromMinutes(1) ? new Gone()
        : new Over(status == "succeeded", status, Seconds(clock.UtcNow - (clock.Now - at)));

    // Concourse tells full seconds.
    private static DateTimeOffset Seconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private async Task PauseAsync(double seconds, CancellationToken stop)
    {
        var over = new TaskCompletionSource();
        using var stopping = stop.Register(() => over.TrySetCanceled(stop));
        clock.After(TimeSpan.FromSeconds(seconds), () => over.TrySetResult());
        await over.Task;
    }
}
