using System.Globalization;
using System.Text;

namespace PoolResource.Tests.History;

/// <summary>A small history with side branches and merges, in which locks of a pool come, go, change and are taken over.</summary>
internal sealed class RandomHistory
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];
    private static readonly string[] Places = ["aws/claimed", "aws/unclaimed", "gcp/claimed"];

    private readonly List<Made> commits = [];

    public RandomHistory(int seed, HostedBranch host)
    {
        var random = new Random(seed);
        for (var count = random.Next(1, 16); commits.Count < count;)
        {
            commits.Add(Next(random));
        }

        Import(host);
    }

    public Made Tip => commits[^1];

    /// <summary>Every ancestor of the tip, and the tip.</summary>
    public IReadOnlyCollection<Made> Ancestry => Ancestors(Tip);

    /// <summary>
    /// The slow and obvious way: follows one lock through the whole tree of one commit after the other, to the one in which
    /// it came, and behind a merge through all in which it stands; of several those that no other contains, each of which will do.
    /// </summary>
    public static IReadOnlyList<CommitId> Arrivals(Made from, string directory, string name) => Newest(Follow(from, $"{directory}/{name}", _ => false));

    /// <summary>The same, to the commit that says by whose claim a lock is held.</summary>
    public static IReadOnlyList<CommitId> Claims(Made from, string pool, string name) => Newest(Follow(
        from,
        $"{pool}/claimed/{name}",
        commit => commit.NamesClaim && ((pool == "aws" && commit.TakesOver == name) || commit.Parents.TrueForAll(
            parent => parent.Files.GetValueOrDefault($"{pool}/claimed/{name}") != commit.Files[$"{pool}/claimed/{name}"]))));

    private static IEnumerable<Made> Follow(Made commit, string path, Func<Made, bool> decides)
    {
        var before = commit.Parents.Where(parent => parent.Files.ContainsKey(path)).ToList();
        return decides(commit) || before.Count == 0 ? [commit] : before.SelectMany(parent => Follow(parent, path, decides));
    }

    private static List<CommitId> Newest(IEnumerable<Made> found)
    {
        var all = found.Distinct().ToList();
        return [.. all.Where(one => !all.Exists(other => other != one && Ancestors(other).Contains(one))).Select(one => one.Id!)];
    }

    private static HashSet<Made> Ancestors(Made commit)
    {
        var found = new HashSet<Made>();
        void Visit(Made one)
        {
            if (found.Add(one))
            {
                one.Parents.ForEach(Visit);
            }
        }

        Visit(commit);
        return found;
    }

    private Made Next(Random random)
    {
        if (commits.Count == 0)
        {
            return new Made([], Names.ToDictionary(name => $"{Places[random.Next(2)]}/{name}", _ => "0"), null, namesClaim: false);
        }

        var first = commits[^Math.Min(commits.Count, 1 + (random.Next(4) / 3))];
        if (random.Next(6) == 0)
        {
            return new Made([first], first.Files, Names[random.Next(Names.Length)], random.Next(3) > 0);
        }

        var second = random.Next(4) == 0 ? commits[random.Next(commits.Count)] : first;
        var files = new Dictionary<string, string>();
        foreach (var name in Names)
        {
            var side = random.Next(2) == 0 ? first : second;
            foreach (var (path, content) in side.Files.Where(file => file.Key.EndsWith($"/{name}", StringComparison.Ordinal)))
            {
                files.Add(path, content);
            }
        }

        for (var change = random.Next(3); change > 0; change--)
        {
            var name = Names[random.Next(Names.Length)];
            Array.ForEach(Places, place => files.Remove($"{place}/{name}"));
            if (random.Next(4) > 0)
            {
                files[$"{Places[random.Next(Places.Length)]}/{name}"] = $"{random.Next(2)}";
            }
        }

        return new Made(second == first ? [first] : [first, second], files, null, random.Next(2) > 0);
    }

    private void Import(HostedBranch host)
    {
        var stream = new StringBuilder();
        foreach (var (commit, n) in commits.Select((commit, n) => (commit, n)))
        {
            var message = $"a commit\n\n{(commit.TakesOver is { } name ? $"Pool: aws\nLock: {name}\n" : "")}{(commit.NamesClaim ? $"Claim-Id: {n}\n" : "")}";
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{n + 1}\ncommitter A <a@b> {1767225600 + n} +0000\ndata {message.Length}\n{message}\n");
            foreach (var (parent, place) in commit.Parents.Select((parent, place) => (parent, place)))
            {
                stream.Append(CultureInfo.InvariantCulture, $"{(place == 0 ? "from" : "merge")} :{commits.IndexOf(parent) + 1}\n");
            }

            stream.Append("deleteall\n");
            foreach (var (path, content) in commit.Files.Append(new("README", "")))
            {
                stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {content.Length}\n{content}\n");
            }
        }

        var marks = Path.Combine(host.Repository, "marks");
        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", host.Repository, "fast-import", "--quiet", "--force", $"--export-marks={marks}"], stream.ToString());
        Assert.True(exitCode == 0, stderr);
        foreach (var line in File.ReadLines(marks).Select(line => line.Split(' ')))
        {
            Assert.True(CommitId.TryParse(line[1], out var id));
            commits[int.Parse(line[0][1..], CultureInfo.InvariantCulture) - 1].Id = id;
        }
    }

    internal sealed class Made(List<Made> parents, Dictionary<string, string> files, string? takesOver, bool namesClaim)
    {
        public CommitId? Id { get; set; }

        public List<Made> Parents { get; } = parents;

        public Dictionary<string, string> Files { get; } = files;

        public string? TakesOver { get; } = takesOver;

        public bool NamesClaim { get; } = namesClaim;

        public IEnumerable<string> Standing(string directory) =>
            Files.Keys.Where(path => path.StartsWith($"{directory}/", StringComparison.Ordinal)).Select(path => path[(directory.Length + 1)..]);
    }
}
