using System.Text.Json;

namespace PoolResource.Queue;

/// <summary>Who stands in a line, as the file behind a ticket says it (see <see cref="TicketOwner"/>): anybody may have written it.</summary>
public sealed record Waiter
{
    /// <summary>No such file has more bytes.</summary>
    public const int Longest = 4096;

    private readonly Dictionary<string, string> parts;

    private Waiter(Dictionary<string, string> parts) => this.parts = parts;

    /// <summary>The person; null for a build.</summary>
    public Person? Person => Person.In(Part("person")) is { } person ? person with { Account = Person.AccountIn(Part("account")) } : null;

    /// <summary><c>TEAM/PIPELINE/JOB</c> or the person's name; null where the file says neither.</summary>
    public string? Who => Person is { } person ? $"{person.Name} ({person.Place})"
        : Part("team") is { } team && Part("pipeline") is { } pipeline && Part("job") is { } job ? PipelineVars.In($"{team}/{pipeline}/{job}", Part("vars"))
        : null;

    /// <summary>The build's team; null where the file does not say so.</summary>
    public string? Team => Part("team");

    /// <summary>The build's pipeline.</summary>
    public string? Pipeline => Part("pipeline");

    /// <summary>The build's job.</summary>
    public string? Job => Part("job");

    /// <summary>Reads the file; null where it is none.</summary>
    public static Waiter? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var members = json.RootElement.EnumerateObject().ToList();
            return members.All(member => member.Value.ValueKind == JsonValueKind.String)
                ? new Waiter(members.DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value.GetString()!))
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // It is no JSON, no object, or holds half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The page of a build of this job; null where that is not known.</summary>
    /// <param name="id">BUILD_ID.</param>
    public string? PageOf(string? id) =>
        id is not null && Part("cluster") is { } cluster && $"{cluster}/builds/{id}" is var page && BuildPage.ClusterOf(page) is not null ? page : null;

    private string? Part(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } part ? part : null;
}
