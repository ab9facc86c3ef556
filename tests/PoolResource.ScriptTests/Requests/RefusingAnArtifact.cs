using System.Diagnostics;

namespace PoolResource.ScriptTests.Requests;

/// <summary>Whatever is wrong with the directory a put names: one line that says so, and nothing changed.</summary>
public sealed class RefusingAnArtifact : ScriptTest
{
    private readonly string tip;

    public RefusingAnArtifact()
    {
        tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("good", "env-2", "content");
    }

    [Theory]
    [InlineData("release")]
    [InlineData("remove")]
    [InlineData("add")]
    [InlineData("add_claimed")]
    [InlineData("update")]
    [InlineData("check")]
    public async Task ThatIsNotThereNamesIt(string operation) =>
        Assert.StartsWith($"error: params.{operation}: there is no directory \"nowhere\"", await RefusalAsync(operation, "nowhere"), StringComparison.Ordinal);

    [Theory]
    [InlineData("../outside")]
    [InlineData("good/../../outside")]
    [InlineData("..")]
    [InlineData("link")]
    [InlineData("linked-name")]
    public async Task ThatLeadsOutOfTheInputs(string directory)
    {
        Folder.Write("outside/name", "env-1\n");
        Folder.Write("outside/metadata", "stolen");
        Folder.Write("name", "env-1\n");
        Directory.CreateSymbolicLink(Path.Combine(Aws.Inputs, "link"), Folder["outside"]);
        Directory.CreateDirectory(Path.Combine(Aws.Inputs, "linked-name"));
        File.CreateSymbolicLink(Path.Combine(Aws.Inputs, "linked-name", "name"), "../../outside/name");

        Assert.Contains("leads out of the step's inputs", await RefusalAsync("release", directory), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatIsAbsoluteLeadsOutOfTheInputs()
    {
        Folder.Write("outside/name", "env-1\n");

        Assert.Contains("leads out of the step's inputs", await RefusalAsync("release", Folder["outside"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("metadata")]
    public async Task ThatMissesAFileNamesIt(string file)
    {
        File.Delete(Path.Combine(Aws.Inputs, "good", file));

        Assert.Contains($"\"good\" has no file {file}", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("metadata")]
    public async Task WithADirectoryInPlaceOfAFile(string file)
    {
        File.Delete(Path.Combine(Aws.Inputs, "good", file));
        Directory.CreateDirectory(Path.Combine(Aws.Inputs, "good", file));

        Assert.Contains("is a directory", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("metadata")]
    public async Task WithALinkToNowhereInPlaceOfAFile(string file)
    {
        File.Delete(Path.Combine(Aws.Inputs, "good", file));
        File.CreateSymbolicLink(Path.Combine(Aws.Inputs, "good", file), "nothing");

        Assert.Contains($"has no file {file}", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("metadata")]
    public async Task WithALinkToItselfInPlaceOfAFile(string file)
    {
        File.Delete(Path.Combine(Aws.Inputs, "good", file));
        File.CreateSymbolicLink(Path.Combine(Aws.Inputs, "good", file), file);

        Assert.StartsWith("error: params.add: ", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("metadata")]
    public async Task WithAPipeInPlaceOfAFileThatNobodyWritesTo(string file)
    {
        File.Delete(Path.Combine(Aws.Inputs, "good", file));
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(Aws.Inputs, "good", file)]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("error: params.add: ", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "begins or ends with white space")]
    [InlineData("../env-1", "contains a slash")]
    [InlineData("env\n1", "contains a control character")]
    [InlineData(".gitkeep", "starts with a dot")]
    public async Task WhoseNameIsNoLocks(string name, string fault)
    {
        Folder.Write("inputs/good/name", name);

        Assert.Contains(fault, await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoseNameIsLongerThanAFileNameMayBe()
    {
        Folder.Write("inputs/good/name", new string('ä', 128));

        Assert.Contains("is longer than 255 bytes", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoseNameIsNotUtf8()
    {
        Folder.Write("inputs/good/name", [0x65, 0xff, 0xfe]);

        Assert.Contains("is not UTF-8 text", await RefusalAsync("add", "good"), StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(string operation, string directory)
    {
        var put = await Aws.PutAsync(new Dictionary<string, string> { [operation] = directory });
        Assert.Equal($"{tip} refs/heads/main\n", Repository.Refs);
        return put.Refusal;
    }
}
