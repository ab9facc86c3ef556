using System.Buffers;
using System.Text.Json;

namespace PoolResource.Queue;

/// <summary>
/// Whose ticket it is, in the file that its ref points to: the same bytes for every build of a job, so that what is left
/// behind on the host does not grow with the builds.
/// </summary>
public static class TicketOwner
{
    /// <summary>Writes it: an object with <c>cluster</c>, <c>team</c>, <c>pipeline</c>, <c>vars</c> and <c>job</c>, each a string or left out, or with <c>person</c> and, of one who has logged in, <c>account</c>.</summary>
    public static ReadOnlyMemory<byte> Write(Actor actor)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (key, value) in Parts(actor))
            {
                if (value is not null)
                {
                    json.WriteString(key, value);
                }
            }

            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static IEnumerable<(string Key, string? Value)> Parts(Actor actor) => actor is Build build
        ? [("cluster", build.Cluster), ("team", build.Team), ("pipeline", build.Pipeline), ("vars", build.Vars), ("job", build.Job)]
        : [("person", actor.ToString()), ("account", (actor as Person)?.Account)];
}
