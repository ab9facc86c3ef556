using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// The trailers of a message: the lines of its last paragraph, unless that is the subject's. What stands before is prose,
/// be it another commit's trailers that are quoted there. What hosts and people put behind (who took part, below a rule of
/// dashes) is left out where it stands in paragraphs of its own.
/// </summary>
internal sealed partial class Trailers
{
    private readonly ArraySegment<string> lines;

    private Trailers(ArraySegment<string> lines) => this.lines = lines;

    /// <summary>Reads a message.</summary>
    /// <param name="message">Its lines.</param>
    public static Trailers Of(string[] message)
    {
        var subject = Array.FindIndex(message, line => !IsBlank(line));
        for (var end = message.Length; ;)
        {
            while (end > 0 && IsBlank(message[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && !IsBlank(message[start - 1]))
            {
                start--;
            }

            var paragraph = new ArraySegment<string>(message, start, end - start);
            if (start <= subject || end == 0)
            {
                return new Trailers(ArraySegment<string>.Empty);
            }

            if (!paragraph.All(line => IsBehind().IsMatch(line)))
            {
                return new Trailers(paragraph);
            }

            end = start;
        }
    }

    /// <summary>How often a key is there.</summary>
    public int Count(string key) => lines.Count(line => line.StartsWith(key, StringComparison.Ordinal));

    /// <summary>What the last one of a key says, as one line; null when there is none, or nothing in it.</summary>
    public string? ValueOf(string key) => CommitMessage.ValueOf(lines, key);

    /// <summary>A name, such as that of a pool, letter by letter as it is in the branch.</summary>
    public string? NameOf(string key)
    {
        for (var n = lines.Count - 1; n >= 0; n--)
        {
            if (lines[n].StartsWith(key, StringComparison.Ordinal) && lines[n].AsSpan(key.Length) is [' ', .. var name])
            {
                return name.TrimEnd('\r').ToString();
            }
        }

        return null;
    }

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    [GeneratedRegex("^(-{3,}|(co-authored|signed-off)-by: .*)\r?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex IsBehind();
}
