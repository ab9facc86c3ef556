using System.Collections.Concurrent;
using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.FaultTests.Builds;

/// <summary>The Concourse of the builds on a bench: it tells whoever asks how they are, and the bench how they were.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly ConcourseServer server = Open();
    private readonly ConcurrentDictionary<string, (string Status, DateTimeOffset At)> ends = new();

    /// <summary>Where its API answers.</summary>
    public string Url => server.Origin;

    /// <summary>Lets each answer take its time.</summary>
    /// <param name="random">Says how long, up to 0.4 s.</param>
    public void BeSlow(Random random) => server.Instead = async _ =>
    {
        TimeSpan pause;
        lock (random)
        {
            pause = TimeSpan.FromMilliseconds(random.Next(400));
        }

        await Task.Delay(pause, TimeProvider.System);
        return null;
    };

    /// <summary>An API that knows the same, and does something before it first answers.</summary>
    public ConcourseServer AnswerAfter(Func<Task> first)
    {
        var done = new Lazy<Task>(first);
        var api = Open(server.Builds);
        api.Instead = async _ =>
        {
            await done.Value;
            return null;
        };
        return api;
    }

    /// <summary>A build runs from now on; people and the builds of others are none of ours.</summary>
    public void Begin(BuildIdentity build)
    {
        if (IsOurs(build) && !ends.ContainsKey(build.Url))
        {
            server.Builds.TryAdd(IdOf(build), Known(build, "started"));
        }
    }

    /// <summary>A build is over, with a status, or as <c>gone</c>, unless it was over before.</summary>
    public void End(BuildIdentity build, string status)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (!IsOurs(build) || !ends.TryAdd(build.Url, (status, now)))
        {
            return;
        }

        if (status == "gone")
        {
            server.Builds.TryRemove(IdOf(build), out _);
        }
        else
        {
            server.Builds[IdOf(build)] = Known(build, status) with { EndTime = now.ToUnixTimeSeconds() };
        }
    }

    /// <summary>How and when a build ended; null while it runs, and for what is none of ours.</summary>
    /// <param name="page">Its page.</param>
    public (string Status, DateTimeOffset At)? EndOf(string? page) => page is not null && ends.TryGetValue(page, out var end) ? end : null;

    public void Dispose() => server.Dispose();

    // The pipeline is shown, whichever of its builds are gone.
    private static ConcourseServer Open(ConcurrentDictionary<long, ConcourseBuild>? builds = null)
    {
        var api = new ConcourseServer { ExternalUrl = BuildIdentity.Here, Builds = builds ?? [] };
        api.Pipelines["main/deploy"] = true;
        return api;
    }

    private static bool IsOurs(BuildIdentity build) => build is { Person: null, Cluster: BuildIdentity.Here };

    private static long IdOf(BuildIdentity build) => long.Parse(build.Id, CultureInfo.InvariantCulture);

    private static ConcourseBuild Known(BuildIdentity build, string status) => new(IdOf(build), build.Number.ToString(CultureInfo.InvariantCulture), status) { Vars = build.Vars };
}
