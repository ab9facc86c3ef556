using System.Globalization;
using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>
/// Objects of a local repository as their bytes, which LibGit2Sharp does not give: one <c>git cat-file --batch-command</c>,
/// started when the first is asked for that is in a pack; before git 2.36 <c>--batch</c>, which hands over each answer by itself and so takes
/// twice as long for many.
/// </summary>
/// <param name="directory">The repository.</param>
internal sealed class RawObjects(string directory) : IDisposable
{
    // It talks to nobody: what is not here is not fetched.
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["LC_ALL"] = "C",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["GIT_ALLOW_PROTOCOL"] = "",
    };

    // What fits into any pipe, however many are open: while git's answers wait to be read, it reads no questions.
    private const int SmallestPipe = 4096;
    private const string Flush = "flush\n";
    private static readonly int IdsInAPipe = (SmallestPipe - Flush.Length) / Question(new string('0', 40), isCommand: true).Length;

    // To start git takes as long as to read some hundreds.
    private const int Few = 100;

    private ChildProcess? git;
    private bool takesCommands = true;
    private GitAnswers answers = new(Stream.Null);

    /// <summary>The bytes of a tree.</summary>
    /// <exception cref="GitException">It is not here.</exception>
    public RawTree Tree(string id) => Read(id) is ("tree", var bytes) ? new RawTree(bytes) : RawTree.Empty;

    /// <summary>Many trees, asked for at once: git reads the next one while this one is looked at. What is not here is left out.</summary>
    public IReadOnlyList<(string Id, RawTree Tree)> Trees(IReadOnlyList<string> ids) =>
        ids.Count == 0 ? [] : [.. ids.Zip(Ask(ids)).Where(one => one.Second is not null).Select(one => (one.First, one.Second is ("tree", var bytes) ? new RawTree(bytes) : RawTree.Empty))];

    /// <summary>Many objects as their bytes, asked for at once; null for one that is not here.</summary>
    public IReadOnlyList<byte[]?> Many(IReadOnlyList<string> ids) => ids.Count == 0 ? [] : [.. Ask(ids).Select(one => one?.Bytes)];

    /// <summary>Starts git on this repository; what it complains of is not read.</summary>
    public ChildProcess Start(bool isAsked, params IEnumerable<string> arguments)
    {
        var started = ChildProcess.Start("git", ["--git-dir", directory, "-c", "safe.directory=*", .. arguments], Variables, isAsked);
        _ = started.Stderr.BaseStream.CopyToAsync(Stream.Null);
        return started;
    }

    /// <summary>The type of an object, and its bytes.</summary>
    /// <exception cref="GitException">It is not here.</exception>
    public (string Type, byte[] Bytes) Read(string id) => Ask([id])[0] ?? throw new ObjectNotHereException(id);

    private List<(string Type, byte[] Bytes)?> Ask(IReadOnlyList<string> ids)
    {
        if (git is null && ids.Count <= Few && LooseObject.ReadAll(directory, ids) is { } here)
        {
            return here;
        }

        var isNew = git is null;
        try
        {
            git ??= Start();
            return [.. ids.Chunk(IdsInAPipe).SelectMany(Answers)];
        }
        catch (IOException)
        {
            // It died; the next question starts another one.
            git?.Dispose();
            git = null;
            if (isNew && takesCommands)
            {
                takesCommands = false;
                return Ask(ids);
            }

            throw new ObjectNotHereException(ids[0]);
        }
    }

    private List<(string Type, byte[] Bytes)?> Answers(string[] ids)
    {
        git!.Stdin.Write(string.Concat(ids.Select(id => Question(id, takesCommands))) + (takesCommands ? Flush : ""));
        git.Stdin.Flush();
        return [.. ids.Select(_ => Answer())];
    }

    private static string Question(string id, bool isCommand) => isCommand ? $"contents {id}\n" : $"{id}\n";

    private ChildProcess Start()
    {
        var started = Start(isAsked: true, takesCommands ? ["cat-file", "--batch-command", "--buffer"] : ["cat-file", "--batch"]);
        answers = new GitAnswers(started.Stdout.BaseStream);
        return started;
    }

    private (string Type, byte[] Bytes)? Answer()
    {
        if (Encoding.UTF8.GetString(answers.Until((byte)'\n')).Split(' ') is not [_, var type, var length])
        {
            return null;
        }

        var bytes = answers.Take(int.Parse(length, CultureInfo.InvariantCulture));
        answers.Until((byte)'\n');
        return (type, bytes);
    }

    public void Dispose() => git?.Dispose();
}
