using System.Text.Json;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;
using PoolResource.Tests.Objects;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Hostile;

/// <summary>A branch whose objects anybody may have written, and the steps that meet them.</summary>
internal sealed class Story : IDisposable
{
    private readonly Put put = new();

    public HostedBranch Host => put.Branch;

    /// <summary>A lock that is free in every commit.</summary>
    public (string, string) Free => ("100644 the-lock", Host.Blob("x"));

    public string First() => Host.Commit(Plain("first"), null, $"author {RawBranch.Person}\ncommitter {RawBranch.Person}\n\nfirst\n");

    public string Plain(string content) => Host.Tree(("40000 aws", Host.Aws([("100644 other", Host.Blob(content))], [Free])));

    /// <summary>The files of the tip as git lists them, without those that keep a directory.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Host.Git("-c", "core.quotePath=true", "ls-tree", "-r", "main").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.EndsWith("/.gitkeep", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<string?>> CheckAsync(string? version, string more = "")
    {
        var given = version is null ? "" : $$""", "version": {"ref": "{{version}}"}""";
        var request = $$"""{"source": {{Host.SourceJson[..^1]}}{{more}}}{{given}} }""";
        using var log = new StringWriter();
        return [.. (await new CheckCommand(new StepLog(log), new HurriedTime(TimeSpan.FromMinutes(1))).RunAsync(
            JsonSerializer.Deserialize(request, ProtocolJson.Default.CheckRequest)!, TestContext.Current.CancellationToken)).Select(found => found.Ref)];
    }

    public async Task GetAsync(string commit)
    {
        try
        {
            await put.GetAsync(new Version(commit), "got");
        }
        catch (PoolException refusal) when (refusal.Message.StartsWith("lock instance is no longer acquired", StringComparison.Ordinal))
        {
            // That is as it should be.
        }
    }

    /// <summary>Claims the free lock and gives it back.</summary>
    public async Task HoldTheLockAsync()
    {
        var claimed = await put.RunAsync("""{"claim": "the-lock"}""");
        await put.GetAsync(claimed.Version, "held");
        Assert.Equal("the-lock\n", put.Read("held", "name"));
        await put.RunAsync("""{"release": "held"}""");
    }

    /// <summary>Runs a step, which may fail as steps do only where git itself reads no such branch.</summary>
    public async Task HoldAsync(bool isRead, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception fault) when (!isRead && fault is PoolException or GitException)
        {
            // In a sentence.
        }

        Assert.DoesNotContain(put.Lines, line => line.Any(char.IsControl));
    }

    public void Dispose() => put.Dispose();
}
