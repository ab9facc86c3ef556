using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>Reads what git tells with <c>--raw -z</c> of how a commit differs from another: where the locks do.</summary>
internal sealed class RawDifferences
{
    private static readonly byte[][] StateDirectories = [.. LockState.All.Select(state => Encoding.UTF8.GetBytes($"/{state.Directory}/"))];

    private readonly Dictionary<string, Lock?> places = [];

    /// <summary>The next commit's.</summary>
    /// <param name="answers">What git prints; where it ends, so does this.</param>
    /// <returns>Where locks differ; null where one is told of twice, in a tree that git would not write.</returns>
    /// <exception cref="EndOfStreamException">Git has ended in the middle.</exception>
    public IReadOnlyList<LockDifference>? Next(GitAnswers answers)
    {
        var found = new List<LockDifference>();
        while (answers.IsNext((byte)':'))
        {
            var (wasThere, isThere) = States(answers.Until(0));
            if (Place(answers.Until(0)) is { } where && (wasThere || isThere))
            {
                found.Add(new LockDifference(where, wasThere, isThere));
            }
        }

        return found.DistinctBy(one => one.Place, ReferenceEqualityComparer.Instance).Count() == found.Count ? found : null;
    }

    // :100644 100644 1f7a… e69d… M, where 000000 is nothing; no difference is one that is none of content.
    private static (bool WasThere, bool IsThere) States(ReadOnlySpan<byte> line)
    {
        const int Mode = 6;
        const int Id = 40;
        var ids = line[(1 + (2 * (Mode + 1)))..];
        return ids[..Id].SequenceEqual(ids.Slice(Id + 1, Id)) ? default : (IsFile(line.Slice(1, Mode)), IsFile(line.Slice(Mode + 2, Mode)));

        static bool IsFile(ReadOnlySpan<byte> mode) => TreeItem.IsContent(Convert.ToInt32(Encoding.ASCII.GetString(mode), 8));
    }

    // The same places come again and again, and each is one object.
    private Lock? Place(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(StateDirectories[0]) < 0 && bytes.IndexOf(StateDirectories[1]) < 0)
        {
            return null;
        }

        var path = Encoding.UTF8.GetString(bytes);
        if (places.TryGetValue(path, out var known))
        {
            return known;
        }

        var place = Encoding.UTF8.GetBytes(path).AsSpan().SequenceEqual(bytes) ? Parse(path) : null;
        places.Add(path, place);
        return place;
    }

    // Below a directory of locks no pool is looked for.
    private static Lock? Parse(string path)
    {
        var parts = path.Split('/');
        var state = Array.FindIndex(parts, part => LockState.All.Any(one => one.Directory == part));
        return state > 0 && state == parts.Length - 2
            && PoolName.TryParse(string.Join('/', parts[..state]), out var pool)
            && LockName.TryParse(parts[^1], out var name)
            ? new Lock(pool, LockState.All.First(one => one.Directory == parts[state]), name)
            : null;
    }
}
