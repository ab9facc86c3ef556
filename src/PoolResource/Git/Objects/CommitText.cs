using System.Globalization;
using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>
/// A commit in git's own format, read leniently: its tree and its parents count; who made it and when is decoration.
/// </summary>
/// <param name="Tree">The id of its tree.</param>
/// <param name="Parents">The ids of its parents.</param>
/// <param name="Committer">The committer's name.</param>
/// <param name="When">When it was committed.</param>
/// <param name="Message">What it says.</param>
internal sealed record CommitText(string Tree, IReadOnlyList<string> Parents, string Committer, DateTimeOffset When, string Message)
{
    /// <summary>The committer's e-mail.</summary>
    public string CommitterEmail { get; init; } = "";

    /// <summary>What it says of who made it and when.</summary>
    public CommitFacts Facts => FactsOf(Message, Committer, CommitterEmail, When);

    /// <summary>The same of a commit of which these are told.</summary>
    public static CommitFacts FactsOf(string message, string committer, string mail, DateTimeOffset when) => new(message, Quoted.Line(committer), when) { CommitterEmail = mail };

    public static CommitText Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = (end < 0 ? text : text[..end]).Split('\n');

        // For git a line that breaks off at the end names no parent.
        var whole = end < 0 ? headers.SkipLast(1) : headers;
        var committer = ValuesOf("committer").LastOrDefault("");
        var mail = committer.IndexOf('<', StringComparison.Ordinal) is >= 0 and var at ? at : committer.Length;
        return new CommitText(
            ValuesOf("tree").FirstOrDefault("").ToLowerInvariant(),
            [.. whole.Skip(1).TakeWhile(line => line.StartsWith("parent ", StringComparison.Ordinal)).Select(line => line["parent ".Length..].ToLowerInvariant())],
            committer[..mail].Trim(),
            new[] { committer, ValuesOf("author").LastOrDefault("") }.Select(WhenOf).FirstOrDefault(when => when is not null) ?? DateTimeOffset.UnixEpoch,
            end < 0 ? "" : text[(end + 2)..])
        {
            CommitterEmail = committer[mail..].TrimStart('<').Split('>')[0],
        };

        // What follows a broken line belongs to it.
        IEnumerable<string> ValuesOf(string key)
        {
            for (var n = 0; n < headers.Length; n++)
            {
                if (headers[n].StartsWith($"{key} ", StringComparison.Ordinal))
                {
                    var value = headers[n][(key.Length + 1)..];
                    yield return key is "author" or "committer" && !value.Contains('>', StringComparison.Ordinal) && n + 1 < headers.Length
                        ? $"{value} {headers[n + 1]}"
                        : value;
                }
            }
        }
    }

    /// <summary>A time of a commit, as near as .NET can hold it.</summary>
    public static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static DateTimeOffset? WhenOf(string who)
    {
        foreach (var word in who[(who.LastIndexOf('>') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(1))
        {
            if (Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            {
                return At((long)Int128.Clamp(seconds, long.MinValue, long.MaxValue));
            }
        }

        return null;
    }
}
