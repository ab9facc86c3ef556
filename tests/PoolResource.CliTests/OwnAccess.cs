namespace PoolResource.CliTests;

/// <summary>What a person has of ssh and git counts at their terminal, and nowhere else.</summary>
public sealed class OwnAccess : CliTest
{
    public OwnAccess()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Folder.Write("home/.gitconfig", $"[url \"{Repository.Path}\"]\n\tinsteadOf = https://locks.example/locks.git\n");
        Folder.Write("locks.yml", "uri: https://locks.example/locks.git\nbranch: main\n");
    }

    [Fact]
    public async Task CountsAtATerminal()
    {
        using var session = Type("status --source locks.yml");

        Assert.Equal(0, await session.EndAsync());
        Assert.Contains("aws  1 free", session.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountsForNobodyElse() => Assert.Equal(1, (await RunAsync("status", "--source", "locks.yml")).ExitCode);
}
