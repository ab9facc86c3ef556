using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>
/// In which places locks differ from one commit to another, in all pools that either has: one <c>git diff-tree</c>, which
/// reads a tree several times as fast as it can hand it over. It works ahead by as much as a pipe holds.
/// </summary>
/// <param name="raw">The repository.</param>
/// <param name="pairs">The commits, the second of each pair is the later one; null for nothing at all.</param>
/// <param name="patience">
/// For how long git may take for one pair: of a tree that names the same one again and again it would never tell, and fill the memory.
/// </param>
/// <param name="stop">Ends git, too.</param>
internal sealed class CommitDifferences(
    RawObjects raw, IReadOnlyList<(CommitId? Before, CommitId After)> pairs, TimeSpan patience, CancellationToken stop) : IDisposable
{
    // A branch on which git fails so often was not made by git; whatever is made to be slow is so for one pair after the other.
    private const int MostFailures = 3;

    private static readonly byte[][] StateDirectories = [.. LockState.All.Select(state => Encoding.UTF8.GetBytes($"/{state.Directory}/"))];

    private readonly Dictionary<string, Lock?> places = [];
    private ChildProcess? git;
    private CancellationTokenSource? end;
    private CancellationTokenRegistration kill;
    private GitAnswers answers = new(Stream.Null);
    private int place;
    private int failures;

    /// <summary>Compares the next pair.</summary>
    /// <returns>
    /// Where locks differ; null where git does not tell: a tree is none that it would write, or it takes too long. Of names that stand
    /// in a tree twice, which git never writes, either may be told.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public IReadOnlyList<LockDifference>? Next()
    {
        stop.ThrowIfCancellationRequested();
        var (_, after) = pairs[place++];
        if (failures == MostFailures)
        {
            return null;
        }

        git ??= Start(place - 1);
        end!.CancelAfter(patience);
        try
        {
            Expect(after.Value);
            var answer = Answer();
            end.CancelAfter(Timeout.InfiniteTimeSpan);
            return answer;
        }
        catch (IOException)
        {
            // The next one is asked of another.
            Dispose();
            stop.ThrowIfCancellationRequested();
            failures++;
            return null;
        }
    }

    public void Dispose()
    {
        // Waits for one that is being killed.
        kill.Dispose();
        end?.Dispose();
        git?.Dispose();
        (git, end) = (null, null);
    }

    private ChildProcess Start(int first)
    {
        var started = raw.Start(isAsked: true, "diff-tree", "--stdin", "-r", "--root", "--always", "--raw", "-z", "--no-renames", "--no-abbrev");
        answers = new GitAnswers(started.Stdout.BaseStream);
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        kill = end.Token.Register(started.Kill);
        // It waits for git most of the time.
        Task.Factory.StartNew(() => Ask(started.Stdin.BaseStream, first), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return started;
    }

    private void Ask(Stream stdin, int first)
    {
        try
        {
            using var questions = new StreamWriter(stdin, leaveOpen: true);
            // What follows an answer tells that it is whole; nothing follows the last one's own.
            foreach (var (before, after) in pairs.Skip(first).Append(pairs[^1]))
            {
                questions.Write(before is null ? $"{after}\n" : $"{after} {before}\n");
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Git has ended, as its answers do.
        }
    }

    private void Expect(string commit)
    {
        if (Encoding.UTF8.GetString(answers.Until(0)) != commit)
        {
            throw new EndOfStreamException();
        }
    }

    private List<LockDifference>? Answer()
    {
        var (found, told) = (new List<LockDifference>(), new HashSet<Lock>());
        while (answers.IsNext((byte)':'))
        {
            var (wasThere, isThere) = States(answers.Until(0));
            if (Place(answers.Until(0)) is { } where && (wasThere || isThere))
            {
                found.Add(new LockDifference(where, wasThere, isThere));
                told.Add(where);
            }
        }

        return told.Count == found.Count ? found : null;
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

    // The same places come again and again.
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
