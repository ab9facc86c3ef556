namespace PoolResource.Concourse;

/// <summary>A lock's name as a file holds it.</summary>
/// <param name="Name">The name that is meant.</param>
/// <param name="Exact">The name with the white space at its ends, if it is one: it is meant where there is such a lock.</param>
public sealed record WrittenName(LockName Name, LockName? Exact)
{
    // Windows PowerShell begins every file with it.
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>The text without a byte order mark, and without white space at its ends.</summary>
    public static string Meant(string text) => text.TrimStart(ByteOrderMark).Trim();

    /// <exception cref="PoolException">It is no lock's name.</exception>
    public static WrittenName Parse(string text, string parameter)
    {
        var line = text.EndsWith('\n') ? text[..^1] : text;
        line = line.EndsWith('\r') ? line[..^1] : line;
        var isName = LockName.TryParse(line, out var exact);
        if (isName && !LockName.TryParse(Meant(text), out _))
        {
            return new WrittenName(exact!, null);
        }

        var name = LockName.Parse(Meant(text), parameter);
        return new WrittenName(name, exact != name ? exact : null);
    }
}
