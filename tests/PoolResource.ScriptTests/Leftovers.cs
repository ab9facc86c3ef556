using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ScriptTests;

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

    [Fact]
    public async Task OfAKeyAreNone()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["password"] = "hunter2hunter2";
        Aws.Source["username"] = "robot";

        await Aws.PutAsync(new { acquire = true });
        await Aws.CheckAsync();

        Assert.DoesNotContain(
            Everything(Scripts.Temporary).Where(File.Exists),
            file => File.ReadAllText(file).Contains("hunter2", StringComparison.Ordinal));
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Scripts.Temporary));
        Assert.Empty(Scripts.LivingProcesses());
    }

    private static string[] Everything(string directory) =>
        [.. Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
