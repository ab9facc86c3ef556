using System.Globalization;
using System.Text;
using PoolResource.Queue;
using PoolResource.Testing;
using PoolResource.Tests.Objects;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests;

/// <summary>A branch in a bare repository on disk, whose commits the git program makes as they are told.</summary>
internal sealed class HostedBranch : IDisposable
{
    private readonly TestFolder folder = new();
    private int seconds;

    public HostedBranch()
    {
        RealGit.Run("init", "--quiet", "--bare", "--initial-branch=main", Repository);
        Uri = Repository;
    }

    public string Repository => folder["host.git"];

    /// <summary>How steps get there.</summary>
    public string Uri { get; set; }

    /// <summary>More keys of the source, as JSON that begins with a comma.</summary>
    public string MoreOfTheSource { get; set; } = "";

    public CommitId Tip => Id("refs/heads/main");

    /// <summary>The files of the tip, in path order.</summary>
    public string Files => string.Join(' ', Git("ls-tree", "-r", "--name-only", "-z", "main").Split('\0')).Trim();

    /// <summary>The files of a commit, in path order.</summary>
    public string FilesOf(CommitId commit) => string.Join(' ', Git("ls-tree", "-r", "--name-only", "-z", commit.Value).Split('\0')).Trim();

    public int Commits => int.Parse(Git("rev-list", "--count", "main"), CultureInfo.InvariantCulture);

    /// <summary>The refs of all tickets of those who wait, in order.</summary>
    public IReadOnlyList<string> Tickets => [.. Git("for-each-ref", "--format=%(refname)", "refs/pool-resource").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public Source Source => new(
        RepositoryUri.Parse(Repository, "source.uri"), BranchName.Parse("main", "source.branch"), PoolName.Parse("aws", "source.pool"));

    /// <summary>The JSON of a source that names this branch.</summary>
    public string SourceJson => $$"""{"uri": "{{Uri}}", "branch": "main", "pool": "aws"{{MoreOfTheSource}}}""";

    public string Git(params string[] arguments) => RealGit.Run(["--git-dir", Repository, .. arguments]);

    /// <summary>Makes a commit on top of the tip.</summary>
    /// <param name="files">All files it has, separated by spaces, each <c>path</c> or <c>path=content</c>.</param>
    /// <param name="message">What it says.</param>
    public CommitId Then(string files, string message = "by hand") =>
        On(Git("for-each-ref", "refs/heads/main").Length == 0 ? [] : [Tip], files, message);

    /// <summary>Makes a commit on top of others; the branch points to it afterwards.</summary>
    /// <param name="parents">The others.</param>
    /// <param name="files">As above.</param>
    /// <param name="message">What it says.</param>
    /// <param name="when">Its date, in seconds since 1970; null for a minute after the last one's.</param>
    public CommitId On(IReadOnlyList<CommitId> parents, string files, string message = "by hand", long? when = null)
    {
        when ??= 1767225600 + (60 * seconds++);
        var stream = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\ncommitter A Person <a@b> {when} +0000\n")
            .Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
        for (var n = 0; n < parents.Count; n++)
        {
            stream.Append(CultureInfo.InvariantCulture, $"{(n == 0 ? "from" : "merge")} {parents[n]}\n");
        }

        stream.Append("deleteall\n");
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (path, content) = file.Split('=') is [var before, var after] ? (before, after) : (file, file);
            stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
        }

        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", Repository, "fast-import", "--quiet", "--force"], stream.ToString());
        Assert.True(exitCode == 0, stderr);
        return Tip;
    }

    /// <summary>Puts somebody's ticket into the line of a pool.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="pool">The pool; aws where none is given.</param>
    /// <returns>Its ref.</returns>
    public string Stand(Ticket ticket, PoolName? pool = null)
    {
        var name = ticket.RefIn(Ticket.LineOf(BranchName.Parse("main", "branch"), pool ?? Answer.Aws));
        Git("update-ref", name, this.Blob("somebody"));
        return name;
    }

    /// <summary>Has the host answer nothing but that it has a fault of its own, until it is mended.</summary>
    public void Break()
    {
        File.Move(Path.Combine(Repository, "refs/heads/main"), $"{Repository}.away");
        File.WriteAllText(Path.Combine(Repository, "packed-refs"), "damaged");
    }

    public void Mend()
    {
        File.Delete(Path.Combine(Repository, "packed-refs"));
        File.Move($"{Repository}.away", Path.Combine(Repository, "refs/heads/main"));
    }

    /// <summary>Has the host run a shell script at a push.</summary>
    public void Hook(string name, string script)
    {
        var path = Path.Combine(Repository, "hooks", name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        RealGit.MakeProgram(path);
    }

    /// <summary>Waits until a hook has made a file.</summary>
    public async Task HasAsync(string file)
    {
        while (!File.Exists(Path.Combine(Repository, file)))
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => folder.Dispose();

    private CommitId Id(string revision) =>
        CommitId.TryParse(Git("rev-parse", revision).Trim(), out var id) ? id : throw new InvalidOperationException(revision);
}
