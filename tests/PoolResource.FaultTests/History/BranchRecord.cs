using System.Globalization;
using PoolResource.Testing;

namespace PoolResource.FaultTests.History;

/// <summary>What the git server knows of a branch: its commits since the first build, and every move of its ref.</summary>
/// <param name="Commits">Oldest first; the first is the one before the first build.</param>
/// <param name="Swaps">Each move of the ref since then, as OLD NEW.</param>
/// <param name="FilesAtStart">Every lock's file with its mode and blob, in the first commit.</param>
/// <param name="FilesAtTip">The same, in the last.</param>
internal sealed record BranchRecord(
    IReadOnlyList<Commit> Commits,
    IReadOnlyList<string> Swaps,
    IReadOnlyDictionary<string, string> FilesAtStart,
    IReadOnlyDictionary<string, string> FilesAtTip)
{
    private readonly Dictionary<string, Commit> byId = Commits.ToDictionary(commit => commit.Id);

    /// <summary>The commit with an id; null when it is not in the branch.</summary>
    public Commit? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether an operator has thrown away the history after one commit and not after another.</summary>
    public bool IsRewritten(int after, int until) =>
        Commits.Any(commit => commit.IsRewrite && commit.Number > after && commit.Number <= until);

    /// <summary>Reads what the server has noted, commit by commit: an operator may have thrown away what was before.</summary>
    /// <param name="repository">The server's repository.</param>
    /// <param name="start">The commit before the first build.</param>
    /// <param name="rewrites">The commits by which an operator has thrown away the history.</param>
    public static BranchRecord Read(LockRepository repository, string start, IReadOnlyCollection<string>? rewrites = null)
    {
        List<string> swaps =
        [
            .. File.ReadAllLines(Path.Combine(repository.Path, "logs", "refs", "heads", repository.Branch))
                .Select(line => string.Join(' ', line.Split(' ').Take(2)))
                .SkipWhile(swap => !swap.StartsWith(start, StringComparison.Ordinal)),
        ];
        List<string> later = [.. swaps.Select(swap => swap.Split(' ')[1]).Distinct().Where(id => id != start)];
        var log = later.Count == 0 ? "" : repository.Git(
            ["log", "--no-walk=unsorted", "--raw", "--no-abbrev", "--no-renames", "--format=%x01%H%x02%P%x02%B%x02%ct%x02", .. later]);
        var commits = log.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select((text, index) => Parse(text, index + 1))
            .Select(commit => rewrites?.Contains(commit.Id) == true ? commit with { IsRewrite = true, Changes = [] } : commit);
        return new BranchRecord(
            [new Commit(0, start, [], "set up", []), .. commits],
            swaps,
            Files(repository, start),
            Files(repository, $"refs/heads/{repository.Branch}"));
    }

    private static Commit Parse(string text, int number)
    {
        var parts = text.Split('\u0002');
        return new Commit(
            number,
            parts[0],
            parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            parts[2],
            [.. parts[4].Split('\n').Where(line => line.StartsWith(':')).Select(ParseChange).Where(change => IsLock(change.Path))])
        {
            Time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)),
        };
    }

    // :MODE MODE BLOB BLOB STATUS<tab>PATH
    private static FileChange ParseChange(string line)
    {
        var (words, path) = (line[1..line.IndexOf('\t', StringComparison.Ordinal)].Split(' '), line.Split('\t')[1]);
        return new FileChange(words[4][0], path, $"{words[0]} {words[2]}", $"{words[1]} {words[3]}");
    }

    // MODE blob ID<tab>PATH
    private static Dictionary<string, string> Files(LockRepository repository, string commit) =>
        repository.Git("ls-tree", "-r", commit).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(parts => IsLock(parts[1]))
            .ToDictionary(parts => parts[1], parts => $"{parts[0].Split(' ')[0]} {parts[0].Split(' ')[2]}");

    private static bool IsLock(string path) => Path.GetFileName(path)[0] != '.';
}
