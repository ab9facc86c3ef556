using System.Globalization;
using System.Text;

namespace PoolResource.Tests.HistoryOfLocks;

/// <summary>
/// A branch on which locks are taken, given back, moved and changed at random, by this resource, by others and by hand, and
/// into which lines are merged that began earlier.
/// </summary>
internal sealed class RandomBranch
{
    private static readonly string[] Pools = ["aws", "aws-lifecycle", "gcp", "cf/fresh"];
    private static readonly string[] Names = ["a", "b", "c"];

    private readonly Random random;
    private readonly List<Made> commits = [];
    private readonly List<Made> tips = [];
    private readonly Dictionary<string, string> claims = [];

    public RandomBranch(int seed, HostedBranch host)
    {
        random = new Random(seed);
        Add([], Names.ToDictionary(name => $"{Pools[random.Next(4)]}/{State()}/{name}", _ => "0"), "set up");
        tips.Add(commits[0]);
        for (var count = random.Next(1, 14); commits.Count <= count;)
        {
            tips.Add(random.Next(5) == 0 ? Merge(tips[^1]) : Next(tips[^1]));
        }

        Import(host);
    }

    /// <summary>What the branch pointed to, one after the other.</summary>
    public IEnumerable<CommitId> Tips => tips.Select(tip => tip.Id!);

    private Made Add(IReadOnlyList<Made> parents, Dictionary<string, string> files, string message)
    {
        var date = 1767225600 + (60 * commits.Count) + (random.Next(8) == 0 ? 61 * random.Next(-66, 67) : 0);
        commits.Add(new Made([.. parents], files, message, date));
        return commits[^1];
    }

    private string State() => random.Next(2) == 0 ? "claimed" : "unclaimed";

    private Made Merge(Made tip)
    {
        var side = random.Next(2) == 0 ? commits[random.Next(commits.Count)] : Next(commits[random.Next(commits.Count)]);
        var files = new Dictionary<string, string>();
        foreach (var name in Names.Append("README"))
        {
            foreach (var (path, content) in (random.Next(2) == 0 ? tip : side).Files.Where(file => Path.GetFileName(file.Key) == name))
            {
                files[path] = content;
            }
        }

        IReadOnlyList<Made> parents = side == tip ? [tip] : random.Next(2) == 0 ? [tip, side] : [side, tip];
        return random.Next(3) == 0 ? Add(parents, Shuffled(files), "Merge, and more") : Add(parents, files, "Merge branch 'main'");
    }

    private Made Next(Made on)
    {
        var (files, places) = (new Dictionary<string, string>(on.Files), on.Files.Keys.Where(path => path.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray());
        if (places.Length == 0 || random.Next(8) == 0)
        {
            var added = $"{Pools[random.Next(4)]}/{State()}/{Names[random.Next(3)]}";
            files[added] = "new";
            return Add([on], files, Message($"adding {added.Split('/')[^2]}: {Path.GetFileName(added)}", added, null, added));
        }

        var from = places[random.Next(places.Length)];
        var (pool, state, name) = (from[..from[..from.LastIndexOf('/')].LastIndexOf('/')], from.Split('/')[^2], Path.GetFileName(from));
        var other = state == "claimed" ? "unclaimed" : "claimed";
        switch (random.Next(9))
        {
            case 0:
                files["README"] = $"{random.Next()}";
                return Add([on], files, "about something else");
            case 1:
                files.Remove(from);
                return Add([on], files, Message($"removing: {name}", from, from, null));
            case 2:
                files[from] = $"{random.Next()}";
                return Add([on], files, Message($"updating: {name}", from, from, from));
            case 3:
                var to = $"{Pools[random.Next(4)]}/{State()}/{name}";
                return Moved($"moving: {name} to {to[..to.LastIndexOf('/')]}", to);
            case 4:
                return Moved($"recycling: {name}", $"{pool}-lifecycle/unclaimed/{name}");
            case 5:
                return Add([on], files, $"t/p/j build 1 continuing: {name}\n\nPool: {pool}\nLock: {name}\nClaim-Id: {Claim(name, isNew: true, out var earlier)}\nContinues: {earlier}");
            case 6:
                return Add([on], Shuffled(files), "all over the place");
            default:
                return Moved(state == "claimed" ? $"unclaiming: {name}" : $"claiming: {name}", $"{pool}/{other}/{name}");
        }

        Made Moved(string subject, string to)
        {
            files[to] = files[from];
            if (from != to)
            {
                files.Remove(from);
            }

            return Add([on], files, Message(subject, from, from, to));
        }
    }

    private Dictionary<string, string> Shuffled(Dictionary<string, string> files)
    {
        var shuffled = new Dictionary<string, string>();
        foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            shuffled[random.Next(2) == 0 || path == "README" ? path : $"{Pools[random.Next(4)]}/{State()}/{Path.GetFileName(path)}"] = content;
        }

        return shuffled;
    }

    private string Message(string subject, string of, string? from, string? to)
    {
        var (pool, n) = (of[..of[..of.LastIndexOf('/')].LastIndexOf('/')], random.Next(5));
        return random.Next(6) switch
        {
            0 => $"{subject}\n\nBuild URL: https://ci/builds/{n}",
            1 => $"tom: Move {from ?? "nowhere"} to {to ?? "nowhere"}",
            2 => "I did it",
            _ => $"t/p/j build {n} {subject}\n\nBuild URL: https://ci/builds/{n}\n\nPool: {pool}\n"
                + (random.Next(3) > 0 ? $"Claim-Id: {Claim(Path.GetFileName(of), subject.StartsWith("claiming", StringComparison.Ordinal), out _)}\n" : ""),
        };
    }

    // The id by which a lock of this name was claimed last, or a new one.
    private string Claim(string name, bool isNew, out string earlier)
    {
        earlier = random.Next(4) > 0 ? claims.GetValueOrDefault(name, "earlier") : "other";
        return isNew ? claims[name] = $"id-{commits.Count}" : earlier;
    }

    private void Import(HostedBranch host)
    {
        var stream = new StringBuilder();
        foreach (var (commit, n) in commits.Select((commit, n) => (commit, n)))
        {
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{n + 1}\ncommitter Jane <a@b> {commit.Date} +0000\ndata {commit.Message.Length}\n{commit.Message}\n");
            foreach (var (parent, place) in commit.Parents.Select((parent, place) => (parent, place)))
            {
                stream.Append(CultureInfo.InvariantCulture, $"{(place == 0 ? "from" : "merge")} :{commits.IndexOf(parent) + 1}\n");
            }

            stream.Append("deleteall\nM 100644 inline LICENSE\ndata 0\n\n");
            foreach (var (path, content) in commit.Files)
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

    private sealed class Made(List<Made> parents, Dictionary<string, string> files, string message, long date)
    {
        public CommitId? Id { get; set; }

        public List<Made> Parents { get; } = parents;

        public Dictionary<string, string> Files { get; } = files;

        public string Message { get; } = message;

        public long Date { get; } = date;
    }
}
