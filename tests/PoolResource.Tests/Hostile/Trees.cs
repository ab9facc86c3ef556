using PoolResource.Tests.Objects;

namespace PoolResource.Tests.Hostile;

public sealed class Trees
{
    private static readonly string[] Modes =
    [
        "100644", "100755", "120000", "160000", "40000", "040000", "0100644", "100664", "100600", "100775", "100640", "100777", "40755", "120777", "160755", "0", "644", "777777", "10000000", "100648", "", "x",
    ];

    private static readonly string[] Pieces =
    [
        "a", "env-1", "\xe9", "\xff\xfe", "\xc3\xa9", "e\xcc\x81", "\xef\xbf\xbd", " ", "\n", "\t", "\e[2J", "/", "\\", ".", "..", ".git", ".GIT", ".gitkeep", ".gitmodules", "-", "'", "\"", "*", "~1", ":", "claimed",
        "unclaimed", "aws", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xf0\x9f\x94\x92", "\x01", "\x7f", new('n', 255), new('n', 5000),
    ];

    [Fact]
    public Task AreReadWhereGitReadsThem() => Generated.HoldAsync("HOSTILE_TREES", 20, 1, async random =>
    {
        using var story = new Story();
        var first = story.First();
        var odd = story.Host.Commit(Root(random, story), first, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nodd\n");
        if (random.Next(2) == 0)
        {
            story.Host.Commit(story.Plain("last"), odd, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nlast\n");
        }

        var isRead = RealGit.Try(["--git-dir", story.Host.Repository, "rev-list", "--objects", "main"], "").ExitCode == 0;
        var isPlain = isRead && IsPlain(story);
        var before = isRead ? story.Files() : [];
        await story.HoldAsync(isRead, async () => Assert.Contains(await story.CheckAsync(first), found => found == first));
        await story.HoldAsync(isRead, () => story.CheckAsync(first, ", \"trigger_on\": \"unclaimed\""));
        await story.HoldAsync(isRead, () => story.CheckAsync(null, ", \"trigger_on\": \"claimed\""));
        await story.HoldAsync(isRead, () => story.GetAsync(odd));
        await story.HoldAsync(isPlain, async () =>
        {
            await story.HoldTheLockAsync();
            Assert.True(!isPlain || before.SequenceEqual(story.Files()), $"{string.Join('\n', before)}\n->\n{string.Join('\n', story.Files())}");
        });
    });

    // Whether the pool's own names stand once, and for directories.
    private static bool IsPlain(Story story)
    {
        var names = story.Host.Git("ls-tree", "-r", "-t", "-z", "main").Split('\0').Select(line => line.Split('\t', 2)).Where(line => line.Length == 2).ToList();
        return new[] { "aws", "aws/claimed", "aws/unclaimed" }.All(path => names.Where(line => line[1] == path).ToList() is [var one] && one[0].StartsWith("040000", StringComparison.Ordinal));
    }

    private static string Root(Random random, Story story)
    {
        var host = story.Host;
        var place = random.Next(5);
        (string, string)[] At(int here) => here == place ? [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Entry(random, host))] : [];
        var claimed = host.Tree(Mixed(random, [("100644 .gitkeep", host.Blob("")), .. At(0)]));
        var unclaimed = host.Tree(Mixed(random, [("100644 .gitkeep", host.Blob("")), story.Free, .. At(1)]));
        var aws = host.Tree(Mixed(random, [("40000 claimed", claimed), ("40000 unclaimed", unclaimed), .. At(2)]));
        return host.Tree(Mixed(random, [("100644 README", host.Blob("")), ("40000 aws", aws), .. At(3), .. place == 4 ? [("40000 gcp", host.Aws(At(4), []))] : Array.Empty<(string, string)>()]));
    }

    private static (string, string) Entry(Random random, HostedBranch host)
    {
        var mode = Modes[random.Next(Modes.Length)];
        var isTree = random.Next(20) == 0 || mode.TrimStart('0').StartsWith("40", StringComparison.Ordinal);
        var id = random.Next(30) == 0 ? new string('1', 40)
            : isTree ? random.Next(2) == 0 ? host.Tree() : host.Tree(($"100644 {Name(random)}", host.Blob("below")))
            : host.Blob($"{random.Next(3)}");
        return ($"{mode} {Name(random)}", id);
    }

    private static string Name(Random random) => Generated.Text(random, 3, Pieces) is { Length: > 0 } name || random.Next(10) == 0 ? Generated.Text(random, 3, Pieces) : "a";

    private static (string, string)[] Mixed(Random random, (string, string)[] entries)
    {
        if (random.Next(3) == 0)
        {
            random.Shuffle(entries);
        }
        else
        {
            Array.Sort(entries, (one, other) => string.CompareOrdinal(Key(one.Item1), Key(other.Item1)));
        }

        return entries;

        static string Key(string entry) => entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..] + (entry.Contains("40000", StringComparison.Ordinal) ? "/" : "");
    }
}
