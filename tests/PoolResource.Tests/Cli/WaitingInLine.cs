using System.Text.RegularExpressions;
using PoolResource.Queue;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class WaitingInLine : IDisposable
{
    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public WaitingInLine()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", claimed: ["env-1"]);
        repository.CommitPool("aws-lifecycle", unclaimed: ["env-2"]);
        repository.Hook("post-receive", "cat >> pushed");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("acquire aws", "priority=0,want=any")]
    [InlineData("acquire aws --priority 7", "priority=7,want=any")]
    [InlineData("claim aws/env-1 --priority -100", "priority=-100,want=env-1")]
    [InlineData("run aws --priority 1 -- true", "priority=1,want=any")]
    [InlineData("run aws --lock env-1 --priority=+2 -- true", "priority=2,want=env-1")]
    [InlineData("update aws/env-2 --metadata locks.git/HEAD --priority 3", "priority=3,want=env-2")]
    public async Task IsToldTheHost(string words, string fields)
    {
        var parts = words.Split(" -- ");

        var run = await PoolRun.HurriedAsync(
            folder,
            [.. parts[0].Split(' '), "--timeout", "5s", "--uri", repository.Path, "--branch", "main", "--as", "Anna <anna@example.com>", .. parts.Skip(1).SelectMany(command => command.Split(' ').Prepend("--"))]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(
            $"/v1,{Regex.Replace(fields, "env-.$", name => Ticket.WantOf(LockName.Parse(name.Value, "lock")))},",
            await File.ReadAllTextAsync(Path.Combine(repository.Path, "pushed"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(Ticket.Refs, repository.Refs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsLeftOutWhereTheSourceSaysSo()
    {
        folder.Write("locks.yml", "uri: locks.git\nbranch: main\nqueue: 'False'\n");

        var run = await PoolRun.HurriedAsync(folder, "acquire", "aws", "--priority", "1", "--timeout", "5s", "--source", "locks.yml", "--as", "Anna <anna@example.com>");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("warning: --priority means nothing with queue: false in the source; leave one of them out\nwaiting for a free lock of pool aws: env-1 is held", run.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(repository.Path, "pushed")));
    }
}
