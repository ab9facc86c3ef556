using System.Globalization;
using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>
/// The bytes of a commit, which carries a signature where it is to be signed. Libgit2 would put it together only on top of a
/// commit that it can read itself.
/// </summary>
internal static class SignedCommit
{
    /// <param name="tree">The id of its tree.</param>
    /// <param name="parents">The ids of its parents.</param>
    /// <param name="author">Who commits, and how it is signed, if at all.</param>
    /// <param name="message">What it says.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Ends the signing.</param>
    public static byte[] Bytes(string tree, IEnumerable<string> parents, Author author, string message, DateTimeOffset now, CancellationToken stop)
    {
        var headers = new StringBuilder($"tree {tree}\n");
        foreach (var parent in parents)
        {
            headers.Append(CultureInfo.InvariantCulture, $"parent {parent}\n");
        }

        headers.Append(Line("author", author, now)).Append(Line("committer", author.Committer ?? author, now));
        if (author.Sign is null)
        {
            return Encoding.UTF8.GetBytes($"{headers}\n{message}");
        }

        // What is signed is the commit without the signature, which then goes behind the other headers, indented.
        var signature = author.Sign($"{headers}\n{message}", stop).Trim().Replace("\n", "\n ", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"{headers}gpgsig {signature}\n\n{message}");
    }

    private static string Line(string role, Author author, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{role} {author.Name} <{author.Email}> {now.ToUnixTimeSeconds()} {now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}\n");
}
