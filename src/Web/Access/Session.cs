using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Web.Access.Providers;

namespace PoolResource.Web.Access;

/// <summary>What is kept, in the encrypted cookie alone, of somebody who logged in.</summary>
/// <param name="Id">The login itself, by a random name.</param>
/// <param name="Provider">Where.</param>
/// <param name="Who">Who it is there.</param>
/// <param name="Begun">When they logged in.</param>
/// <param name="Answered">When the provider last told who it is.</param>
/// <param name="Due">When it is asked again.</param>
/// <param name="Groups">When it last said so of each group they are in.</param>
/// <param name="Tokens">What to ask it with.</param>
internal sealed record Session(
    string Id, string Provider, Profile Who, DateTimeOffset Begun, DateTimeOffset Answered, DateTimeOffset Due, IReadOnlyDictionary<string, DateTimeOffset> Groups, ProviderTokens Tokens)
{
    /// <summary>So long a login lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>So long after an answer the provider is asked again.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(15);

    /// <summary>So long what it said last counts, where it cannot be asked.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    // Neither it nor those who wait for a page are to be kept busy by a provider that is away.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The provider and the id there.</summary>
    public string Account => $"{Provider}:{Who.Id}";

    /// <summary>A login that begins now.</summary>
    public static Session Begin(string provider, Answer.Told told, DateTimeOffset now) =>
        new Session(Guid.NewGuid().ToString("N"), provider, told.Who, now, now, now, new Dictionary<string, DateTimeOffset>(), told.Tokens).After(told, now)!;

    /// <summary>Reads it; null where it is none.</summary>
    public static Session? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, SessionJson.Default.Session);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public string Write() => JsonSerializer.Serialize(this, SessionJson.Default.Session);

    /// <summary>Whether it still counts at a time.</summary>
    public bool Stands(DateTimeOffset now) => now < Begun + Longest && now < Answered + Grace;

    /// <summary>The groups that count at a time.</summary>
    public IEnumerable<string> GroupsAt(DateTimeOffset now) => Groups.Where(group => now < group.Value + Grace).Select(group => group.Key);

    /// <summary>What it is after an answer; null where it is over.</summary>
    public Session? After(Answer answer, DateTimeOffset now) => answer switch
    {
        Answer.Told told when told.Who.Id == Who.Id => this with
        {
            Who = told.Who,
            Answered = now,
            Due = now + (told.Unasked.Count == 0 ? Round : Pause),
            Groups = told.Groups.Select(group => KeyValuePair.Create(group, now)).Concat(Groups.Where(group => told.Unasked.Contains(group.Key))).ToDictionary(),
            Tokens = told.Tokens,
        },
        Answer.Away away => this with { Due = now + Pause, Tokens = away.Tokens ?? Tokens },
        _ => null,
    };

    public override string ToString() => Account;
}

/// <summary>How it is written, generated at compile time.</summary>
[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
