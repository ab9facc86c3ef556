using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoolResource.FaultTests.Builds;

/// <summary>A put as a pipeline writes it.</summary>
/// <param name="Operation">The param that names the operation, such as <c>acquire</c>.</param>
/// <param name="Pool">The pool of its resource.</param>
/// <param name="Value">What stands behind the operation's name.</param>
internal sealed record Put(string Operation, string Pool, JsonNode Value)
{
    private static readonly string[] Taking = ["acquire", "claim", "add_claimed"];
    private static readonly string[] GivingBack = ["release", "remove", "recycle", "restore", "move"];

    /// <summary>The name under which the build wants to hold the lock.</summary>
    public string? As { get; init; }

    /// <summary>The lock, when the put names one.</summary>
    public string? Lock { get; init; }

    /// <summary>The commit of the claim that the directory was got with; null when the put goes by the lock's name.</summary>
    public string? OfClaim { get; init; }

    /// <summary>The id of the claim that a person names, to change what somebody else holds.</summary>
    public string? NamedClaim { get; init; }

    /// <summary>The name under which the build holds the lock that the put is about.</summary>
    public string? OfAlias { get; init; }

    /// <summary>What the lock is to hold, of an update.</summary>
    public string? Content { get; init; }

    /// <summary>Whether it only waits for a lock to be free, or held.</summary>
    public bool IsWatch => Operation is "check" or "check_unclaimed";

    /// <summary>The directory of the lock it is about; null when it is about none.</summary>
    public string? Directory => (Value is JsonObject move ? move["lock"] : Value) is JsonValue text && text.TryGetValue<string>(out var name) ? name : null;

    /// <summary>Whether it gives a lock back, or sends it elsewhere.</summary>
    public bool GivesBack => GivingBack.Contains(Operation, StringComparer.Ordinal);

    /// <summary>How long it may wait; null for as long as it takes.</summary>
    public string? Timeout { get; init; } = "1500ms";

    /// <summary>How much earlier than others it is served, of a put that takes a lock.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it stands in a line where it has to wait.</summary>
    public bool StandsInLine { get; init; } = true;

    /// <summary>Whether a lock that somebody else holds by now is no failure.</summary>
    public bool WarnsWhenLost { get; init; }

    /// <summary>How long the lock is leased, of a put that takes one or renews that; null for no lease.</summary>
    public string? Lease { get; init; }

    /// <summary>Which claims a janitor is to reap; null for what is none.</summary>
    public ReapPlan? Reap { get; init; }

    /// <summary>Whether the build holds a lock by it.</summary>
    public bool Takes => Taking.Contains(Operation, StringComparer.Ordinal);

    /// <summary>What Concourse writes to the stdin of <c>out</c>.</summary>
    /// <param name="uri">Where the repository is.</param>
    public string Request(string uri)
    {
        var parameters = new JsonObject { [Operation] = Value.DeepClone() };
        if (As is not null)
        {
            parameters["as"] = As;
        }

        if (WarnsWhenLost)
        {
            parameters["on_lost"] = "warn";
        }

        if (Timeout is not null)
        {
            parameters["timeout"] = Timeout;
        }

        if (Lease is not null)
        {
            parameters["lease"] = Lease;
        }

        if (Priority != 0)
        {
            parameters["priority"] = Priority;
        }

        var source = new JsonObject { ["uri"] = uri, ["branch"] = "main", ["pool"] = Pool, ["retry_delay"] = "300ms", ["queue"] = StandsInLine };
        if (Reap is not null)
        {
            source["concourse"] = new JsonObject { ["url"] = Reap.Concourse };
        }

        return new JsonObject { ["source"] = source, ["params"] = parameters }.ToJsonString();
    }

    /// <summary>The same as the words of <c>pool</c>.</summary>
    /// <param name="uri">Where the repository is.</param>
    /// <param name="person">Who types them.</param>
    public IEnumerable<string> Words(string uri, string person)
    {
        IEnumerable<string> words = [Operation, Operation == "acquire" ? Pool : $"{Pool}/{Lock}", "--uri", uri, "--branch", "main", "--as", person, "--json", "--reason", "a play"];
        if (NamedClaim is not null)
        {
            words = words.Append("--claim").Append(NamedClaim);
        }

        if (Priority != 0)
        {
            words = words.Append("--priority").Append(Priority.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (Lease is not null)
        {
            words = words.Append("--lease").Append(Lease);
        }

        return Takes && Timeout is not null ? words.Append("--timeout").Append(Timeout) : words;
    }

    public static Put Acquire(string pool) => new("acquire", pool, true);

    public static Put Claim(string pool, string name) => new("claim", pool, name) { Lock = name };

    public static Put Reaping(string pool, ReapPlan plan) => new("reap", pool, plan.Value()) { Reap = plan, Timeout = null };

    /// <summary>A put of a lock the build holds, by the directory it was got into.</summary>
    public static Put Of(string operation, string pool, JsonNode value, Answer claim) =>
        new(operation, pool, value) { Lock = claim.Lock, OfClaim = claim.Ref };

    /// <summary>A put of whatever the build holds under a name.</summary>
    public static Put OfNamed(string operation, string pool, string alias) =>
        new(operation, pool, new JsonObject { ["as"] = alias }) { OfAlias = alias };

    /// <summary>Sends whatever the build holds under a name to another pool, where it is free.</summary>
    public static Put MoveOfNamed(string pool, string alias, string to) =>
        new("move", pool, new JsonObject { ["lock"] = new JsonObject { ["as"] = alias }, ["to"] = to }) { OfAlias = alias };

    public override string ToString() =>
        $"{Operation} {Value.ToJsonString()} in {Pool}{(As is null ? "" : $" as {As}")}{(OfClaim is null ? "" : $" of {OfClaim[..8]}")}";
}

/// <summary>What a put has answered about the lock it took.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Ref">The commit.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Pool">Its pool.</param>
internal sealed record Answer(JsonElement Version, string Ref, string Lock, string Pool);
