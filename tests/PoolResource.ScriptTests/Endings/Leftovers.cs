using System.Text.Json.Nodes;
using PoolResource.ScriptTests.Hosts;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Endings;

public sealed class Leftovers : ScriptTest
{
    [Fact]
    public async Task OfACheckAreItsCacheAlone()
    {
        Repository.CommitPool("aws");
        await Aws.CheckAsync();
        await Aws.CheckAsync(new string('a', 40));

        Assert.Equal(["pool-resource-check"], Directory.EnumerateFileSystemEntries(Scripts.Temporary).Select(Path.GetFileName));
        Assert.Empty(Scripts.LivingProcesses());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"require_claimed":true}""")]
    [InlineData("""{"full_clone":true}""")]
    public async Task OfAGetAreNone(string parameters)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);

        await Aws.GetAsync(tip, JsonNode.Parse(parameters));
        await Aws.GetAsync(new string('a', 40), JsonNode.Parse(parameters));

        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("""{"acquire":true}""")]
    [InlineData("""{"claim":"env-1"}""")]
    [InlineData("""{"claim":"nowhere"}""")]
    [InlineData("""{"claim":"env-2","timeout":"0s"}""")]
    [InlineData("""{"release":"held"}""")]
    [InlineData("""{"remove":"held"}""")]
    [InlineData("""{"update":"new"}""")]
    [InlineData("""{"add":"new"}""")]
    [InlineData("""{"add_claimed":"new"}""")]
    [InlineData("""{"add":"held"}""")]
    [InlineData("""{"check_unclaimed":"env-2"}""")]
    [InlineData("""{"acquire":true,"claim":"env-1"}""")]
    public async Task OfAPutAreNone(string parameters)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"], claimed: ["env-2"]);
        Aws.Artifact("held", "env-2", "");
        Aws.Artifact("new", "env-3", "");
        var inputs = Everything(Aws.Inputs);

        await Aws.PutAsync(JsonNode.Parse(parameters));

        AssertNothingIsLeft();
        Assert.Equal(inputs, Everything(Aws.Inputs));
    }

    [Fact]
    public async Task InATemporaryDirectoryThatIsNotThereAreOneSentence()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Directory.Delete(Scripts.Temporary, recursive: true);

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.StartsWith($"error: the temporary directory \"{Scripts.Temporary}/\" cannot be used (", put.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAHostThatRefusesAreNone()
    {
        var nowhere = new PipelineResource(Scripts, Folder, Folder["nowhere.git"], "main", "aws");

        await nowhere.PutAsync(new { acquire = true });
        await nowhere.GetAsync(null);

        AssertNothingIsLeft();
    }

    // A check that has asked the host leaves its cache; what it sent may not be in it.
    [Theory]
    [InlineData("ssh")]
    [InlineData("http")]
    public async Task OfAKeyAreNone(string protocol)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var key = new StandInForSsh(Folder, Scripts).Key().Text.TrimEnd();
        using var host = new GitHttpServer(Folder.Path) { Login = "robot:hunter2hunter2" };
        var remote = new PipelineResource(
            Scripts, Folder, protocol == "ssh" ? $"git@host:{Repository.Path}" : $"{host.Origin}/locks.git", "main", "aws");
        remote.Source["private_key"] = protocol == "ssh" ? key : null;
        remote.Source["username"] = "robot";
        remote.Source["password"] = "hunter2hunter2";

        var put = await remote.PutAsync(new { acquire = true });
        var check = await remote.CheckAsync();
        var get = await remote.GetAsync(put.Ref);

        Assert.Equal((0, 0, 0), (put.ExitCode, check.ExitCode, get.ExitCode));
        var secrets = new[] { "hunter2", key.Split('\n')[1] };
        var left = Everything(Folder.Path).Where(file => File.Exists(file) && Path.GetFileName(file) != "a-key").ToList();
        Assert.Contains(left, file => file.StartsWith($"{Scripts.Temporary}/pool-resource-check/", StringComparison.Ordinal));
        Assert.DoesNotContain(left, file => secrets.Any(secret => File.ReadAllText(file).Contains(secret, StringComparison.Ordinal)));
        Assert.Equal(["pool-resource-check"], Directory.EnumerateFileSystemEntries(Scripts.Temporary).Select(Path.GetFileName));
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
        Assert.Empty(Scripts.LivingProcesses());
    }

    private static string[] Everything(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
