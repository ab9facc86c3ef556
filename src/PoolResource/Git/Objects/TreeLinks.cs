namespace PoolResource.Git.Objects;

/// <summary>Follows the symbolic links of a tree as a checkout's would be followed, but never out of it.</summary>
/// <param name="find">What stands at a path of the tree.</param>
/// <param name="text">The text of a file of at most so many bytes.</param>
internal sealed class TreeLinks(Func<string, Standing?> find, Func<string, int, string?> text)
{
    /// <summary>Linux's own bound on a chain of symbolic links.</summary>
    public const int MostLinks = 40;

    // Linux's own bound on a path.
    private const int LongestPath = 4096;

    /// <summary>The id of the file that a path leads to; null when it leads nowhere, out of the tree, or round in a circle.</summary>
    public string? Follow(string path)
    {
        var (resolved, links) = (new List<string>(), 0);
        var open = new Stack<string>(Segments(path));
        Standing? here = null;
        while (open.TryPop(out var segment))
        {
            if (segment != "..")
            {
                resolved.Add(segment);
            }
            else if (resolved.Count == 0)
            {
                return null;
            }
            else
            {
                resolved.RemoveAt(resolved.Count - 1);
            }

            here = resolved.Count == 0 ? null : find(string.Join('/', resolved));
            if (here is { IsLink: true })
            {
                if (++links > MostLinks || Target(here.Id) is not { } target)
                {
                    return null;
                }

                resolved.RemoveAt(resolved.Count - 1);
                foreach (var one in Segments(target))
                {
                    open.Push(one);
                }
            }
            else if (open.Count > 0 && resolved.Count > 0 && here is not { IsTree: true })
            {
                return null;
            }
        }

        return here is { IsFile: true, IsLink: false } ? here.Id : null;
    }

    private string? Target(string id) =>
        text(id, LongestPath) is { Length: > 0 } target && !target.StartsWith('/') && !target.Contains('\0', StringComparison.Ordinal) ? target : null;

    // The last first, as a stack takes them.
    private static IEnumerable<string> Segments(string path) => path.Split('/').Where(segment => segment is not ("" or ".")).Reverse();
}
