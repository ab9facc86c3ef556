using PoolResource.Testing;

namespace PoolResource.ScriptTests;

/// <summary>A test that runs the built executables on a repository of its own, in a folder of its own.</summary>
public abstract class ScriptTest : IDisposable
{
    protected ScriptTest()
    {
        Folder = new TestFolder(TestContext.Current.TestMethod!.MethodName);
        Scripts = new Scripts(Folder);
        Repository = new LockRepository(Folder["locks.git"]);
        Aws = Pool("aws");
    }

    protected TestFolder Folder { get; }

    protected Scripts Scripts { get; }

    /// <summary>An empty repository, whose branch is to be main.</summary>
    protected LockRepository Repository { get; }

    /// <summary>A resource for the pool aws of the repository, by its path.</summary>
    protected PipelineResource Aws { get; }

    /// <summary>A resource for a pool of the repository, by its path.</summary>
    protected PipelineResource Pool(string pool) => new(Scripts, Folder, Repository.Path, Repository.Branch, pool);

    /// <summary>What get and put answer, to the letter.</summary>
    protected static string Response(string version, string lockName, string pool = "aws") =>
        $$"""{"version":{"ref":"{{version}}"},"metadata":[{"name":"lock_name","value":"{{lockName}}"},{"name":"pool_name","value":"{{pool}}"}]}"""
        + "\n";

    /// <summary>What a put answers that had nothing to commit: a version that names the lock.</summary>
    protected static string Unchanged(string tip, string lockName, string pool = "aws") =>
        Response(tip, lockName, pool).Replace($"\"ref\":\"{tip}\"", $"\"ref\":\"{tip}\",\"lock\":\"{lockName}\"", StringComparison.Ordinal);

    /// <summary>What check answers, to the letter.</summary>
    protected static string Versions(params IEnumerable<string> commits) =>
        $"[{string.Join(',', commits.Select(commit => $$"""{"ref":"{{commit}}"}"""))}]\n";

    /// <summary>Has the scripts find a git that runs lines of shell first.</summary>
    /// <param name="lines">The lines, which end it or let it go on; on their PATH is the real one.</param>
    protected void BeforeGit(string lines)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!;
        Folder.Program("bin/git", $"#!/bin/sh\nPATH='{path}'\n{lines}\nexec git \"$@\"\n");
        Scripts.Build["PATH"] = $"{Folder["bin"]}:{path}";
    }

    /// <summary>Waits until a file of the folder is there.</summary>
    protected async Task FileAsync(string name)
    {
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(Folder[name])!);
        var appeared = new TaskCompletionSource();
        watcher.Created += (_, made) => _ = made.FullPath == Folder[name] && appeared.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(Folder[name]))
        {
            await appeared.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();
}
