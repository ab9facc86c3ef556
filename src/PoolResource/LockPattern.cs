namespace PoolResource;

/// <summary>A lock's name, or many: <c>*</c> stands for any letters, or none.</summary>
/// <param name="Text">As it is written.</param>
public sealed record LockPattern(string Text)
{
    /// <summary>Whether a lock is meant, letter by letter.</summary>
    public bool Matches(LockName name)
    {
        var (text, at, next, star, resume) = (name.Value, 0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < Text.Length && Text[next] == '*')
            {
                (star, resume) = (next++, at);
            }
            else if (next < Text.Length && Text[next] == text[at])
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

        return Text.AsSpan(next).Trim('*').IsEmpty;
    }
}
