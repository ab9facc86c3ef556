using System.Globalization;
using System.Text;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.Testing;

namespace PoolResource.Tests.Properties;

/// <summary>A story's branch in a bare repository; every file holds its own path.</summary>
internal sealed class BareBranch : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly CommitGraph graph;

    public BareBranch(Story story)
    {
        BareRepository.Create(Directory);
        var stream = new StringBuilder("commit refs/pool/tip\ncommitter A <a@b> 1767225600 +0000\ndata 5\nfirst\n");
        foreach (var (path, mode) in story.Files)
        {
            stream.Append(CultureInfo.InvariantCulture, $"M {mode} inline {path}\ndata {Encoding.UTF8.GetByteCount(path)}\n{path}\n");
        }

        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", Directory, "fast-import", "--quiet"], stream.ToString());
        Assert.True(exitCode == 0, stderr);
        graph = new CommitGraph(new GitObjects(Directory));
    }

    public GitObjects Objects => graph.Objects;

    public Pools Pools(CommitId? commit) => graph.Pools(commit);

    private string Directory => folder["repository.git"];

    public string Git(params string[] arguments) => RealGit.Run(["--git-dir", Directory, .. arguments]);

    /// <summary>What git lists of a commit: mode and object id of every path.</summary>
    public SortedDictionary<string, (string Mode, string Id)> Tree(CommitId commit) => new(
        Git("ls-tree", "-r", "-z", $"{commit}").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[1], line => (line[0].Split(' ')[0], line[0].Split(' ')[2])),
        StringComparer.Ordinal);

    public void Dispose()
    {
        Objects.Dispose();
        folder.Dispose();
    }
}
