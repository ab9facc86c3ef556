using PoolResource.Tests.Objects;

namespace PoolResource.Tests.Hostile;

public sealed class Commits
{
    private const int Odd = 5;

    private static readonly string[] Names =
    [
        "A Person", "", "\xe9\xff", "\xef\xbb\xbf", "<", ">", "\n", "\0", "A\r", "\t", " ", "\e[31m", "\xe2\x80\xae", "a@b", "<a@b>", "<a\nb>", " 1767225600 +0000", new('x', 100_000),
    ];

    private static readonly string[] Times =
    [
        "1767225600 +0000", "0 +0000", "-1 +0000", "253402300800 +0000", "99999999999999999999999 -0000", "-99999999999999 +0000", "18446744073709551615 +0000", "2147483648 +2400",
        "1767225600 +9999", "1767225600 -99999999", "1767225600", "", "yesterday", "0x10 +0000", "1e9 +0000", "\0", " \t1 1",
    ];

    private static readonly string[] Headers =
    [
        "encoding ISO-8859-1\n", "encoding no-such\n", "encoding UTF-7\n", "encoding \n", "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n", "gpgsig\n",
        "mergetag object 1111111111111111111111111111111111111111\n type commit\n tag v1\n \n text\n", " a continuation of nothing\n", "HG:extra branch:default\n", "\xff\xfe\n", "x\0y\n",
        "tree 1111111111111111111111111111111111111111\n", "parent 1111111111111111111111111111111111111111\n", "author B <b@c> 1 +0000\n", "committer B <b@c> 1 +0000\n", "\r\n", "\n",
        $"x-huge {new string('h', 200_000)}\n",
    ];

    private static readonly string[] Words =
    [
        "claiming: other", "unclaiming: other", "main/deploy/test build 42 claiming: the-lock", "ci: Move aws/claimed/other to aws/unclaimed/other", " build ", " build x", ": ", "\n", "\n\n", "\r\n", "\0",
        "\xe9", "\xf0\x9f\x94", "\e[2J", "Pool: aws\n", "Pool: ../x\n", "Pool:\n", "Lock: other\n", "Lock: \xff\n", "Claim-Id: 01890000-0000-7000-8000-000000000000\n", "Claim-Id:\n", "Build-Id: 1234\n", "Build-Id: -1\n",
        "Claimed-As: mine\n", "Continues: 1\n", "Continues: \0\n", "Claimed-In: gcp\n", "Reason: aborted\n", "Reason: \n", "Pipeline-Vars: {\"a\":\"\\ud800\"}\n", "Pipeline-Vars: [[[[\n", "Build URL: https://ci/\n",
        "Build URL: javascript:x\n", "Squashed commit of the following:\n", "* ", "-----BEGIN PGP SIGNATURE-----\n", "fixup! ", new('s', 5000),
    ];

    [Fact]
    public Task AreReadWhereGitReadsThem() => Generated.HoldAsync("HOSTILE_COMMITS", 40, Odd, async random =>
    {
        using var story = new Story();
        var first = story.First();
        List<string> all = [first];
        for (var n = 0; n < Odd; n++)
        {
            var content = ("100644 other", story.Host.Blob($"{n}"));
            var aws = story.Host.Aws(n % 2 == 0 ? [content] : [], n % 2 == 0 ? [story.Free] : [content, story.Free]);
            all.Add(story.Host.Write<LibGit2Sharp.Commit>(Text(random, Hex(random, story.Host.Tree(("40000 aws", aws))), all)));
            await File.WriteAllTextAsync(Path.Combine(story.Host.Repository, "refs/heads/main"), $"{all[^1]}\n");
        }

        if (random.Next(2) == 0)
        {
            all.Add(story.Host.Commit(story.Plain("last"), all[^1], $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nlast\n"));
        }

        var (exitCode, stdout, stderr) = RealGit.Try(["--git-dir", story.Host.Repository, "rev-list", $"{first}..main"], "");
        var isRead = exitCode == 0 && !stderr.Contains("error:", StringComparison.Ordinal);
        await story.HoldAsync(isRead, async () =>
        {
            var found = await story.CheckAsync(first);
            Assert.Equal(stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(first).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        });
        await story.HoldAsync(isRead, () => story.CheckAsync(first, ", \"trigger_on\": \"unclaimed\""));
        await story.HoldAsync(isRead, () => story.CheckAsync(null, ", \"trigger_on\": \"claimed\""));
        await story.HoldAsync(isRead, () => story.GetAsync(all[random.Next(1, all.Count)]));
        await story.HoldAsync(isRead, story.HoldTheLockAsync);
    });

    private static string Text(Random random, string tree, List<string> before)
    {
        List<string> parents = [.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(4) : 0).Select(_ => before[random.Next(before.Count)])];
        parents.Insert(random.Next(parents.Count + 1), before[^1]);
        var links = $"tree {tree}\n{string.Concat(parents.Select(parent => $"parent {Hex(random, parent)}\n"))}";
        List<string> lines = [.. new[] { "author", "committer" }.Where(_ => random.Next(10) > 0).Select(key => $"{key} {Who(random)}\n")];
        for (var more = random.Next(3) == 0 ? random.Next(4) : 0; more > 0; more--)
        {
            lines.Insert(random.Next(lines.Count + 1), Headers[random.Next(Headers.Length)]);
        }

        var rest = string.Concat(lines) + (random.Next(10) == 0 ? "" : "\n") + Message(random);
        return links + (random.Next(8) == 0 ? rest[..random.Next(Math.Min(rest.Length, 300) + 1)] : rest);
    }

    private static string Who(Random random) => random.Next(3) == 0 ? RawBranch.Person
        : random.Next(2) == 0 ? $"A <a@b> {Times[random.Next(Times.Length)]}"
        : $"{Generated.Text(random, 3, Names)} <{Generated.Text(random, 2, Names)}> {Times[random.Next(Times.Length)]}";

    private static string Message(Random random) => random.Next(60) == 0
        ? string.Concat(Enumerable.Repeat(Words[random.Next(Words.Length)], 100_000))[..100_000] + new string('m', 2_000_000)
        : Generated.Text(random, 12, Words) + (random.Next(2) == 0 ? "\n" : "");

    // Git reads ids in capitals, too.
    private static string Hex(Random random, string id) => random.Next(20) == 0 ? id.ToUpperInvariant() : id;
}
