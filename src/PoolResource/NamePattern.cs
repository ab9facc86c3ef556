namespace PoolResource;

/// <summary>A text, or many: <c>*</c> stands for any letters, or none.</summary>
internal static class NamePattern
{
    /// <summary>Whether a text is meant, letter by letter.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (at, next, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, resume) = (next++, at);
            }
            else if (next < pattern.Length && pattern[next] == text[at])
            {
                (next, at) = (next + 1, at + 1);
            }
            else if (star < 0)
            {
                return false;
            }
            else
            {
                // What the star stands for is one letter longer.
                (next, at) = (star + 1, ++resume);
            }
        }

        return pattern.AsSpan(next).Trim('*').IsEmpty;
    }
}
