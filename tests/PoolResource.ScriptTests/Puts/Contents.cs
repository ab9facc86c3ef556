using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class Contents : ScriptTest
{
    public static TheoryData<string> Kinds { get; } = ["binary", "CRLF", "empty", "no newline at the end", "conflict"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task OfEveryKindTravelUnchanged(string kind)
    {
        var content = Content(kind);
        Repository.Commit("set up", Change.Put(".gitattributes", "* text=auto eol=lf\n"));
        Aws.Source["git_config"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["name"] = "core.autocrlf", ["value"] = true });
        Aws.Artifact("new", "env-1", content);

        await Aws.PutAsync(new { add = "new" });
        var claim = await Aws.PutAsync(new { acquire = true });
        await Aws.GetAsync(claim.Ref);
        await Aws.PutAsync(new { release = "lock" });

        Assert.Equal(content, Repository.Read("aws/unclaimed/env-1"));
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(Aws.Inputs, "lock", "metadata"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OfOtherFilesOfTheBranchStayAsTheyAre()
    {
        Repository.Commit(
            "set up",
            Change.Put("README.md", "read me\n"),
            Change.Put("tool.sh", "#!/bin/sh\n", mode: "100755"),
            Change.Put("link", "README.md", mode: "120000"),
            Change.Put("aws/README", "about aws"),
            Change.Put("aws/unclaimed/env-1", "run me", mode: "100755"));

        await Aws.PutAsync(new { acquire = true });

        Assert.Equal(["100644", "100755", "120000"], new[] { "README.md", "tool.sh", "link" }.Select(Repository.Mode));
        Assert.Equal("100755", Repository.Mode("aws/claimed/env-1"));
        Assert.Equal("about aws"u8, Repository.Read("aws/README"));
        Assert.Equal("", Repository.Git("fsck", "--strict"));
    }

    [Fact]
    public async Task OfTenThousandLocksAreNoBurden()
    {
        Repository.CommitPool(
            "aws",
            unclaimed: Enumerable.Range(0, 5_000).Select(n => $"free-{n:D4}"),
            claimed: Enumerable.Range(0, 5_000).Select(n => $"held-{n:D4}"));

        var acquire = await Aws.PutAsync(new { acquire = true });
        var get = await Aws.GetAsync(acquire.Ref);
        var release = await Aws.PutAsync(new { release = "lock" });
        var check = await Aws.CheckAsync(acquire.Ref);
        var missing = await Aws.PutAsync(new { claim = "nowhere" });

        Assert.Equal(acquire.LockName, get.LockName);
        Assert.Equal([acquire.Ref, release.Ref], check.Refs);
        Assert.Equal(10_002, Repository.Files.Count);
        Assert.True(missing.Refusal.Length < 1_000);
    }

    private static byte[] Content(string kind)
    {
        switch (kind)
        {
            case "binary":
                var bytes = new byte[1 << 20];
                new Random(1).NextBytes(bytes);
                return bytes;
            case "CRLF":
                return "a\r\nb\r\n\r\nc\n"u8.ToArray();
            case "no newline at the end":
                return "text"u8.ToArray();
            case "conflict":
                return "<<<<<<< ours\n=======\n>>>>>>> theirs\n"u8.ToArray();
            default:
                return [];
        }
    }
}
