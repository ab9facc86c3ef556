using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class BeingKilled : LifecycleTest
{
    private int locks;

    [Theory]
    [InlineData("recycle", "aws", "aws-lifecycle/unclaimed")]
    [InlineData("restore", "aws-lifecycle", "aws/unclaimed")]
    public async Task AtAnyCommandOfGitLeavesTheLockInOnePlace(string operation, string pool, string destination)
    {
        var git = new KillingGit(Folder, Scripts);
        var resource = Pool(pool);
        Repository.CommitPool(pool);
        var untouched = Claimed(pool);
        var commands = await git.CountAsync(() => PutAsync(untouched));
        Assert.InRange(commands, 2, 10);

        foreach (var moment in Enum.GetValues<Moment>())
        {
            for (var at = 1; at <= commands; at++)
            {
                var name = Claimed(pool);

                var killed = await git.KillAsync(at, moment, () => PutAsync(name));

                Assert.Equal(137, killed.ExitCode);
                var places = Standing.Where(file => Path.GetFileName(file) == name).ToList();
                Assert.Contains(Assert.Single(places), new[] { $"{pool}/claimed/{name}", $"{destination}/{name}" });
                var again = await PutAsync(name);
                Assert.Equal(0, again.ExitCode);
                Assert.Equal([$"{destination}/{name}"], Standing.Where(file => Path.GetFileName(file) == name));
            }
        }

        Task<ScriptResult> PutAsync(string name) => resource.PutAsync(new Dictionary<string, string> { [operation] = name });
    }

    /// <summary>A lock that is claimed, with its claim in an artifact of its name.</summary>
    private string Claimed(string pool)
    {
        var name = $"env-{++locks}";
        var claim = Repository.Commit($"claiming: {name}", Change.Put($"{pool}/claimed/{name}", name));
        Folder.Write($"inputs/{name}/name", $"{name}\n");
        Folder.Write($"inputs/{name}/claim.json", JsonSerializer.Serialize(new { pool, @lock = name, @ref = claim }));
        return name;
    }
}
