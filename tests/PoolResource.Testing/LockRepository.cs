using System.Globalization;
using System.Text;

namespace PoolResource.Testing;

/// <summary>A commit as <c>git log</c> shows it; author and committer as <c>NAME &lt;MAIL&gt;</c>.</summary>
public sealed record LoggedCommit(string Id, string Subject, string Body, string Author, string Committer);

/// <summary>A bare repository with pools in one branch: what the git server holds, seen with the real git.</summary>
public sealed class LockRepository
{
    /// <summary>Who commits by hand.</summary>
    public const string Person = "Ada <ada@example.com>";

    /// <summary>When the first commit is made, and when a clock begins that tests move.</summary>
    public static readonly DateTimeOffset FirstCommit = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private int commits;

    /// <param name="path">Where the repository is made.</param>
    /// <param name="branch">The branch that will hold the pools, and the repository's default branch.</param>
    /// <param name="defaultBranch">Another default branch.</param>
    public LockRepository(string path, string branch = "main", string? defaultBranch = null)
    {
        (Path, Branch) = (path, branch);
        GitProgram.Run(["init", "--quiet", "--bare", $"--initial-branch={defaultBranch ?? branch}", path]);
    }

    public string Path { get; }

    public string Branch { get; }

    /// <summary>The commit the branch points to.</summary>
    public string Tip => Git("rev-parse", $"refs/heads/{Branch}").Trim();

    /// <summary>Every ref with the object it points to.</summary>
    public string Refs => Git("for-each-ref", "--format=%(objectname) %(refname)");

    /// <summary>The branch's files, in path order.</summary>
    public IReadOnlyList<string> Files =>
        Git("ls-tree", "-r", "-z", "--name-only", Tip).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The branch's commits, newest first.</summary>
    public IReadOnlyList<LoggedCommit> Log =>
        [.. Git("log", "--format=%H%x00%s%x00%b%x00%an <%ae>%x00%cn <%ce>%x01", Tip)
            .Split('\u0001', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(commit => commit.Split('\0'))
            .Select(parts => new LoggedCommit(parts[0], parts[1], parts[2].TrimEnd(), parts[3], parts[4]))];

    /// <summary>The branch's newest commit.</summary>
    public LoggedCommit Last => Log[0];

    /// <summary>The bytes of a file of the branch.</summary>
    public byte[] Read(string path) => GitProgram.Run(["-C", Path, "cat-file", "blob", $"{Tip}:{path}"]);

    /// <summary>The mode of a file of the branch, such as 100644.</summary>
    public string Mode(string path) => Git("ls-tree", Tip, "--", path).Split(' ')[0];

    /// <summary>Commits a pool with locks in it; each has a content of its own.</summary>
    public string CommitPool(string pool, IEnumerable<string>? unclaimed = null, IEnumerable<string>? claimed = null) =>
        Commit(
            $"set up {pool}",
            [
                Change.Put($"{pool}/claimed/.gitkeep"),
                Change.Put($"{pool}/unclaimed/.gitkeep"),
                .. (unclaimed ?? []).Select(name => Change.Put($"{pool}/unclaimed/{name}", $"content of {name}\n")),
                .. (claimed ?? []).Select(name => Change.Put($"{pool}/claimed/{name}", $"content of {name}\n")),
            ]);

    /// <summary>Commits by hand, on top of the branch, and returns the commit's id.</summary>
    public string Commit(string message, params IEnumerable<Change> changes) =>
        Import([(Next(), message, changes)], onTop: Git("for-each-ref", $"refs/heads/{Branch}").Length > 0);

    /// <summary>Commits many times by hand, on top of the branch, and returns the last commit's id.</summary>
    public string CommitAll(IEnumerable<(string Message, IEnumerable<Change> Changes)> all) => Import(all.Select(one => (Next(), one.Message, one.Changes)), onTop: true);

    /// <summary>Commits many times at given times, as the first commits of the branch, and returns the last commit's id.</summary>
    public string CommitAllAt(IEnumerable<(DateTimeOffset When, string Message, IEnumerable<Change> Changes)> all) => Import(all, onTop: false);

    /// <summary>Commits by hand while others push: the commit's id, or null when the branch no longer points to a commit.</summary>
    public string? TryCommit(string tip, string message, params IEnumerable<Change> changes)
    {
        var draft = $"refs/drafts/{Guid.NewGuid():N}";
        using var stream = new MemoryStream();
        stream.Write(Encoding.UTF8.GetBytes(
            $"commit {draft}\ncommitter {Person} {TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()} +0000\ndata {Encoding.UTF8.GetByteCount(message)}\n{message}\nfrom {tip}\n"));
        foreach (var change in changes)
        {
            change.WriteTo(stream);
        }

        GitProgram.Run(["-C", Path, "fast-import", "--quiet"], stream.ToArray());
        return TrySwap(tip, Git("rev-parse", draft).Trim());
    }

    /// <summary>Has the branch point to another commit, unless somebody was faster: then null.</summary>
    public string? TrySwap(string tip, string commit)
    {
        try
        {
            Git("update-ref", $"refs/heads/{Branch}", commit, tip);
            return commit;
        }
        catch (InvalidOperationException) when (Tip != tip)
        {
            return null;
        }
    }

    /// <summary>Gives the branch another history, of one commit, and returns its id.</summary>
    public string Rewrite(string message, params IEnumerable<Change> changes) => Import([(Next(), message, changes)], onTop: false);

    /// <summary>Has the server run a shell script at a point of a push, such as <c>pre-receive</c>.</summary>
    public void Hook(string name, string script)
    {
        var path = System.IO.Path.Combine(Path, "hooks", name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Runs git in the repository and returns its standard output.</summary>
    public string Git(params IEnumerable<string> arguments) =>
        Encoding.UTF8.GetString(GitProgram.Run(["-C", Path, .. arguments]));

    private DateTimeOffset Next() => FirstCommit.AddMinutes(commits++);

    private string Import(IEnumerable<(DateTimeOffset When, string Message, IEnumerable<Change> Changes)> all, bool onTop)
    {
        using var stream = new MemoryStream();
        if (!onTop)
        {
            Write($"reset refs/heads/{Branch}\n");
        }

        foreach (var (when, message, changes) in all)
        {
            Write($"commit refs/heads/{Branch}\ncommitter {Person} {when.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} +0000\n");
            Write($"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
            Write(onTop ? $"from refs/heads/{Branch}^0\n" : "");
            foreach (var change in changes)
            {
                change.WriteTo(stream);
            }

            onTop = false;
        }

        GitProgram.Run(["-C", Path, "fast-import", "--quiet", "--force"], stream.ToArray());
        return Tip;

        void Write(string text) => stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
