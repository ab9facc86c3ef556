using System.Security.Cryptography;
using PoolResource.Testing;

namespace PoolResource.Tests.Puts;

/// <summary>A put on a branch that holds a large file beside its locks; the host counts what it sends, and git each of its processes.</summary>
public sealed class FilesBesideThePool : IDisposable
{
    private const int Size = 2_000_000;
    private const int Little = 50_000;

    private readonly string big = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)).TrimEnd('=');
    private readonly Put put = new();
    private readonly TestFolder folder = new();

    public FilesBesideThePool()
    {
        put.Branch.Then($"big={big} aws/claimed/env-2=held aws/unclaimed/env-1=old");
        put.Branch.Git("config", "uploadpack.allowFilter", "true");
        put.Branch.Uri = $"file://{put.Branch.Repository}";
        folder.With("pack-objects", $"#!/bin/sh\n\"$@\" | tee -a '{folder["sent"]}'\n");
        RealGit.MakeProgram(folder["pack-objects"]);
        put.Branch.MoreOfTheSource = $$"""
            , "git_config": [
                {"name": "uploadpack.packObjectsHook", "value": "{{folder["pack-objects"]}}"},
                {"name": "trace2.normalTarget", "value": "{{folder["trace"]}}"}]
            """;
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        File.WriteAllText(Path.Combine(put.Branch.Repository, "env", "name"), "env-2\n");
    }

    private long Sent => new FileInfo(folder["sent"]).Length;

    /// <summary>Every git that was started, by its command line.</summary>
    private IReadOnlyList<string> Processes => [.. File.ReadAllLines(folder["trace"]).Where(line => line.Contains(" start ", StringComparison.Ordinal))];

    public void Dispose()
    {
        put.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("""{"acquire": true}""", "aws/claimed/env-1")]
    [InlineData("""{"acquire": true, "as": "mine"}""", "aws/claimed/env-1")]
    [InlineData("""{"claim": "env-1"}""", "aws/claimed/env-1")]
    [InlineData("""{"release": "env"}""", "aws/unclaimed/env-2")]
    [InlineData("""{"recycle": "env"}""", "aws-lifecycle/unclaimed/env-2")]
    [InlineData("""{"remove": "env"}""", "aws/claimed/.gitkeep aws/unclaimed/env-1")]
    [InlineData("""{"move": {"lock": "env", "to": "gcp"}}""", "gcp/unclaimed/env-2")]
    [InlineData("""{"add": {"name": "env-3", "metadata": "new"}}""", "aws/unclaimed/env-3")]
    [InlineData("""{"add_claimed": {"name": "env-3", "metadata": "new"}}""", "aws/claimed/env-3")]
    [InlineData("""{"update": {"name": "env-1", "metadata": "new"}}""", "aws/unclaimed/env-1")]
    [InlineData("""{"update": {"name": "env-3", "metadata": "new"}}""", "aws/unclaimed/env-3")]
    public async Task StayOnTheHost(string parameters, string after)
    {
        await put.RunAsync(parameters);

        Assert.Contains(after, put.Branch.Files, StringComparison.Ordinal);
        Assert.Contains("big", put.Branch.Files.Split(' '));
        Assert.Equal(2, put.Branch.Commits);
        Assert.InRange(Sent, 1, Little);
        AssertNothingWasFetchedBySelf();
    }

    [Fact]
    public async Task StayOnTheHostWhileALockIsHeldByTurns()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            await put.RunAsync("""{"claim": "env-1", "as": "mine"}""");
            await put.RunAsync("""{"release": {"as": "mine"}}""");
        }

        Assert.Equal("old", put.Branch.Git("cat-file", "blob", "main:aws/unclaimed/env-1"));
        Assert.Equal(7, put.Branch.Commits);
        Assert.InRange(Sent, 1, Little);
        AssertNothingWasFetchedBySelf();
    }

    // What lies between the claim and the tip is brought after both are here.
    [Fact]
    public async Task StayOnTheHostWhenAClaimIsFollowed()
    {
        await put.GetAsync((await put.RunAsync("""{"claim": "env-1"}""")).Version);
        for (var others = 0; others < 6; others++)
        {
            put.Branch.Then($"big={big} aws/claimed/env-1=old aws/claimed/env-2=held{others}");
        }

        File.Delete(folder["sent"]);
        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.InRange(Sent, 1, Little);
        AssertNothingWasFetchedBySelf();
    }

    [Theory]
    [InlineData("true", "2")]
    [InlineData("true", "0")]
    [InlineData("false", "2")]
    public async Task StayOnTheHostWhenALockIsGot(string filters, string protocol)
    {
        put.Branch.Git("config", "uploadpack.allowFilter", filters);
        put.Branch.MoreOfTheSource = put.Branch.MoreOfTheSource.Replace("[", $$"""[{"name": "protocol.version", "value": "{{protocol}}"}, """, StringComparison.Ordinal);
        var content = new string('x', 20_000);
        put.Branch.Then($"big={big} aws/claimed/env-2=held aws/unclaimed/env-1={content}");
        var version = (await put.RunAsync("""{"claim": "env-1"}""")).Version;
        File.Delete(folder["sent"]);

        await put.GetAsync(version);

        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), TestContext.Current.CancellationToken));
        Assert.Equal(filters == "true" && protocol == "2", Sent < Little);
        Assert.DoesNotContain("warning", put.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StayOnTheHostWhenALockIsALinkToAnother()
    {
        var content = put.Branch.Git("rev-parse", "main:aws/unclaimed/env-1").Trim();
        var target = RealGit.Try(["--git-dir", put.Branch.Repository, "hash-object", "-w", "--stdin"], "../unclaimed/env-1").Stdout.Trim();
        put.Branch.Git("read-tree", "main");
        put.Branch.Git("update-index", "--add", "--cacheinfo", $"120000,{target},aws/claimed/env-2");
        var tree = put.Branch.Git("write-tree").Trim();
        put.Branch.Git("update-ref", "refs/heads/main", put.Branch.Git("commit-tree", tree, "-p", "main", "-m", "claiming: env-2").Trim());

        await put.GetAsync(new Version(put.Branch.Tip.Value));

        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), TestContext.Current.CancellationToken));
        Assert.Equal(content, put.Branch.Git("rev-parse", "main:aws/unclaimed/env-1").Trim());
        Assert.InRange(Sent, 1, Little);
    }

    [Theory]
    [InlineData("""{"update": {"name": "env-1", "metadata": "old"}}""")]
    [InlineData("""{"add": {"name": "env-1", "metadata": "old"}}""")]
    public async Task AreNotNeededToSeeThatALockHasItsContentAlready(string parameters)
    {
        await put.RunAsync(parameters);

        Assert.Equal(1, put.Branch.Commits);
        Assert.InRange(Sent, 1, Little);
    }

    // Each look finds another commit, and git makes sure that everything of it is here.
    [Fact]
    public async Task StayOnTheHostDuringAWait()
    {
        var looks = 0;
        put.Time.Paused = _ =>
        {
            looks++;
            put.Branch.Then($"big={big} aws/{(looks < 5 ? "claimed" : "unclaimed")}/env-2=held aws/unclaimed/env-1=old{looks}");
        };

        await put.RunAsync("""{"claim": "env-2"}""");

        Assert.Contains("aws/claimed/env-2", put.Branch.Files, StringComparison.Ordinal);
        Assert.True(looks >= 5);
        Assert.InRange(Sent, 1, Little);
        AssertNothingWasFetchedBySelf();
    }

    [Fact]
    public async Task ComeFromAHostThatLeavesNothingOut()
    {
        put.Branch.Git("config", "uploadpack.allowFilter", "false");
        put.Debug = true;

        await put.RunAsync("""{"acquire": true}""");
        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal("aws/claimed/env-1 aws/unclaimed/.gitkeep aws/unclaimed/env-2 big", put.Branch.Files);
        Assert.Contains("--filter=blob:none", put.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", put.Log, StringComparison.Ordinal);
        AssertNothingWasFetchedBySelf();
    }

    // What git starts by itself for a file that is missing reads ids from its standard input.
    private void AssertNothingWasFetchedBySelf() =>
        Assert.DoesNotContain(Processes, process => process.Contains("negotiationAlgorithm=noop", StringComparison.OrdinalIgnoreCase));
}
