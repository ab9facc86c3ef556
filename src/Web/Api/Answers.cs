using System.Text.Json.Serialization;
using PoolResource.Reports;

namespace PoolResource.Web.Api;

/// <summary>Every pool that may be seen.</summary>
/// <param name="Ref">The commit of which this is told; null where the repository has no such branch yet.</param>
/// <param name="AsOf">While the git host is away, since when this may be old; null while it answers.</param>
/// <param name="Outage">What is wrong with the git host; null while it answers as it should.</param>
/// <param name="Pools">The pools, in path order.</param>
internal sealed record PoolsAnswer(string? Ref, DateTimeOffset? AsOf, string? Outage, IReadOnlyList<PoolDocument> Pools);

/// <summary>One pool.</summary>
internal sealed record PoolAnswer(string? Ref, DateTimeOffset? AsOf, string? Outage, PoolDocument Pool);

/// <summary>Those who wait for a pool's locks, in the order in which they are served.</summary>
internal sealed record QueueAnswer(string? Ref, DateTimeOffset? AsOf, string? Outage, string Pool, IReadOnlyList<WaitingDocument> Line);

/// <summary>One lock: its state, which is null where it is gone, and its holds, the newest last.</summary>
internal sealed record LockAnswer(string? Ref, DateTimeOffset? AsOf, string? Outage, string Pool, string Name, LockDocument? Lock, IReadOnlyList<TenureDocument> Tenures);

/// <summary>What the builds of a pipeline hold, held (the newest last) and wait for.</summary>
internal sealed record BuildsAnswer(
    string? Ref, DateTimeOffset? AsOf, string? Outage, string Team, string Pipeline, string? Job, string? Build,
    IReadOnlyList<HoldDocument> Holds, IReadOnlyList<HoldDocument> Held, IReadOnlyList<WaitDocument> Waits);

/// <summary>A hold of a lock.</summary>
internal sealed record HoldDocument(string Pool, string Lock, TenureDocument Tenure);

/// <summary>A place in a pool's line.</summary>
internal sealed record WaitDocument(string Pool, WaitingDocument Waiting);

/// <summary>What happened, the newest last.</summary>
/// <param name="Ref">The commit up to which is told.</param>
/// <param name="AsOf">While the git host is away, since when this may be old; null while it answers.</param>
/// <param name="Outage">What is wrong with the git host; null while it answers as it should.</param>
/// <param name="Rewritten">Where the branch was rewritten: the last commit of what it had been.</param>
/// <param name="Events">What happened.</param>
/// <param name="More">Whether there is more already.</param>
/// <param name="Next">The path to ask for to go on from here.</param>
internal sealed record EventsAnswer(string? Ref, DateTimeOffset? AsOf, string? Outage, string? Rewritten, IReadOnlyList<EventDocument> Events, bool More, string Next);

/// <summary>How the locks were used in a period.</summary>
internal sealed record StatsAnswer(
    string? Ref, DateTimeOffset? AsOf, string? Outage, DateTimeOffset From, DateTimeOffset Until, string By, FiguresDocument Total, IReadOnlyList<GroupDocument> Groups);

/// <summary>Why there is no other answer.</summary>
/// <param name="Error">One sentence.</param>
internal sealed record ErrorAnswer(string Error);

/// <summary>How they are written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PoolsAnswer))]
[JsonSerializable(typeof(PoolAnswer))]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(LockAnswer))]
[JsonSerializable(typeof(BuildsAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
