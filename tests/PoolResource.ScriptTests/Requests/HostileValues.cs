namespace PoolResource.ScriptTests.Requests;

/// <summary>Values that would lead out of the pool, or run something, if they were believed.</summary>
public sealed class HostileValues : ScriptTest
{
    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "source.branch", "--upload-pack=touch pwned" },
        { "source.branch", "a..b" },
        { "source.branch", "a b" },
        { "source.branch", "refs/heads/../x" },
        { "source.branch", "ma\nin" },
        { "source.pool", "../aws" },
        { "source.pool", "aws/../gcp" },
        { "source.pool", ".git" },
        { "source.pool", "aws/.git/hooks" },
        { "source.pool", "-aws" },
        { "source.uri", "ext::sh -c 'touch pwned'" },
        { "source.uri", "fd::7" },
        { "source.uri", "--upload-pack=touch pwned" },
        { "source.uri", "-u" },
        { "source.uri", "ftp://example.com/x" },
        { "source.uri", "sftp://example.com/x" },
        { "source.uri", "/tmp/x\n/y" },
        { "params.claim", "../gcp/unclaimed/env-1" },
        { "params.claim", ".." },
        { "params.claim", ".gitkeep" },
        { "params.claim", "a/b" },
        { "params.claim", "env\n-1" },
        { "params.claim", "env-1\u0000" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task AreRefusedByTheParametersName(string path, string value)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("gcp", unclaimed: ["env-1"]);
        var refs = Repository.Refs;

        var run = await Scripts.RunAsync("out", Aws.RequestWith(path, value, path == "params.claim" ? null : new { acquire = true }), Folder.Subfolder("inputs"));

        Assert.StartsWith($"error: {path}: ", run.Refusal, StringComparison.Ordinal);
        Assert.Equal(refs, Repository.Refs);
        Assert.False(File.Exists("/pwned"));
        Assert.Empty(Directory.EnumerateFiles(Folder.Path, "pwned", SearchOption.AllDirectories));
    }
}
